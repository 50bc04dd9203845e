//! A figure in a scene: its shape, the way it goes, and how it is lit.

use super::sprite::Sprite;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::shape::Place;
use crate::render::scene::{Act, Moment, Stage};

/// What a shape needs to know of the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) seconds: f32,
    /// So that two of a kind do not move alike.
    pub(crate) phase: f32,
    /// A choice between variants, from 0 to 1.
    pub(crate) kind: f32,
    /// Whether it rains or snows on it.
    pub(crate) wet: bool,
    pub(crate) snow: bool,
}

/// Paints a figure at a place.
pub(crate) type Shape = fn(&mut Sprite<'_>, Place, &Cue);

/// Where a figure is at a moment, before the camera's motion.
pub(crate) type Way = Box<dyn Fn(&Stage, &Moment) -> Place + Send>;

/// A figure in a scene.
pub(crate) struct Actor {
    pub(crate) shape: Shape,
    pub(crate) way: Way,
    pub(crate) cue: Cue,
    /// How fast its ground goes by.
    pub(crate) speed: f32,
    /// How much haze lies before it.
    pub(crate) far: f32,
    /// Whether it stands in water that mirrors it.
    pub(crate) afloat: bool,
    /// Where its lamps shine, in its own units: across, down, how far.
    pub(crate) lamps: &'static [(f32, f32, f32)],
}

impl Act for Actor {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let mut place = (self.way)(stage, now);
        place.x -= now.pan * self.speed * stage.unit;
        let mut sprite = Sprite::new(&now.light, self.far);
        let cue = Cue { seconds: now.seconds, ..self.cue };
        (self.shape)(&mut sprite, place, &cue);
        let rim = (stage.unit * 0.0016).clamp(1.0, 2.5);
        if self.afloat {
            sprite.draw_over_water(canvas, rim, place.y, now.seconds);
        } else {
            sprite.draw(canvas, rim);
        }
        for &(x, y, radius) in self.lamps {
            let strength = 0.5 * now.light.lamps * (1.0 - self.far);
            canvas.glow(place.point(x, y), radius * place.scale, [255.0, 176.0, 88.0], strength);
        }
    }
}
