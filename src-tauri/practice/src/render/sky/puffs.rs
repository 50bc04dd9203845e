//! Heaps of cloud: billows under a dome and over a flat base, small near the horizon and large
//! overhead. Pure arithmetic; painting them is the clouds' work.

use crate::render::dice::Dice;
use crate::render::paint::color::{mix, smooth};
use crate::render::paint::noise::Noise;
use crate::render::scene::Stage;

/// One heap.
pub(super) struct Heap {
    x: f32,
    base: f32,
    long: f32,
    high: f32,
    /// Where along it the towers stand, how wide and how high they are.
    towers: Vec<(f32, f32, f32)>,
    noise: Noise,
}

impl Heap {
    /// How deep inside the heap a point lies: up to 1 in the middle, below 0 outside.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (across, up) = ((x - self.x) / self.long, (self.base - y) / self.high);
        if !(-1.3..1.3).contains(&across) || !(-0.3..1.5).contains(&up) {
            return -1.0;
        }
        let dome: f32 = self
            .towers
            .iter()
            .map(|(middle, wide, tall)| {
                let off = (across - middle) / wide;
                tall * (1.0 - off * off)
            })
            .fold(-1.0, f32::max);
        let size = self.high * 0.46;
        let billow = billow(self.noise, x / size, y / size);
        let body = (dome - up).min(0.9) * 1.1 + (billow - 0.52) * 0.75;
        // The base is flat, with a little swell.
        let swell = 0.05 * self.noise.at(x / size * 0.7, 40.0);
        body.min(1.0) - smooth(0.1 + swell, -0.08 + swell, up) * 1.6
    }
}

/// Noise of round lobes, from 0 to 1.
fn billow(noise: Noise, x: f32, y: f32) -> f32 {
    let (mut sum, mut weight, mut scale, mut total) = (0.0, 1.0, 1.0, 0.0);
    for octave in 0..4 {
        let shift = octave as f32 * 9.1;
        sum +=
            weight * (1.0 - (noise.at(x * scale + shift, y * scale - shift) * 1.25).abs().min(1.0));
        total += weight;
        weight *= 0.48;
        scale *= 2.1;
    }
    1.0 - sum / total
}

/// Heaps over a frame and its room on the left.
pub(super) fn heaps(stage: &Stage, room: f32, count: usize, dice: &mut Dice) -> Vec<Heap> {
    let mut all = Vec::new();
    for number in 0..count {
        // Spread over the sky, but not all at one height.
        let across = (number as f32 + dice.between(0.1, 0.9)) / count as f32;
        let x = mix(-room * 0.8, stage.wide, across);
        let down = dice.between(0.22, 0.8);
        let size = stage.unit * mix(0.16, 0.055, down) * dice.between(0.75, 1.3);
        let mut towers = vec![(0.0, 1.0, 0.42)];
        for _ in 0..4 {
            let middle = dice.between(-0.6, 0.6);
            let tall = dice.between(0.45, 1.0) * (1.0 - middle.abs() * 0.6);
            towers.push((middle, dice.between(0.26, 0.48), tall));
        }
        all.push(Heap {
            x,
            base: down * stage.horizon,
            long: size * dice.between(1.3, 2.2),
            high: size,
            towers,
            noise: Noise::new(dice.bits()),
        });
    }
    all
}
