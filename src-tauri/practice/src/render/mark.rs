//! The small "practice" mark in the lower left corner. Its letters are drawn strokes whose edges
//! fall on whole pixels at every size, so that it needs no font, is crisp and looks the same
//! everywhere.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

/// How far a quarter of a circle's handles reach, of its radius.
const ROUND: f32 = 0.5523;

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
        if short < 120.0 {
            return None;
        }
        let high = (short * 0.0139).round().max(5.0);
        let pen = (high * 0.17).round().max(1.0);
        let pad = (high * 0.95).round();
        let mut word = Word::new(pad, (high * 1.95).round(), high, pen);
        word.practice();
        let (wide, tall) = (word.x - word.gap + pad, (high * 2.75).round());
        let margin = (short * 0.03).round().max(5.0);
        if wide + 2.0 * margin > width as f32 || tall + 2.0 * margin > height as f32 / 2.0 {
            return None;
        }
        let mut badge = Pixmap::new(wide as u32, tall as u32)?;
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(Color::from_rgba8(14, 13, 12, 96));
        let pill = pill(wide, tall)?;
        badge.fill_path(&pill, &paint, FillRule::Winding, Transform::identity(), None);
        paint.set_color(Color::from_rgba8(255, 252, 246, 226));
        let stroke = Stroke {
            width: pen,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        let letters = word.path.finish()?;
        badge.stroke_path(&letters, &paint, &stroke, Transform::identity(), None);
        Some(Self {
            badge,
            left: margin as usize,
            top: (height as f32 - margin - tall) as usize,
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

/// A word in the making. All lines run through the middle of whole pixels.
struct Word {
    path: PathBuilder,
    /// Where the next letter begins.
    x: f32,
    base: f32,
    /// The height of small letters, their strokes' width, the room between them.
    high: f32,
    pen: f32,
    gap: f32,
}

impl Word {
    fn new(x: f32, base: f32, high: f32, pen: f32) -> Self {
        let gap = (high * 0.26).round().max(1.0) + if pen > 1.0 { 1.0 } else { 0.0 };
        Self { path: PathBuilder::new(), x, base, high, pen, gap }
    }

    fn practice(&mut self) {
        let round = (self.high * 0.92).round();
        self.stem(0.0, self.high, -(self.high * 0.42).round());
        self.bowl(round);
        self.next(round);
        self.r();
        self.stem(round - self.pen, self.high, 0.0);
        self.bowl(round);
        self.next(round);
        self.c(round);
        self.t();
        self.i();
        self.c(round);
        self.e(round);
    }

    fn next(&mut self, wide: f32) {
        self.x += wide + self.gap;
    }

    /// A stem `left` of the letter's edge, between two heights over the base line.
    fn stem(&mut self, left: f32, from: f32, to: f32) {
        let x = self.x + left + self.pen / 2.0;
        self.path.move_to(x, self.base - from);
        self.path.line_to(x, self.base - to);
    }

    /// The middle and the radii of a round letter.
    fn oval(&self, wide: f32) -> (f32, f32, f32, f32) {
        let (across, down) = ((wide - self.pen) / 2.0, (self.high - self.pen) / 2.0);
        (self.x + wide / 2.0, self.base - self.high / 2.0, across, down)
    }

    /// A closed bowl.
    fn bowl(&mut self, wide: f32) {
        let (x, y, across, down) = self.oval(wide);
        if let Some(rect) = Rect::from_ltrb(x - across, y - down, x + across, y + down) {
            self.path.push_oval(rect);
        }
    }

    /// Three sides of an oval from the upper right to the lower right.
    fn arc(&mut self, wide: f32, tail: f32) {
        let (x, y, across, down) = self.oval(wide);
        let (kx, ky) = (across * ROUND, down * ROUND);
        self.path.cubic_to(x - kx, y - down, x - across, y - ky, x - across, y);
        self.path.cubic_to(x - across, y + ky, x - kx, y + down, x, y + down);
        let end = (x + across * 0.82, y + down * tail);
        self.path.cubic_to(
            x + kx * 0.8,
            y + down,
            x + across * 0.62,
            y + down * 0.88,
            end.0,
            end.1,
        );
    }

    fn c(&mut self, round: f32) {
        let wide = (round * 0.9).round();
        let (x, y, across, down) = self.oval(wide);
        self.path.move_to(x + across * 0.82, y - down * 0.56);
        self.path.cubic_to(
            x + across * 0.62,
            y - down * 0.88,
            x + across * 0.44,
            y - down,
            x,
            y - down,
        );
        self.arc(wide, 0.56);
        self.next(wide);
    }

    fn e(&mut self, round: f32) {
        let (x, y, across, down) = self.oval(round);
        let bar = (y - self.pen / 2.0).round() + self.pen / 2.0;
        self.path.move_to(x - across, bar);
        self.path.line_to(x + across, bar);
        self.path.cubic_to(x + across, y - down * ROUND, x + across * ROUND, y - down, x, y - down);
        self.arc(round, 0.62);
        self.next(round);
    }

    fn r(&mut self) {
        let wide = (self.high * 0.52).round();
        self.stem(0.0, self.high, 0.0);
        let (x, top) = (self.x + self.pen / 2.0, self.base - self.high + self.pen / 2.0);
        self.path.move_to(x, self.base - self.high * 0.45);
        self.path.cubic_to(x, top + self.high * 0.16, x + wide * 0.34, top, self.x + wide, top);
        self.next(wide);
    }

    fn t(&mut self) {
        let wide = (self.high * 0.56).round();
        let left = (wide * 0.24).round();
        let x = self.x + left + self.pen / 2.0;
        let (foot, bend) = (self.base - self.pen / 2.0, self.high * 0.26);
        self.path.move_to(x, self.base - (self.high * 1.36).round());
        self.path.line_to(x, foot - bend);
        self.path.cubic_to(x, foot - bend * 0.3, x + bend * 0.3, foot, x + bend, foot);
        self.path.line_to(self.x + wide, foot);
        let bar = self.base - self.high + self.pen / 2.0;
        self.path.move_to(self.x, bar);
        self.path.line_to(self.x + wide, bar);
        self.next(wide);
    }

    fn i(&mut self) {
        self.stem(0.0, self.high, 0.0);
        let dot = self.high + (self.high * 0.24).round().max(1.0);
        self.stem(0.0, dot + self.pen.max((self.high * 0.16).round()), dot);
        self.next(self.pen);
    }
}
