//! The small "practice" mark in the lower left corner. Its letters are drawn strokes, so that no
//! font is needed and it looks the same everywhere.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

/// Strokes of a letter on a grid where lower-case letters are 4 high and stand on y = 0 (y down);
/// `None` lifts the pen.
type Strokes = &'static [Option<(f32, f32)>];

/// The letters of "practice" with their advance widths.
const WORD: [(Strokes, f32); 8] =
    [(P, 4.6), (R, 3.6), (A, 4.6), (C, 4.3), (T, 3.5), (I, 1.7), (C, 4.3), (E, 3.3)];

const P: Strokes = &[
    Some((0.0, 1.7)),
    Some((0.0, -4.0)),
    None,
    Some((0.0, -2.0)),
    Some((0.2, -3.2)),
    Some((1.0, -3.9)),
    Some((1.8, -4.0)),
    Some((2.7, -3.7)),
    Some((3.3, -2.9)),
    Some((3.4, -2.0)),
    Some((3.3, -1.1)),
    Some((2.7, -0.3)),
    Some((1.8, 0.0)),
    Some((1.0, -0.1)),
    Some((0.2, -0.8)),
    Some((0.0, -2.0)),
];
const R: Strokes = &[
    Some((0.0, 0.0)),
    Some((0.0, -4.0)),
    None,
    Some((0.0, -2.2)),
    Some((0.4, -3.3)),
    Some((1.2, -3.9)),
    Some((2.1, -4.0)),
];
const A: Strokes = &[
    Some((3.4, -4.0)),
    Some((3.4, 0.0)),
    None,
    Some((3.4, -2.0)),
    Some((3.2, -3.2)),
    Some((2.4, -3.9)),
    Some((1.6, -4.0)),
    Some((0.7, -3.7)),
    Some((0.1, -2.9)),
    Some((0.0, -2.0)),
    Some((0.1, -1.1)),
    Some((0.7, -0.3)),
    Some((1.6, 0.0)),
    Some((2.4, -0.1)),
    Some((3.2, -0.8)),
    Some((3.4, -2.0)),
];
const C: Strokes = &[
    Some((3.1, -3.3)),
    Some((2.5, -3.8)),
    Some((1.7, -4.0)),
    Some((0.8, -3.7)),
    Some((0.2, -3.0)),
    Some((0.0, -2.0)),
    Some((0.2, -1.0)),
    Some((0.8, -0.3)),
    Some((1.7, 0.0)),
    Some((2.5, -0.2)),
    Some((3.1, -0.7)),
];
const T: Strokes = &[
    Some((0.9, -5.4)),
    Some((0.9, -1.0)),
    Some((1.1, -0.3)),
    Some((1.7, 0.0)),
    Some((2.3, 0.0)),
    None,
    Some((0.0, -4.0)),
    Some((2.2, -4.0)),
];
const I: Strokes =
    &[Some((0.2, -4.0)), Some((0.2, 0.0)), None, Some((0.2, -5.5)), Some((0.2, -5.45))];
const E: Strokes = &[
    Some((0.1, -2.1)),
    Some((3.4, -2.1)),
    Some((3.2, -3.1)),
    Some((2.6, -3.8)),
    Some((1.7, -4.0)),
    Some((0.8, -3.7)),
    Some((0.2, -3.0)),
    Some((0.0, -2.0)),
    Some((0.2, -1.0)),
    Some((0.8, -0.3)),
    Some((1.7, 0.0)),
    Some((2.5, -0.2)),
    Some((3.1, -0.7)),
];

/// The mark, drawn once, and where it goes.
pub(crate) struct Mark {
    badge: Pixmap,
    left: usize,
    top: usize,
    frame_width: usize,
}

impl Mark {
    /// The mark for a frame of this many pixels; `None` where the frame is too small for it.
    pub(crate) fn new(width: u32, height: u32) -> Option<Self> {
        let short = width.min(height) as f32;
        let unit = short * 0.0042;
        let word: f32 = WORD.iter().map(|(_, advance)| advance).sum::<f32>() * unit;
        let (pad, high) = (unit * 4.2, (unit * 13.0).ceil());
        let wide = (word + 2.0 * pad).ceil();
        let margin = (short * 0.028).round();
        if wide + 2.0 * margin > width as f32 || unit < 0.5 {
            return None;
        }
        let mut badge = Pixmap::new(wide as u32, high as u32)?;
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(Color::from_rgba8(12, 14, 18, 92));
        let pill = pill(wide, high)?;
        badge.fill_path(&pill, &paint, FillRule::Winding, Transform::identity(), None);
        paint.set_color(Color::from_rgba8(255, 255, 255, 214));
        let stroke = Stroke {
            width: unit * 0.82,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        let letters = letters(pad, high / 2.0 + unit * 2.0, unit)?;
        badge.stroke_path(&letters, &paint, &stroke, Transform::identity(), None);
        Some(Self {
            badge,
            left: margin as usize,
            top: (height as f32 - margin - high) as usize,
            frame_width: width as usize,
        })
    }

    /// Lays the mark over a frame of RGBA pixels.
    pub(crate) fn draw(&self, pixels: &mut [u8]) {
        let wide = self.badge.width() as usize;
        for (row, line) in self.badge.data().chunks_exact(wide * 4).enumerate() {
            let start = ((self.top + row) * self.frame_width + self.left) * 4;
            let Some(under) = pixels.get_mut(start..start + wide * 4) else {
                continue;
            };
            for (below, above) in under.chunks_exact_mut(4).zip(line.chunks_exact(4)) {
                let through = 255 - u16::from(above[3]);
                for channel in 0..3 {
                    let shown = (u16::from(below[channel]) * through + 127) / 255;
                    below[channel] = shown as u8 + above[channel];
                }
            }
        }
    }
}

fn pill(wide: f32, high: f32) -> Option<Path> {
    let radius = high / 2.0;
    let mut path = PathBuilder::new();
    path.push_circle(radius, radius, radius);
    path.push_circle(wide - radius, radius, radius);
    path.push_rect(Rect::from_ltrb(radius, 0.0, wide - radius, high)?);
    path.finish()
}

fn letters(left: f32, baseline: f32, unit: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut pen = left;
    for (strokes, advance) in WORD {
        let mut drawing = false;
        for point in strokes {
            match *point {
                Some((x, y)) => {
                    let (x, y) = (pen + x * unit, baseline + y * unit);
                    if drawing {
                        path.line_to(x, y);
                    } else {
                        path.move_to(x, y);
                    }
                    drawing = true;
                }
                None => drawing = false,
            }
        }
        pen += advance * unit;
    }
    path.finish()
}
