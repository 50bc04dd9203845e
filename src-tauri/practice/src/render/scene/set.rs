//! A scene in the making: where everything that is built for it is kept, from far to near.

use super::{Act, Layer, Look, Stage};
use crate::render::brief::Brief;
use crate::render::dice::Dice;
use crate::render::light::Light;
use crate::render::paint::color::{mix, smooth};
use crate::render::paint::ground::Crest;

/// A scene in the making.
pub(crate) struct Set<'a> {
    pub(crate) stage: &'a Stage,
    pub(crate) brief: &'a Brief,
    /// The light early in the clip, for what is painted once.
    pub(crate) light: Light,
    pub(crate) dice: Dice,
    pub(crate) acts: Vec<Box<dyn Act>>,
}

impl<'a> Set<'a> {
    pub(crate) fn new(stage: &'a Stage, brief: &'a Brief, light: Light, dice: Dice) -> Self {
        Self { stage, brief, light, dice, acts: Vec::new() }
    }

    /// Adds something in front of all that is there.
    pub(crate) fn add(&mut self, act: impl Act + 'static) {
        self.acts.push(Box::new(act));
    }

    /// Adds a layer that goes by at this speed.
    pub(crate) fn layer(
        &mut self,
        plate: crate::render::paint::plate::Plate,
        look: Look,
        speed: f32,
    ) {
        self.add(Layer::new(plate, look, speed));
    }

    /// A crest across the frame and its room to move; `rise(x)` is its height over the row
    /// `base`, both in units, with `x` in units from the middle of the frame.
    pub(crate) fn crest(&self, base: f32, speed: f32, rise: impl Fn(f32) -> f32) -> Crest {
        let Stage { wide, unit, .. } = *self.stage;
        let room = Layer::room(self.stage, speed);
        Crest::new(-room, wide + room, |x| base - rise((x - wide / 2.0) / unit) * unit)
    }

    /// From which side the light comes at a column: -1 from the left, 1 from the right.
    pub(crate) fn side(&self, x: f32) -> f32 {
        self.key().side(x)
    }

    /// The direction of the light, for what is shaded spot by spot.
    pub(crate) fn key(&self) -> Key {
        let Stage { wide, horizon, unit, .. } = *self.stage;
        let (x, y) = self.light.source;
        let all = if x > wide / 2.0 { 1.0 } else { -1.0 };
        Key { x, all, high: smooth(horizon * 0.75, horizon * 0.4, y), reach: 0.3 * unit }
    }
}

/// The direction of the light over a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    x: f32,
    all: f32,
    high: f32,
    reach: f32,
}

impl Key {
    /// From which side the light comes at a column. A low light stands between things and lights
    /// both sides of the frame towards it; a high one lights everything from one side.
    pub(crate) fn side(&self, x: f32) -> f32 {
        let near = ((self.x - x) / self.reach).clamp(-1.0, 1.0);
        mix(near, self.all, self.high)
    }
}
