//! A figure in the making: its parts in their colours, drawn at once, with a rim of light and,
//! where it stands in water, its image upside down.

use tiny_skia::{BlendMode, FillRule, Paint, Path, Pixmap, Rect, Transform};

use crate::render::light::Light;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, color, lit};
use crate::render::paint::shape::{Outline, Place};

/// What a part is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ink {
    /// Its own colour in the light of the hour.
    Own(Rgb),
    /// Almost nothing but a silhouette.
    Dark,
    /// Light of its own, as bright as lamps are lit.
    Lamp(Rgb),
}

/// A figure in the making.
pub(crate) struct Sprite<'a> {
    light: &'a Light,
    /// How much haze lies before it.
    far: f32,
    parts: Vec<(Path, Rgb, f32)>,
}

impl<'a> Sprite<'a> {
    pub(crate) fn new(light: &'a Light, far: f32) -> Self {
        Self { light, far, parts: Vec::new() }
    }

    /// Adds a part.
    pub(crate) fn part(&mut self, outline: Outline, place: Place, ink: Ink) {
        let light = self.light;
        let all = blend(light.shade, light.key, 0.55);
        let rgb = match ink {
            Ink::Own(own) => blend(lit(own, all), light.haze, self.far),
            Ink::Dark => blend(lit([62.0, 58.0, 70.0], light.shade), light.haze, self.far),
            Ink::Lamp(own) => {
                let off = lit([120.0, 110.0, 110.0], all);
                blend(blend(off, own, light.lamps), light.haze, self.far * 0.6)
            }
        };
        if let Some(path) = outline.put(place) {
            self.parts.push((path, rgb, 1.0));
        }
    }

    /// The box around all parts.
    fn bounds(&self) -> Option<Rect> {
        let mut boxes = self.parts.iter().map(|(path, ..)| path.bounds());
        let first = boxes.next()?;
        boxes.try_fold(first, |all, one| {
            Rect::from_ltrb(
                all.left().min(one.left()),
                all.top().min(one.top()),
                all.right().max(one.right()),
                all.bottom().max(one.bottom()),
            )
        })
    }

    /// Draws the figure; its side towards the light gets a thin bright rim of `rim` pixels.
    pub(crate) fn draw(&self, canvas: &mut Canvas, rim: f32) {
        self.show(canvas, rim, None);
    }

    /// Draws the figure and its image in the water that begins at the row `level`.
    pub(crate) fn draw_over_water(&self, canvas: &mut Canvas, rim: f32, level: f32, seconds: f32) {
        self.show(canvas, rim, Some((level, seconds)));
    }

    fn show(&self, canvas: &mut Canvas, rim: f32, water: Option<(f32, f32)>) {
        let Some(bounds) = self.bounds() else { return };
        let (left, top) = (bounds.left().floor() - 2.0, bounds.top().floor() - 2.0);
        let (wide, high) = (bounds.right() - left + 4.0, bounds.bottom() - top + 4.0);
        let frame = (canvas.width() as f32, canvas.height() as f32);
        if left > frame.0
            || top > frame.1
            || left + wide < 0.0
            || top + high < -high
            || wide > 4000.0
            || high > 4000.0
        {
            return;
        }
        let Some(mut art) = Pixmap::new(wide as u32, high as u32) else { return };
        let place = Transform::from_translate(-left, -top);
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        for (path, rgb, alpha) in &self.parts {
            paint.set_color(color(*rgb, *alpha));
            paint.blend_mode = BlendMode::SourceOver;
            art.fill_path(path, &paint, FillRule::Winding, place, None);
        }
        if rim > 0.0 {
            self.rim(&mut art, (left, top), rim);
        }
        lay(canvas, &art, (left as i32, top as i32));
        if let Some((level, seconds)) = water {
            mirror(canvas, &art, (left as i32, top as i32), level, seconds);
        }
    }

    /// Brightens what has nothing between itself and the light.
    fn rim(&self, art: &mut Pixmap, (left, top): (f32, f32), rim: f32) {
        let light = self.light;
        let middle = (left + art.width() as f32 / 2.0, top + art.height() as f32 / 2.0);
        let (dx, dy) = (light.source.0 - middle.0, light.source.1 - middle.1);
        let far = (dx * dx + dy * dy).sqrt().max(1.0);
        let (sx, sy) = ((dx / far * rim).round() as i32, (dy / far * rim).round() as i32);
        let (wide, high) = (art.width() as i32, art.height() as i32);
        let bright = blend(light.key, light.glow, 0.5);
        let strength = 0.75 * (1.0 - self.far) * light.shine.max(0.35);
        let before: Vec<u8> = art.pixels().iter().map(|pixel| pixel.alpha()).collect();
        for (index, pixel) in art.data_mut().as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let alpha = f32::from(pixel[3]) / 255.0;
            if alpha == 0.0 {
                continue;
            }
            let (x, y) = (index as i32 % wide + sx, index as i32 / wide + sy);
            let covered = if x < 0 || y < 0 || x >= wide || y >= high {
                0.0
            } else {
                f32::from(before[(y * wide + x) as usize]) / 255.0
            };
            let share = (alpha - covered).max(0.0) * strength;
            for (value, bright) in pixel.iter_mut().zip(bright) {
                let new = f32::from(*value) + (bright * alpha - f32::from(*value)) * share;
                *value = new.clamp(0.0, 255.0 * alpha) as u8;
            }
        }
    }
}

/// Lays a small bitmap over the canvas.
fn lay(canvas: &mut Canvas, art: &Pixmap, (left, top): (i32, i32)) {
    canvas.pixmap.draw_pixmap(
        left,
        top,
        art.as_ref(),
        &tiny_skia::PixmapPaint::default(),
        Transform::identity(),
        None,
    );
}

/// Lays a small bitmap upside down under a row, wavering and fading.
fn mirror(canvas: &mut Canvas, art: &Pixmap, (left, top): (i32, i32), level: f32, seconds: f32) {
    let (wide, high) = (art.width() as i32, art.height() as i32);
    let frame = (canvas.width() as i32, canvas.height() as i32);
    let pixels: &[[u8; 4]] = art.data().as_chunks::<4>().0;
    let level = level.round() as i32;
    for row in 0..(level - top).min(frame.1 - level).max(0) {
        let from = level - 1 - row - top;
        let y = level + row;
        if from < 0 || from >= high || y < 0 || y >= frame.1 {
            continue;
        }
        let down = row as f32 / (level - top).max(1) as f32;
        let wave =
            (y as f32 * 0.55 + seconds * 3.1).sin() + (y as f32 * 0.23 - seconds * 2.0).sin();
        let shift = (wave * (0.6 + down * high as f32 * 0.022)).round() as i32;
        let strength = (256.0 * 0.5 * (1.0 - 0.72 * down)) as u32;
        let line = canvas.row(y as usize);
        for column in 0..wide {
            let x = left + column + shift;
            if x < 0 || x >= frame.0 {
                continue;
            }
            let source = pixels[(from * wide + column) as usize];
            let alpha = (u32::from(source[3]) * strength) >> 8;
            if alpha == 0 {
                continue;
            }
            let pixel = &mut line[x as usize];
            for (value, new) in pixel.iter_mut().zip(&source[..3]) {
                let added = (u32::from(*new) * strength) >> 8;
                *value = (u32::from(*value) * (255 - alpha) / 255 + added).min(255) as u8;
            }
        }
    }
}
