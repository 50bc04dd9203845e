//! The last touch on every frame: light that spills over edges and falls in shafts, the glow of
//! the air around the sun, darker corners, and a trace of grain.

use super::{Moment, Stage};
use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, smooth, times};
use crate::render::paint::field::Field;

/// Steps of a shaft of light.
const STEPS: usize = 18;
/// Different patterns of grain, one after the other.
const GRAINS: usize = 6;

/// What the last touch needs from frame to frame.
pub(crate) struct Finish {
    bright: Vec<Rgb>,
    spread: Vec<Rgb>,
    spill: Field,
    /// How bright each node stays, of 256.
    corners: Vec<f32>,
    grain: Vec<i8>,
}

impl Finish {
    pub(crate) fn new(stage: &Stage) -> Self {
        let spill = Field::new(stage.wide as usize, stage.high as usize, stage.cell);
        let count = spill.values.len();
        let (wide, high, cell) = (stage.wide, stage.high, stage.cell as f32);
        let corners = (0..count)
            .map(|index| {
                let x = (index % spill.wide()) as f32 * cell / wide - 0.5;
                let y = (index / spill.wide()) as f32 * cell / high - 0.46;
                let out = (x * x + y * y).sqrt();
                256.0 * (1.0 - 0.26 * smooth(0.3, 0.78, out))
            })
            .collect();
        let mut dice = Dice::new(0x67_7261);
        // The sum of three throws: most grains are faint.
        let grain = (0..(stage.wide as usize + 61) * 8)
            .map(|_| ((dice.unit() + dice.unit() + dice.unit() - 1.5) * 3.4).round() as i8)
            .collect();
        Self { bright: vec![[0.0; 3]; count], spread: vec![[0.0; 3]; count], spill, corners, grain }
    }

    /// Finishes a frame.
    pub(crate) fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        self.gather(canvas, stage, now);
        self.shafts(stage, now);
        self.soften(now);
        self.lay(canvas, now.frame);
    }

    /// How much brighter than its surroundings each cell is.
    fn gather(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let cell = stage.cell;
        let (wide, high) = (canvas.width(), canvas.height());
        // By night lamps spill, by day only what nearly blinds.
        let floor = 205.0 - 70.0 * now.light.dark;
        let nodes = self.spill.wide();
        let pixels = canvas.pixels();
        let stride = (cell / 3).max(1);
        for (index, bright) in self.bright.iter_mut().enumerate() {
            let (x, y) = (index % nodes * cell, index / nodes * cell);
            let (left, top) = (x.saturating_sub(cell / 2), y.saturating_sub(cell / 2));
            let mut sum = [0_u32; 3];
            let mut count = 0;
            for row in (top..(top + cell).min(high)).step_by(stride) {
                for column in (left..(left + cell).min(wide)).step_by(stride) {
                    let pixel = pixels[row * wide + column];
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += u32::from(value);
                    }
                    count += 1;
                }
            }
            let mean = sum.map(|sum| sum as f32 / count.max(1) as f32);
            let peak = mean[0].max(mean[1]).max(mean[2]);
            *bright = times(mean, ((peak - floor) / (256.0 - floor)).clamp(0.0, 1.0));
        }
    }

    /// Draws the brightness out away from the sun, so that edges throw shafts.
    fn shafts(&mut self, stage: &Stage, now: &Moment) {
        let (nodes, cell) = (self.spill.wide() as isize, stage.cell as f32);
        let rows = self.spill.high as isize;
        let light = &now.light;
        let seen = light.sun_seen * light.shine * (1.0 - light.dark);
        let source = (light.sun.0 / cell, light.sun.1 / cell);
        let reach = 0.9 * stage.unit / cell;
        for (index, spread) in self.spread.iter_mut().enumerate() {
            let (x, y) = ((index as isize % nodes) as f32, (index as isize / nodes) as f32);
            let (dx, dy) = (source.0 - x, source.1 - y);
            let far = (dx * dx + dy * dy).sqrt();
            let fall = seen * (1.0 - far / reach).max(0.0);
            if fall <= 0.0 {
                *spread = [0.0; 3];
                continue;
            }
            let mut sum = [0.0; 3];
            for step in 0..STEPS {
                let part = (step as f32 + 0.5) / STEPS as f32 * 0.92;
                let column = ((x + dx * part) as isize).clamp(0, nodes - 1);
                let row = ((y + dy * part) as isize).clamp(0, rows - 1);
                let bright = self.bright[(row * nodes + column) as usize];
                for (sum, value) in sum.iter_mut().zip(bright) {
                    *sum += value;
                }
            }
            *spread = times(sum, fall * 0.34 / STEPS as f32);
        }
    }

    /// Blurs what spills, and adds the glow of the air.
    fn soften(&mut self, now: &Moment) {
        let (wide, high) = (self.spill.wide(), self.spill.high);
        for (bright, spread) in self.bright.iter_mut().zip(&self.spread) {
            let share = 0.2 + 0.22 * now.light.dark;
            *bright = [0, 1, 2].map(|i| bright[i] * share + spread[i]);
        }
        blur(&mut self.bright, &mut self.spread, wide, high);
        blur(&mut self.bright, &mut self.spread, wide, high);
        self.spill.values.copy_from_slice(&self.bright);
    }

    /// Lays spill, corners and grain over the frame.
    fn lay(&self, canvas: &mut Canvas, frame: u32) {
        let cell = self.spill.cell() as i32;
        let wide = self.spill.wide();
        let mut nodes = vec![[0_i32; 3]; wide];
        let mut shades = vec![0_i32; wide];
        for y in 0..canvas.height() {
            self.spill.row(y, &mut nodes);
            let part = (y % cell as usize) as f32 / cell as f32;
            let above = y / cell as usize * wide;
            let below = (above + wide).min(self.corners.len() - wide);
            for (column, shade) in shades.iter_mut().enumerate() {
                let (upper, lower) = (self.corners[above + column], self.corners[below + column]);
                *shade = ((upper + (lower - upper) * part) * 256.0) as i32;
            }
            let pattern = frame as usize % GRAINS;
            let start = (y * 7919 + pattern * 3571) % (self.grain.len() - canvas.width());
            let mut grain = self.grain[start..].iter();
            let line = canvas.row(y);
            let cells = line.chunks_mut(cell as usize).zip(nodes.windows(2).zip(shades.windows(2)));
            for (pixels, (pair, shade)) in cells {
                let step = [0, 1, 2].map(|i| (pair[1][i] - pair[0][i]) / cell);
                let fade = (shade[1] - shade[0]) / cell;
                let (mut spill, mut stays) = (pair[0], shade[0]);
                for pixel in pixels {
                    let grain = i32::from(grain.next().copied().unwrap_or(0)) << 7;
                    for (value, spill) in pixel.iter_mut().zip(&mut spill.iter()) {
                        let kept = i32::from(*value) * (stays >> 8);
                        // Light adds less to what is bright already.
                        let room = 256 - (kept >> 8);
                        let sum = kept + ((spill * room) >> 8) + grain;
                        *value = (sum >> 8).clamp(0, 255) as u8;
                    }
                    spill = [0, 1, 2].map(|i| spill[i] + step[i]);
                    stays += fade;
                }
            }
        }
    }
}

/// A soft blur over five nodes both ways.
fn blur(values: &mut [Rgb], other: &mut [Rgb], wide: usize, high: usize) {
    let weights = [0.1, 0.24, 0.32, 0.24, 0.1];
    for y in 0..high {
        for x in 0..wide {
            let mut sum = [0.0; 3];
            for (offset, weight) in weights.iter().enumerate() {
                let column = (x + offset).saturating_sub(2).min(wide - 1);
                let value = values[y * wide + column];
                for (sum, value) in sum.iter_mut().zip(value) {
                    *sum += value * weight;
                }
            }
            other[y * wide + x] = sum;
        }
    }
    for y in 0..high {
        for x in 0..wide {
            let mut sum = [0.0; 3];
            for (offset, weight) in weights.iter().enumerate() {
                let row = (y + offset).saturating_sub(2).min(high - 1);
                let value = other[row * wide + x];
                for (sum, value) in sum.iter_mut().zip(value) {
                    *sum += value * weight;
                }
            }
            values[y * wide + x] = sum;
        }
    }
}
