//! What does not change while a scene is filmed: the sky with its light, and the bank of clouds.
//! Painted once for a scene.

use tiny_skia::{
    FillRule, GradientStop, LinearGradient, Paint, PathBuilder, Pixmap, Point, RadialGradient,
    Rect, Shader, SpreadMode, Transform,
};

use super::Dice;
use super::palette::{Hour, Palette, color};

/// A gradient from `top` down to `bottom`, in pixels.
pub(crate) fn down(top: f32, bottom: f32, stops: Vec<GradientStop>) -> Option<Shader<'static>> {
    let (start, end) = (Point::from_xy(0.0, top), Point::from_xy(0.0, bottom));
    LinearGradient::new(start, end, stops, SpreadMode::Pad, Transform::identity())
}

/// A round glow that fades out at `radius` pixels.
fn glow(at: (f32, f32), radius: f32, stops: Vec<GradientStop>) -> Option<Shader<'static>> {
    let at = Point::from_xy(at.0, at.1);
    RadialGradient::new(at, 0.0, at, radius, stops, SpreadMode::Pad, Transform::identity())
}

/// Fills a frame with the sky of an hour, the sun or moon at `light`.
pub(crate) fn paint_sky(
    sky: &mut Pixmap,
    palette: &Palette,
    hour: Hour,
    light: (f32, f32),
    horizon: f32,
    dice: &mut Dice,
) {
    let (wide, high) = (sky.width() as f32, sky.height() as f32);
    let span = wide.max(high);
    let Some(all) = Rect::from_ltrb(0.0, 0.0, wide, high) else {
        return;
    };
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let [top, middle, low] = palette.sky;
    let stops = vec![
        GradientStop::new(0.0, color(top, 1.0)),
        GradientStop::new(0.58, color(middle, 1.0)),
        GradientStop::new(1.0, color(low, 1.0)),
    ];
    if let Some(shader) = down(0.0, high * horizon, stops) {
        paint.shader = shader;
        sky.fill_rect(all, &paint, Transform::identity(), None);
    }
    if hour == Hour::Night {
        for _ in 0..170 {
            let (x, y) = (dice.unit() * wide, dice.unit().powf(1.4) * high * horizon * 0.95);
            let size = span * dice.between(0.0004, 0.0013);
            let mut star = PathBuilder::new();
            star.push_circle(x, y, size.max(0.5));
            paint.shader = Shader::SolidColor(color(palette.light, dice.between(0.25, 0.95)));
            if let Some(star) = star.finish() {
                sky.fill_path(&star, &paint, FillRule::Winding, Transform::identity(), None);
            }
        }
    }
    let strength = if hour == Hour::Night { 0.26 } else { 0.62 };
    let stops = vec![
        GradientStop::new(0.0, color(palette.light, strength)),
        GradientStop::new(0.12, color(palette.light, strength * 0.52)),
        GradientStop::new(0.42, color(palette.light, strength * 0.16)),
        GradientStop::new(1.0, color(palette.light, 0.0)),
    ];
    if let Some(shader) = glow(light, span * 0.46, stops) {
        paint.shader = shader;
        sky.fill_rect(all, &paint, Transform::identity(), None);
    }
    let mut disc = PathBuilder::new();
    disc.push_circle(light.0, light.1, span * if hour == Hour::Night { 0.026 } else { 0.034 });
    paint.shader = Shader::SolidColor(color(palette.light, 0.96));
    if let Some(disc) = disc.finish() {
        sky.fill_path(&disc, &paint, FillRule::Winding, Transform::identity(), None);
    }
    // A little noise hides the steps that a calm gradient would show.
    for pixel in sky.data_mut().chunks_exact_mut(4) {
        let noise = (dice.unit() * 3.0) as i16 - 1;
        for value in &mut pixel[..3] {
            *value = (i16::from(*value) + noise).clamp(0, 255) as u8;
        }
    }
}

/// Soft banks of cloud on a band wider than the frame, so that they can drift.
pub(crate) fn paint_clouds(
    width: u32,
    height: u32,
    palette: &Palette,
    hour: Hour,
    dice: &mut Dice,
) -> Option<Pixmap> {
    let mut band = Pixmap::new(width + width * 2 / 5, height / 2)?;
    let (wide, high) = (band.width() as f32, band.height() as f32);
    let strength = if hour == Hour::Night { 0.1 } else { 0.2 };
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    for _ in 0..7 {
        let (x, y) = (dice.unit() * wide, high * dice.between(0.24, 0.86));
        let size = width.max(height) as f32 * dice.between(0.05, 0.12);
        for _ in 0..9 {
            let puff = size * dice.between(0.35, 0.8);
            let at = (x + size * dice.between(-2.2, 2.2), y + size * dice.between(-0.12, 0.12));
            let stops = vec![
                GradientStop::new(0.0, color(palette.cloud, strength)),
                GradientStop::new(0.5, color(palette.cloud, strength * 0.4)),
                GradientStop::new(1.0, color(palette.cloud, 0.0)),
            ];
            let flat = Transform::from_translate(0.0, -at.1)
                .post_concat(Transform::from_scale(1.0, 0.3))
                .post_concat(Transform::from_translate(0.0, at.1));
            let bounds =
                Rect::from_xywh(at.0 - puff * 1.4, at.1 - puff * 1.4, puff * 2.8, puff * 2.8);
            if let (Some(shader), Some(bounds)) = (glow(at, puff * 1.4, stops), bounds) {
                paint.shader = shader;
                band.fill_rect(bounds, &paint, flat, None);
            }
        }
    }
    Some(band)
}
