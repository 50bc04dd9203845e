//! Mist between layers of land: banks that drift and take the colour of the air.

use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend};
use crate::render::paint::field::{Veil, VeilForm};
use crate::render::scene::{Act, Moment, Set, Stage};

/// A bank of mist in a scene.
pub(crate) struct Mist {
    veil: Veil,
    pace: f32,
    speed: f32,
    opacity: f32,
    /// Towards the light of the sky's low edge (0) or of a cloud (1).
    white: f32,
}

/// Adds a bank between two rows; `opacity` from 0 to 1, `torn` from an even bank to wisps.
pub(crate) fn add(set: &mut Set<'_>, rows: (f32, f32), opacity: f32, torn: f32, speed: f32) {
    let stage = *set.stage;
    let pace = set.dice.between(0.008, 0.02) * if set.dice.chance(0.5) { 1.0 } else { -1.0 };
    let room = stage.drift(pace.abs()) + speed * stage.unit * 0.62 + 2.0 * stage.cell as f32;
    let form = VeilForm {
        top: rows.0,
        bottom: rows.1,
        left: -room,
        right: stage.wide + room,
        wisp: stage.unit * set.dice.between(0.24, 0.4),
        torn,
    };
    let veil = Veil::new(&form, stage.cell, set.dice.bits());
    set.add(Mist { veil, pace, speed, opacity, white: 0.35 });
}

impl Act for Mist {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let drifted = stage.drift(self.pace) * (now.through - 0.5);
        let shift = drifted - now.pan * self.speed * stage.unit;
        let light = &now.light;
        let rgb: Rgb = blend(light.haze, light.cloud[0], self.white);
        self.veil.draw(canvas, shift, rgb, self.opacity);
    }
}
