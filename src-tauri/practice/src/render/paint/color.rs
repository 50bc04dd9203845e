//! Colours as red, green and blue from 0 to 255, and what is done with them. Pure arithmetic.

use tiny_skia::Color;

/// Red, green and blue from 0 to 255; light may be brighter than white until it is painted.
pub(crate) type Rgb = [f32; 3];

/// Between two colours: all of `a` at 0, all of `b` at 1.
pub(crate) fn blend(a: Rgb, b: Rgb, share: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share)
}

/// A surface's own colour under coloured light, where 255 is full light.
pub(crate) fn lit(own: Rgb, light: Rgb) -> Rgb {
    [0, 1, 2].map(|i| own[i] * light[i] / 255.0)
}

/// A colour made brighter or darker.
pub(crate) fn times(rgb: Rgb, factor: f32) -> Rgb {
    rgb.map(|value| value * factor)
}

/// A colour with more or less of its own colourfulness; 1 leaves it as it is.
pub(crate) fn saturate(rgb: Rgb, share: f32) -> Rgb {
    let grey = luma(rgb);
    blend([grey; 3], rgb, share)
}

/// How bright a colour looks.
pub(crate) fn luma([red, green, blue]: Rgb) -> f32 {
    0.3 * red + 0.59 * green + 0.11 * blue
}

/// A colour turned around the grey axis by an angle in radians: the same light in another mood.
pub(crate) fn turn(rgb: Rgb, angle: f32) -> Rgb {
    let (sin, cos) = angle.sin_cos();
    let third = (1.0 - cos) / 3.0;
    let side = sin / 3.0_f32.sqrt();
    let [r, g, b] = rgb;
    [
        r * (cos + third) + g * (third - side) + b * (third + side),
        r * (third + side) + g * (cos + third) + b * (third - side),
        r * (third - side) + g * (third + side) + b * (cos + third),
    ]
}

/// A colour for the painter, with its opacity from 0 to 1.
pub(crate) fn color(rgb: Rgb, alpha: f32) -> Color {
    let [red, green, blue] = bytes(rgb);
    Color::from_rgba8(red, green, blue, byte(alpha * 255.0))
}

/// A colour in whole numbers.
pub(crate) fn bytes(rgb: Rgb) -> [u8; 3] {
    rgb.map(byte)
}

fn byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// Rises smoothly from 0 at `low` to 1 at `high`; falls where `low` is the greater.
pub(crate) fn smooth(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Between two numbers.
pub(crate) fn mix(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}
