//! A drawn scene for prompts without a picture: sky, light, clouds and layers of land that move
//! past each other. Everything follows from the prompt and the frame's number.

use tiny_skia::{
    FillRule, FilterQuality, GradientStop, Paint, PathBuilder, Pixmap, PixmapPaint, Rect, Shader,
    Transform,
};

use super::camera::ease;
use super::palette::{self, Hour, Land, Palette, blend, color};
use super::ridge::{Kind, Ridge, ridges};
use super::sky::{down, paint_clouds, paint_sky};
use super::{Dice, FPS, RenderError, seed};

/// A scene being filmed.
pub(crate) struct Scene {
    width: f32,
    height: f32,
    sky: Pixmap,
    clouds: Pixmap,
    canvas: Pixmap,
    palette: Palette,
    hour: Hour,
    land: Land,
    light: (f32, f32),
    horizon: f32,
    ridges: Vec<Ridge>,
    seed: u64,
}

impl Scene {
    /// Sets a scene for a frame of this many pixels.
    pub(crate) fn new(prompt: &str, width: u32, height: u32) -> Result<Self, RenderError> {
        let text = prompt.to_lowercase();
        let seed = seed(prompt);
        let mut dice = Dice::new(seed);
        let hour = palette::hour(&text, &mut dice);
        let land = palette::land(&text);
        let palette = palette::palette(hour, land);
        let none = || RenderError::Draw("no memory for a canvas".into());
        let (wide, high) = (width as f32, height as f32);
        let horizon = if land == Land::Water { 0.6 } else { 0.66 };
        let low_light = matches!(hour, Hour::Dawn | Hour::Dusk);
        let light = (
            wide * dice.between(0.3, 0.7),
            high * if low_light { dice.between(0.38, 0.5) } else { dice.between(0.16, 0.3) },
        );
        let mut sky = Pixmap::new(width, height).ok_or_else(none)?;
        paint_sky(&mut sky, &palette, hour, light, horizon, &mut dice);
        let clouds = paint_clouds(width, height, &palette, hour, &mut dice).ok_or_else(none)?;
        Ok(Self {
            width: wide,
            height: high,
            canvas: sky.clone(),
            sky,
            clouds,
            ridges: ridges(land, &palette, horizon, &mut dice),
            palette,
            hour,
            land,
            light,
            horizon,
            seed,
        })
    }

    /// Draws a frame into RGBA pixels; it lies `through` (0 to 1) of the clip.
    pub(crate) fn draw(&mut self, frame: u32, through: f64, pixels: &mut [u8]) {
        let seconds = frame as f32 / FPS as f32;
        let eased = ease(through) as f32;
        // Half even motion, half eased: alive from the first frame, at rest at none.
        let gone = 0.5 * through as f32 + 0.5 * eased;
        self.canvas.data_mut().copy_from_slice(self.sky.data());
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        let drift = Transform::from_translate(-self.width * (0.06 + 0.012 * seconds), 0.0);
        self.canvas.draw_pixmap(0, 0, self.clouds.as_ref(), &paint, drift, None);
        if self.land == Land::Water {
            self.draw_water(seconds);
        }
        for index in 0..self.ridges.len() {
            self.draw_ridge(index, gone, eased);
        }
        pixels.copy_from_slice(self.canvas.data());
    }

    fn draw_ridge(&mut self, index: usize, gone: f32, eased: f32) {
        let ridge = &self.ridges[index];
        let (wide, high) = (self.width, self.height);
        let shift = ridge.speed * gone;
        // Near land grows a little as the camera comes closer.
        let grow = 1.0 + 0.35 * ridge.speed * eased;
        let step = if ridge.kind == Kind::Rolling { 4.0 } else { 2.0 };
        let mut path = PathBuilder::new();
        path.move_to(-2.0, high + 2.0);
        let mut top = high;
        let mut x = -2.0;
        let mut last = f32::NAN;
        while x <= wide + 2.0 {
            let along = (x / wide - 0.5) / grow + 0.5 + shift;
            let y = high * (1.0 - ridge.rise(along) * grow);
            if ridge.kind == Kind::Roofs && !last.is_nan() && (last - y).abs() > 0.5 {
                path.line_to(x, last);
            }
            path.line_to(x, y);
            (last, top) = (y, top.min(y));
            x += step;
        }
        path.line_to(wide + 4.0, high + 2.0);
        path.close();
        let Some(path) = path.finish() else { return };
        let foot = if self.land == Land::Water { high * self.horizon } else { high };
        let stops = vec![
            GradientStop::new(0.0, color(ridge.crest, 1.0)),
            GradientStop::new(1.0, color(ridge.foot, 1.0)),
        ];
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        if let Some(shader) = down(top, foot.max(top + 1.0), stops) {
            paint.shader = shader;
        }
        // Land beyond water ends at the water.
        if self.land == Land::Water && index == 0 {
            let clip = Rect::from_ltrb(0.0, 0.0, wide, foot);
            let Some(mut mask) = tiny_skia::Mask::new(wide as u32, high as u32) else {
                return;
            };
            let Some(clip) = clip else { return };
            mask.fill_path(
                &PathBuilder::from_rect(clip),
                FillRule::Winding,
                true,
                Transform::identity(),
            );
            let rule = FillRule::Winding;
            self.canvas.fill_path(&path, &paint, rule, Transform::identity(), Some(&mask));
            return;
        }
        self.canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        if ridge.kind == Kind::Roofs {
            self.draw_windows(index, shift, grow);
        }
    }

    /// Lit windows in the houses of a city.
    fn draw_windows(&mut self, index: usize, shift: f32, grow: f32) {
        let lit = match self.hour {
            Hour::Night => 0.42,
            Hour::Dusk => 0.3,
            Hour::Dawn => 0.12,
            Hour::Day => return,
        };
        let ridge = &self.ridges[index];
        let (wide, high) = (self.width, self.height);
        let size = wide.max(high) / 420.0 * (0.7 + ridge.speed * 2.0);
        let rate = ridge.waves.first().map_or(12.0, |wave| wave.rate);
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        let first = (((0.0 - 0.5) / grow + 0.5 + shift) * rate).floor() as i32;
        let last = (((1.0 - 0.5) / grow + 0.5 + shift) * rate).ceil() as i32;
        for house in first..=last {
            let roof = ridge.rise((house as f32 + 0.5) / rate) * grow;
            for column in 1..6 {
                let along = (house as f32 + column as f32 / 6.0) / rate;
                let x = ((along - shift - 0.5) * grow + 0.5) * wide;
                let mut y = high * (1.0 - roof) + size * 3.0;
                let mut row = 0;
                while y < high && row < 40 {
                    let key = self.seed
                        ^ (house as u64).wrapping_mul(7919)
                        ^ (column * 131 + row * 17)
                        ^ ((index as u64) << 40);
                    let mut dice = Dice::new(key);
                    if dice.unit() < lit {
                        let warm = blend([255.0, 196.0, 110.0], [255.0, 236.0, 200.0], dice.unit());
                        paint.set_color(color(warm, 0.35 + 0.5 * dice.unit()));
                        if let Some(window) = Rect::from_xywh(x - size * 0.5, y, size, size * 1.5) {
                            self.canvas.fill_rect(window, &paint, Transform::identity(), None);
                        }
                    }
                    y += size * 3.4;
                    row += 1;
                }
            }
        }
    }

    /// Water from the horizon down, with the light's path on it.
    fn draw_water(&mut self, seconds: f32) {
        let (wide, high) = (self.width, self.height);
        let level = high * self.horizon;
        let [top, middle, low] = self.palette.sky;
        let stops = vec![
            GradientStop::new(0.0, color(blend(low, self.palette.near, 0.14), 1.0)),
            GradientStop::new(0.3, color(blend(middle, self.palette.near, 0.32), 1.0)),
            GradientStop::new(1.0, color(blend(top, self.palette.near, 0.62), 1.0)),
        ];
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        if let Some(shader) = down(level, high, stops) {
            paint.shader = shader;
        }
        if let Some(sea) = Rect::from_ltrb(0.0, level, wide, high) {
            self.canvas.fill_rect(sea, &paint, Transform::identity(), None);
        }
        let mut dice = Dice::new(self.seed ^ 0x5ea);
        for _ in 0..230 {
            let (depth, side, phase, pace) = (dice.unit(), dice.unit(), dice.unit(), dice.unit());
            let near = depth * depth;
            let y = level + (high - level) * (0.006 + 0.97 * near);
            let beside = (side - 0.5) * (side - 0.5).abs() * 4.0;
            let spread = wide * (0.05 + 0.3 * near);
            let on_path = dice.unit() < 0.62;
            let sway = (seconds * (0.7 + pace) + phase * std::f32::consts::TAU).sin();
            let x = if on_path { self.light.0 + beside * spread } else { side * wide };
            let x = x + sway * wide * 0.012 * (0.2 + near);
            let bright = (seconds * (1.1 + pace * 1.4) + phase * 12.0).sin() * 0.5 + 0.5;
            let long = wide * (0.008 + 0.07 * near) * (0.6 + 0.8 * pace);
            let thick = (high * (0.0011 + 0.0042 * near)).max(0.8);
            let alpha = bright * if on_path { 0.5 } else { 0.11 };
            paint.shader = Shader::SolidColor(color(self.palette.light, alpha));
            let mut path = PathBuilder::new();
            if let Some(glint) = Rect::from_xywh(x - long / 2.0, y, long, thick) {
                path.push_oval(glint);
            }
            if let Some(path) = path.finish() {
                let rule = FillRule::Winding;
                self.canvas.fill_path(&path, &paint, rule, Transform::identity(), None);
            }
        }
    }
}
