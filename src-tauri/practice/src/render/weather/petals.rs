//! Petals and leaves that turn in the wind.

use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, lit, mix};
use crate::render::paint::shape::{Outline, Place};
use crate::render::scene::{Act, Moment, Stage};

/// Petals, or leaves.
pub(crate) struct Petals {
    /// Across, phase, how near, and its turning.
    all: Vec<[f32; 4]>,
    leaves: bool,
    side: f32,
}

impl Petals {
    pub(crate) fn new(stage: &Stage, leaves: bool, dice: &mut Dice) -> Self {
        let count = (stage.wide * stage.high / 9000.0).clamp(26.0, 110.0);
        let mut all: Vec<_> = (0..count as usize)
            .map(|_| [dice.unit(), dice.unit(), dice.unit().powf(1.8), dice.unit() * 6.3])
            .collect();
        all.sort_by(|a, b| a[2].total_cmp(&b[2]));
        Self { all, leaves, side: if dice.chance(0.5) { 1.0 } else { -1.0 } }
    }
}

impl Act for Petals {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let light = blend(now.light.shade, now.light.key, 0.75);
        let room = 0.12 * stage.unit;
        for &[x, phase, near, turn] in &self.all {
            let pace = mix(0.03, 0.075, near) * stage.unit / (stage.high + room);
            let y = (phase + now.seconds * pace).fract() * (stage.high + room) - room / 2.0;
            let gust =
                now.seconds * mix(0.05, 0.13, near) + 0.02 * (now.seconds * 1.3 + turn).sin();
            let span = stage.wide + room;
            let px = (x * span + self.side * gust * stage.unit).rem_euclid(span) - room / 2.0;
            let y = y + 0.016 * stage.unit * (now.seconds * 1.7 + turn * 2.0).sin();
            let size = stage.unit * mix(0.0035, 0.0105, near);
            let roll = now.seconds * 2.3 + turn;
            // Seen from the edge it is narrow.
            let wide = 0.25 + 0.75 * roll.sin().abs();
            let own: Rgb = match (self.leaves, turn) {
                (true, t) if t < 3.0 => [226.0, 106.0, 50.0],
                (true, _) => [246.0, 176.0, 72.0],
                (false, t) if t < 3.4 => [255.0, 196.0, 212.0],
                (false, _) => [255.0, 226.0, 232.0],
            };
            let shape = [
                (0.0, -1.0),
                (0.62 * wide, -0.3),
                (0.4 * wide, 0.6),
                (0.0, 0.85),
                (-0.4 * wide, 0.6),
                (-0.62 * wide, -0.3),
            ];
            let place = Place::at(px, y, size).turned(roll * 0.8);
            if let Some(path) = Outline::new().soft(&shape).put(place) {
                canvas.fill(
                    &path,
                    blend(lit(own, light), now.light.haze, 0.25 * (1.0 - near)),
                    mix(0.75, 0.95, near),
                );
            }
        }
    }
}
