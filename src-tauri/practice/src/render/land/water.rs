//! Water: what is above the waterline upside down, broken by waves, darker below; the light's path
//! glitters on it.

use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, bytes, lit, luma, mix, smooth, times};
use crate::render::paint::noise::Noise;
use crate::render::scene::{Act, Moment, Stage};

/// The side of the repeated square of waves.
const TILE: usize = 256;

/// How water lies and moves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The rows of the waterline and of the near shore.
    pub(crate) level: f32,
    pub(crate) bottom: f32,
    /// How high the waves are, from a mirror (0) to open sea (1).
    pub(crate) rough: f32,
    /// How much of the mirror image is lost in the depth, from 0 to 1.
    pub(crate) deep: f32,
    /// Its own colour, far and near.
    pub(crate) own: [Rgb; 2],
}

/// A sheet of water.
pub(crate) struct Water {
    form: Form,
    waves: Vec<i8>,
}

impl Water {
    pub(crate) fn new(form: Form, dice: &mut Dice) -> Self {
        Self { form, waves: waves(dice.bits()) }
    }
}

/// Waves that repeat seamlessly: long crests across, from -127 to 127.
fn waves(seed: u64) -> Vec<i8> {
    let noise = Noise::new(seed);
    let mut tile = vec![0; TILE * TILE];
    for (index, wave) in tile.iter_mut().enumerate() {
        let (u, v) = ((index % TILE) as f32 / TILE as f32, (index / TILE) as f32 / TILE as f32);
        // Four copies faded into each other have no seam.
        let at = |u: f32, v: f32| noise.layered(u * 5.0, v * 14.0, 3);
        let left = mix(at(u, v), at(u - 1.0, v), u);
        let right = mix(at(u, v - 1.0), at(u - 1.0, v - 1.0), u);
        *wave = (mix(left, right, v) * 300.0).clamp(-127.0, 127.0) as i8;
    }
    tile
}

impl Act for Water {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let Form { level, bottom, rough, deep, own } = self.form;
        let wide = canvas.width();
        let level_row = (level as usize).min(canvas.height() - 1).max(1);
        let bottom_row = (bottom as usize).min(canvas.height());
        let (above, below) = canvas.pixels().split_at_mut(level_row * wide);
        let light = &now.light;
        let air = blend(light.sky[3], light.haze, 0.5);
        let far = blend(lit(own[0], blend(light.shade, light.key, 0.5)), air, 0.35);
        let near = lit(own[1], blend(light.shade, light.key, 0.3));
        let depth = stage.high - level;
        let caps = ((rough - 0.75).max(0.0) * 1300.0) as u32;
        let columns = glitter_columns(stage, now, wide, caps);
        let cap = blend(light.cloud[0], light.haze, 0.2);
        let shine = blend(light.glow, [255.0; 3], 0.55);
        let sparkle = bytes(if caps > 0 { cap } else { shine }).map(u32::from);
        let (mut slow, mut fast) = ([0_i32; TILE + 1], [0_i32; TILE + 1]);
        for row in 0..bottom_row.saturating_sub(level_row) {
            let down = (row as f32 + 0.5) / depth;
            // What is near is large and quick.
            let away = 1.0 / (down + 0.035);
            let scale = away * 620.0 / stage.unit * (1.0 - 0.25 * rough) * (1.0 + 1.1 * down);
            let v = (down + 0.02).ln() * 170.0 + down * 130.0;
            wave_row(&self.waves, v + now.seconds * 13.0, &mut slow);
            wave_row(&self.waves, v * 1.7 + 90.0 - now.seconds * 21.0, &mut fast);
            let reach = stage.unit * (0.003 + (0.035 + 0.15 * rough) * down.powf(0.8));
            let mirror = level_row as f32 - 1.0 - row as f32 * (1.0 + 0.25 * rough);
            let tint = blend(far, near, down.powf(0.6));
            let kept = (1.0 - deep * smooth(-0.1, 0.9, down)) * 0.96;
            let tint = bytes(times(tint, 1.0 - kept)).map(u32::from);
            let kept = (kept * 256.0) as u32;
            let step = (scale * 256.0) as i32;
            let middle = stage.wide / 2.0 + now.pan * stage.unit * mix(0.05, 0.36, down);
            let start = (-middle * scale * 256.0) as i32;
            let drift = (now.seconds * 9.0 * 256.0) as i32;
            let (mut a, mut b) = (start + drift, start * 5 / 3 - drift * 2 + 8000);
            let amount = (reach * 65536.0 / 254.0) as i64;
            // Far water glitters finely, near water in patches.
            let edge = 96 + (34.0 * down) as i32;
            let calm = (64.0 * (1.0 - 0.72 * down.powf(0.7))) as u32;
            let line = &mut below[row * wide..(row + 1) * wide];
            for (x, pixel) in line.iter_mut().enumerate() {
                let wave = read(&slow, a) + read(&fast, b);
                a += step;
                b += step * 5 / 3;
                let from = mirror as i64 - ((i64::from(wave) * amount) >> 16);
                let from = from.clamp(0, level_row as i64 - 1) as usize;
                let image = above[from * wide + x];
                let shine = ((wave - edge).max(0) as u32 * columns[x] * calm) >> 12;
                let shine = shine.min(210);
                let mut shown = [0, 0, 0, 255];
                for channel in 0..3 {
                    let base = ((u32::from(image[channel]) * kept) >> 8) + tint[channel];
                    let base = base.min(255);
                    shown[channel] = ((base * (256 - shine) + sparkle[channel] * shine) >> 8) as u8;
                }
                *pixel = shown;
            }
        }
    }
}

/// How strongly each column glitters: most under the light. In a storm all have white caps.
fn glitter_columns(stage: &Stage, now: &Moment, wide: usize, caps: u32) -> Vec<u32> {
    let light = &now.light;
    let seen = light.sun_seen.max(light.moon_seen * 0.7) * (0.35 + 0.65 * light.shine);
    let bright = 0.25 + 0.75 * luma(light.glow) / 255.0;
    (0..wide)
        .map(|x| {
            let off = (x as f32 - light.source.0) / stage.unit;
            let path = (-off * off * 34.0).exp() + 0.16 * (-off * off * 3.0).exp();
            (256.0 * path * seen * bright) as u32 + caps
        })
        .collect()
}

/// One row of waves, mixed from the two nearest of the tile.
fn wave_row(waves: &[i8], v: f32, row: &mut [i32; TILE + 1]) {
    let v = v.rem_euclid(TILE as f32);
    let (upper, part) = (v as usize % TILE, (v.fract() * 256.0) as i32);
    let lower = (upper + 1) % TILE;
    for (column, value) in row.iter_mut().enumerate() {
        let column = column % TILE;
        let (a, b) =
            (i32::from(waves[upper * TILE + column]), i32::from(waves[lower * TILE + column]));
        *value = (a * (256 - part) + b * part) >> 8;
    }
}

/// The wave at a place given in 256ths of a tile's column.
fn read(row: &[i32; TILE + 1], at: i32) -> i32 {
    let (column, part) = ((at >> 8) as usize & (TILE - 1), at & 255);
    (row[column] * (256 - part) + row[column + 1] * part) >> 8
}
