//! The frame being painted: opaque pixels, vector shapes on them, and light added to them.

use tiny_skia::{FillRule, Paint, Path, Pixmap, Stroke, Transform};

use super::color::{Rgb, bytes, color};

/// A frame of opaque RGBA pixels.
pub(crate) struct Canvas {
    pub(crate) pixmap: Pixmap,
}

impl Canvas {
    /// A canvas of this many pixels; `None` where there is no memory for it.
    pub(crate) fn new(width: u32, height: u32) -> Option<Self> {
        Some(Self { pixmap: Pixmap::new(width, height)? })
    }

    pub(crate) fn width(&self) -> usize {
        self.pixmap.width() as usize
    }

    pub(crate) fn height(&self) -> usize {
        self.pixmap.height() as usize
    }

    /// Every pixel, row by row.
    pub(crate) fn pixels(&mut self) -> &mut [[u8; 4]] {
        self.pixmap.data_mut().as_chunks_mut::<4>().0
    }

    /// The pixels of one row.
    pub(crate) fn row(&mut self, y: usize) -> &mut [[u8; 4]] {
        let wide = self.width();
        &mut self.pixels()[y * wide..(y + 1) * wide]
    }

    /// Fills a shape with a colour.
    pub(crate) fn fill(&mut self, path: &Path, rgb: Rgb, alpha: f32) {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(color(rgb, alpha));
        self.pixmap.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
    }

    /// Draws along a path.
    pub(crate) fn stroke(&mut self, path: &Path, width: f32, rgb: Rgb, alpha: f32) {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(color(rgb, alpha));
        let stroke = Stroke {
            width,
            line_cap: tiny_skia::LineCap::Round,
            line_join: tiny_skia::LineJoin::Round,
            ..Stroke::default()
        };
        self.pixmap.stroke_path(path, &paint, &stroke, Transform::identity(), None);
    }

    /// Adds a round glow, brightest in the middle and gone at `radius`.
    pub(crate) fn glow(&mut self, at: (f32, f32), radius: f32, rgb: Rgb, strength: f32) {
        self.round(at, radius, |square| strength * (1.0 - square).powi(4), rgb, true);
    }

    /// A soft dot, such as a snowflake or a star.
    pub(crate) fn dot(&mut self, at: (f32, f32), radius: f32, rgb: Rgb, alpha: f32) {
        // Under a pixel a dot keeps its size and loses strength.
        let (size, weaker) = (radius.max(0.6), (radius / 0.6).min(1.0));
        let edge = 0.6 / size;
        self.round(
            at,
            size + 0.6,
            |square| {
                let out = square.sqrt() * (1.0 + edge);
                alpha * weaker * ((1.0 + edge - out) / (2.0 * edge)).clamp(0.0, 1.0)
            },
            rgb,
            false,
        );
    }

    /// Paints or adds a colour around a point; `strength` is asked with the square of the distance
    /// from the middle (0) outwards (1).
    fn round(
        &mut self,
        (x, y): (f32, f32),
        radius: f32,
        strength: impl Fn(f32) -> f32,
        rgb: Rgb,
        add: bool,
    ) {
        let (wide, high) = (self.width() as f32, self.height() as f32);
        let (left, right) = ((x - radius).floor().max(0.0), (x + radius).ceil().min(wide));
        let (top, bottom) = ((y - radius).floor().max(0.0), (y + radius).ceil().min(high));
        if left >= right || top >= bottom {
            return;
        }
        let [red, green, blue] = bytes(rgb).map(u32::from);
        let scale = 1.0 / (radius * radius);
        for row in top as usize..bottom as usize {
            let down = row as f32 + 0.5 - y;
            let line = self.row(row);
            for (column, pixel) in
                line.iter_mut().enumerate().take(right as usize).skip(left as usize)
            {
                let across = column as f32 + 0.5 - x;
                let square = (across * across + down * down) * scale;
                if square >= 1.0 {
                    continue;
                }
                let weight = (strength(square) * 256.0) as u32;
                if weight == 0 {
                    continue;
                }
                for (value, new) in pixel.iter_mut().zip([red, green, blue]) {
                    let old = u32::from(*value);
                    *value = if add {
                        (old + ((new * weight) >> 8)).min(255) as u8
                    } else {
                        ((old * (256 - weight.min(256)) + new * weight.min(256)) >> 8) as u8
                    };
                }
            }
        }
    }
}
