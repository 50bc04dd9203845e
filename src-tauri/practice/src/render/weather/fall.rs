//! Rain and snow.

use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{blend, bytes, mix};
use crate::render::paint::shape::Outline;
use crate::render::scene::{Act, Moment, Stage};

/// Rain: streaks in many depths, and rings where drops meet water.
pub(crate) struct Rain {
    /// The rows of the water or wet ground, if there is any.
    wet: Option<f32>,
    /// Across, phase, and how near, all from 0 to 1.
    drops: Vec<[f32; 3]>,
    slant: f32,
}

impl Rain {
    pub(crate) fn new(stage: &Stage, storm: bool, wet: Option<f32>, dice: &mut Dice) -> Self {
        let count =
            (stage.wide * stage.high / 2600.0).clamp(40.0, 420.0) * if storm { 1.5 } else { 1.0 };
        let drops = (0..count as usize)
            .map(|_| [dice.unit(), dice.unit(), dice.unit().powf(1.7)])
            .collect();
        let slant = dice.between(0.05, 0.14) * if dice.chance(0.5) { 1.0 } else { -1.0 };
        Self { wet, drops, slant: slant * if storm { 2.6 } else { 1.0 } }
    }
}

impl Act for Rain {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let rgb = bytes(blend(now.light.haze, [236.0, 242.0, 250.0], 0.6)).map(u32::from);
        let (wide, high) = (canvas.width() as f32, canvas.height() as f32);
        if let Some(level) = self.wet {
            self.rings(canvas, stage, now, level);
        }
        for &[x, phase, near] in &self.drops {
            let long = stage.unit * mix(0.018, 0.07, near);
            let pace = mix(1.1, 2.3, near) * stage.unit / (high + long);
            let fall = (phase + now.seconds * pace).fract();
            let top = fall * (high + long) - long;
            let start = (x * 1.3 - 0.15) * wide - now.pan * near * 0.2 * stage.unit;
            let strength = mix(34.0, 112.0, near);
            let thick = if near > 0.72 && stage.unit > 500.0 { 2.0 } else { 1.0 };
            for step in 0..long as i32 {
                let y = top + step as f32;
                if y < 0.0 || y >= high {
                    continue;
                }
                // Faint at its upper end.
                let alpha = strength * (step as f32 / long);
                let at = start + self.slant * (y - high * 0.5) + 0.5;
                for side in 0..2 {
                    let column = at.floor() + side as f32;
                    let share = if side == 0 { 1.0 - at.fract() } else { at.fract() + thick - 1.0 };
                    if column < 0.0 || column >= wide {
                        continue;
                    }
                    let weight = (alpha * share.clamp(0.0, 1.0)) as u32;
                    let pixel = &mut canvas.row(y as usize)[column as usize];
                    for (value, new) in pixel.iter_mut().zip(rgb) {
                        *value = ((u32::from(*value) * (256 - weight) + new * weight) >> 8) as u8;
                    }
                }
            }
        }
    }
}

impl Rain {
    /// Rings that widen and fade where drops have fallen.
    fn rings(&self, canvas: &mut Canvas, stage: &Stage, now: &Moment, level: f32) {
        let rgb = blend(now.light.sky[3], [255.0; 3], 0.45);
        for (number, &[x, phase, near]) in self.drops.iter().enumerate().step_by(2) {
            let turn = now.seconds * 0.9 + phase * 7.0;
            let age = turn.fract();
            // Every drop falls somewhere else.
            let place = (turn.floor() * 0.618 + x + number as f32 * 0.37).fract();
            let down = 0.06 + 0.9 * near.sqrt();
            let y = level + (stage.high - level) * down;
            let size = stage.unit * mix(0.004, 0.03, down) * age.sqrt();
            let px = place * stage.wide;
            let thin = (stage.unit * 0.0011 * (0.5 + down)).max(0.6);
            if let Some(path) = Outline::new().oval(px, y, size, size * 0.34).end() {
                canvas.stroke(&path, thin, rgb, 0.42 * (1.0 - age).powf(1.4));
            }
        }
    }
}

/// Snow: flakes in many depths that waver on their way.
pub(crate) struct Snow(Vec<[f32; 4]>);

impl Snow {
    pub(crate) fn new(stage: &Stage, dice: &mut Dice) -> Self {
        let count = (stage.wide * stage.high / 2600.0).clamp(60.0, 420.0);
        let mut flakes: Vec<_> = (0..count as usize)
            .map(|_| [dice.unit(), dice.unit(), dice.unit().powf(2.6), dice.unit() * 6.3])
            .collect();
        flakes.sort_by(|a, b| a[2].total_cmp(&b[2]));
        Self(flakes)
    }
}

impl Act for Snow {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let rgb = blend([255.0, 255.0, 255.0], now.light.haze, 0.12 + 0.3 * now.light.dark);
        let room = 0.1 * stage.unit;
        for &[x, phase, near, turn] in &self.0 {
            let pace = mix(0.055, 0.2, near) * stage.unit / (stage.high + room);
            let y = (phase + now.seconds * pace).fract() * (stage.high + room) - room / 2.0;
            let waver = ((now.seconds * 0.9 + turn).sin()
                + 0.5 * (now.seconds * 2.1 + turn * 2.0).sin())
                * 0.014
                * stage.unit;
            let wind = now.seconds * mix(0.012, 0.045, near) * stage.unit
                - now.pan * near * 0.4 * stage.unit;
            let span = stage.wide + room;
            let px = (x * span + wind).rem_euclid(span) - room / 2.0 + waver * mix(0.5, 1.4, near);
            let size = stage.unit * mix(0.0011, 0.0068, near);
            // The nearest are out of focus.
            let alpha = mix(0.75, 0.5, near);
            if near > 0.6 {
                canvas.glow((px, y), size * 2.1, rgb, alpha * 0.7);
            } else {
                canvas.dot((px, y), size, rgb, alpha);
            }
        }
    }
}
