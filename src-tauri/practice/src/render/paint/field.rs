//! Soft fields of light and mist: worked out on a coarse grid, shown smoothly at full size.
//! A little fixed noise hides the steps that a calm gradient would show.

use super::canvas::Canvas;
use super::color::{Rgb, bytes};
use super::noise::Noise;

/// The side of the square of noise that is laid over everything soft.
const TILE: usize = 128;

/// Noise from 0 to 255 for every pixel, repeated over the frame.
pub(crate) fn dither(seed: u64) -> Vec<u8> {
    let mut dice = crate::render::dice::Dice::new(seed);
    (0..TILE * TILE).map(|_| (dice.bits() >> 56) as u8).collect()
}

/// The row of a square of noise that belongs to a row of the frame.
pub(crate) fn dither_row(dither: &[u8], y: usize) -> impl Iterator<Item = i32> {
    let start = y % TILE * TILE;
    dither[start..start + TILE].iter().cycle().map(|&value| i32::from(value))
}

/// Colours on a grid over the frame.
pub(crate) struct Field {
    cell: usize,
    wide: usize,
    pub(crate) high: usize,
    pub(crate) values: Vec<Rgb>,
    dither: Vec<u8>,
}

impl Field {
    /// A field over a frame of this many pixels, one node in `cell` pixels.
    pub(crate) fn new(width: usize, height: usize, cell: usize) -> Self {
        let (wide, high) = (width.div_ceil(cell) + 1, height.div_ceil(cell) + 1);
        Self { cell, wide, high, values: vec![[0.0; 3]; wide * high], dither: dither(7) }
    }

    /// How many nodes a row has.
    pub(crate) fn wide(&self) -> usize {
        self.wide
    }

    /// Sets every node from its place in the frame, in pixels.
    pub(crate) fn fill(&mut self, mut color: impl FnMut(f32, f32) -> Rgb) {
        let cell = self.cell as f32;
        for (row, line) in self.values.chunks_exact_mut(self.wide).enumerate() {
            for (column, value) in line.iter_mut().enumerate() {
                *value = color(column as f32 * cell, row as f32 * cell);
            }
        }
    }

    /// Paints rows `from` to `to` of the frame with the field.
    pub(crate) fn paint(&self, canvas: &mut Canvas, from: usize, to: usize) {
        let mut nodes = vec![[0_i32; 3]; self.wide];
        for y in from..to.min(canvas.height()) {
            self.row(y, &mut nodes);
            let mut noise = dither_row(&self.dither, y);
            let cell = self.cell as i32;
            let line = canvas.row(y);
            for (pixels, pair) in line.chunks_mut(self.cell).zip(nodes.windows(2)) {
                let step = [0, 1, 2].map(|i| (pair[1][i] - pair[0][i]) / cell);
                let mut value = pair[0];
                for pixel in pixels {
                    let grain = noise.next().unwrap_or(0);
                    let shown = value.map(|v| ((v + grain) >> 8).clamp(0, 255) as u8);
                    *pixel = [shown[0], shown[1], shown[2], 255];
                    value = [0, 1, 2].map(|i| value[i] + step[i]);
                }
            }
        }
    }

    /// The nodes of a pixel row, in 256ths.
    pub(crate) fn row(&self, y: usize, nodes: &mut [[i32; 3]]) {
        let (above, part) = (y / self.cell, (y % self.cell) as f32 / self.cell as f32);
        let upper = &self.values[above * self.wide..];
        let lower = &self.values[(above + 1).min(self.high - 1) * self.wide..];
        for ((node, upper), lower) in nodes.iter_mut().zip(upper).zip(lower) {
            *node = [0, 1, 2].map(|i| ((upper[i] + (lower[i] - upper[i]) * part) * 256.0) as i32);
        }
    }

    /// Pixels between two nodes.
    pub(crate) fn cell(&self) -> usize {
        self.cell
    }
}

/// A bank of mist: how much it hides on a coarse grid that drifts sideways.
pub(crate) struct Veil {
    cell: usize,
    wide: usize,
    high: usize,
    top: i32,
    left: f32,
    cover: Vec<f32>,
    dither: Vec<u8>,
}

/// What a veil is made of: where, how torn, and how much it may drift.
pub(crate) struct VeilForm {
    /// The rows of the frame between which it lies.
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// The columns between which it lies, with room to drift.
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// The length of its wisps in pixels.
    pub(crate) wisp: f32,
    /// From an even bank (0) to single wisps (1).
    pub(crate) torn: f32,
}

impl Veil {
    /// Mist of this form.
    pub(crate) fn new(form: &VeilForm, cell: usize, seed: u64) -> Self {
        let noise = Noise::new(seed);
        let wide = ((form.right - form.left) / cell as f32).ceil() as usize + 2;
        let high = ((form.bottom - form.top) / cell as f32).ceil().max(1.0) as usize + 2;
        let span = (form.bottom - form.top).max(1.0);
        let mut cover = Vec::with_capacity(wide * high);
        for row in 0..high {
            let down = row as f32 * cell as f32 / span;
            // Thickest below the middle, and gone at both edges.
            let band = (down.clamp(0.0, 1.0).powf(1.35) * std::f32::consts::PI).sin().max(0.0);
            for column in 0..wide {
                let (x, y) = (column as f32 * cell as f32, row as f32 * cell as f32);
                let wave = noise.layered(x / form.wisp, y / form.wisp * 3.2, 4);
                let thick = 0.5 + 0.5 * wave;
                let torn = super::color::smooth(form.torn * 0.62, form.torn * 0.3 + 0.78, thick);
                let even = 1.0 - form.torn;
                cover.push((band * (torn * form.torn + even * (0.55 + 0.45 * thick))).min(1.0));
            }
        }
        let top = form.top.floor() as i32;
        Self { cell, wide, high, top, left: form.left, cover, dither: dither(seed) }
    }

    /// Lays the mist over the frame, `shift` pixels to the right, with an opacity from 0 to 1.
    pub(crate) fn draw(&self, canvas: &mut Canvas, shift: f32, rgb: Rgb, opacity: f32) {
        if opacity <= 0.004 {
            return;
        }
        let wide = canvas.width();
        let target = bytes(rgb).map(i32::from);
        let cell = self.cell as f32;
        let offset = ((-self.left - shift) / cell).max(0.0);
        let first = (offset as usize).min(self.wide.saturating_sub(2));
        let fraction = offset - first as f32;
        let mut nodes = vec![0.0_f32; self.wide];
        let rows = (self.high - 1) * self.cell;
        for row in 0..rows {
            let y = self.top + row as i32;
            if y < 0 || y >= canvas.height() as i32 {
                continue;
            }
            let (above, part) = (row / self.cell, (row % self.cell) as f32 / cell);
            let upper = &self.cover[above * self.wide..];
            let lower = &self.cover[(above + 1) * self.wide..];
            for ((node, upper), lower) in nodes.iter_mut().zip(upper).zip(lower) {
                *node = upper + (lower - upper) * part;
            }
            let mut noise = dither_row(&self.dither, y as usize);
            let line = canvas.row(y as usize);
            let mut x = 0;
            let mut at = first;
            let mut into = fraction;
            while x < wide {
                let (here, next) =
                    (nodes[at.min(self.wide - 1)], nodes[(at + 1).min(self.wide - 1)]);
                let steps = (((1.0 - into) * cell).ceil() as usize).clamp(1, wide - x);
                let scale = opacity * 65536.0;
                let mut value = ((here + (next - here) * into) * scale) as i32;
                let step = ((next - here) / cell * scale) as i32;
                if value > 200 || step != 0 {
                    for pixel in &mut line[x..x + steps] {
                        let grain = noise.next().unwrap_or(0) << 8;
                        for (old, new) in pixel.iter_mut().zip(target) {
                            let mixed = (new - i32::from(*old)) * value + grain;
                            *old = (i32::from(*old) + (mixed >> 16)).clamp(0, 255) as u8;
                        }
                        value += step;
                    }
                }
                x += steps;
                at += 1;
                into = (into + steps as f32 / cell - 1.0).max(0.0);
            }
        }
    }
}
