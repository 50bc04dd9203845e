//! A plate in a scene: how it moves past the camera and looks in the light of the moment.

use super::{Act, Moment, Stage};
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, smooth};
use crate::render::paint::plate::{Plate, Tone};

/// The colours of a layer and the haze over it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Its own colours in the shade and in direct light.
    pub(crate) own: [Rgb; 2],
    /// How much haze lies over all of it, from 0 to 1.
    pub(crate) far: f32,
    /// How much haze lies at its foot.
    pub(crate) foot: f32,
    /// The rows between which the haze thickens.
    pub(crate) rows: (f32, f32),
}

/// A plate in a scene.
pub(crate) struct Layer {
    pub(crate) plate: Plate,
    pub(crate) look: Look,
    /// How far it goes by while the camera moves its way once, in units.
    pub(crate) speed: f32,
    /// How far its top bends in the wind, in units, and the row where it is held.
    pub(crate) sway: f32,
    pub(crate) root: f32,
    /// The colour of its lamps, where it is not the usual one.
    pub(crate) lamp: Option<Rgb>,
    /// How far its rows waver as in water, in units.
    pub(crate) ripple: f32,
    /// So that neighbours do not bend together.
    pub(crate) phase: f32,
}

impl Layer {
    pub(crate) fn new(plate: Plate, look: Look, speed: f32) -> Self {
        Self {
            plate: plate.done(),
            look,
            speed,
            sway: 0.0,
            root: 0.0,
            lamp: None,
            ripple: 0.0,
            phase: 0.0,
        }
    }

    /// Bends in the wind above the row `root`.
    pub(crate) fn swaying(self, sway: f32, root: f32, phase: f32) -> Self {
        Self { sway, root, phase, ..self }
    }

    /// Its lamps shine in this colour.
    pub(crate) fn shining(self, lamp: Rgb) -> Self {
        Self { lamp: Some(lamp), ..self }
    }

    /// Wavers like an image in water.
    pub(crate) fn rippling(self, ripple: f32) -> Self {
        Self { ripple, ..self }
    }

    /// How much wider than the frame a plate of this speed must be, on both sides, in pixels.
    pub(crate) fn room(stage: &Stage, speed: f32) -> f32 {
        speed * stage.unit * 0.62 + 3.0
    }
}

impl Act for Layer {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let shift = -now.pan * self.speed * stage.unit;
        let look = &self.look;
        let lamp = self.lamp.unwrap_or(now.light.lamp());
        let tone = |y: f32| {
            let foot = look.foot * smooth(look.rows.0, look.rows.1, y);
            let [dark, lit] = now.light.on(look.own, (look.far + foot).min(1.0));
            Tone { dark, lit, lamp }
        };
        let (sway, phase) = (self.sway * stage.unit, self.phase);
        let ripple = self.ripple * stage.unit;
        let gust = 0.6 + 0.4 * (now.seconds * 0.53 + phase * 1.7).sin();
        let (root, reach) = (self.root, 0.22 * stage.unit);
        let bend = |y: f32| {
            if ripple > 0.0 {
                let slow =
                    (y * 0.11 + now.seconds * 1.7).sin() + (y * 0.31 - now.seconds * 2.9).sin();
                return shift + ripple * slow;
            }
            if sway == 0.0 {
                return shift;
            }
            let up = ((root - y) / reach).max(0.0);
            let wave = (now.seconds * 1.35 + phase - up * 0.9).sin() * gust + 0.35;
            shift + sway * wave * up.powf(1.4)
        };
        self.plate.draw(canvas, bend, tone, now.light.lamps);
    }
}
