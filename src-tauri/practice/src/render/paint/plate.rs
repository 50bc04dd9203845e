//! Plates: bitmaps that hold no colours but how much of the light each spot takes, so that one
//! painting can be shown in the light of every hour. They are painted once, wider than the frame,
//! and shifted by parts of a pixel.
//!
//! A plate's red is the share of direct light, green the share of lamp light, blue when a lamp is
//! lit (0 first), alpha what it covers; all as tiny-skia keeps them, multiplied by alpha.

use tiny_skia::{FillRule, Paint, Path, Pixmap, PremultipliedColorU8, Stroke, Transform};

use super::canvas::Canvas;
use super::color::{Rgb, bytes};

/// The colours of a plate's row: without direct light, in full direct light, and of its lamps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tone {
    pub(crate) dark: Rgb,
    pub(crate) lit: Rgb,
    pub(crate) lamp: Rgb,
}

/// A painted plate and where it lies.
pub(crate) struct Plate {
    pub(crate) art: Pixmap,
    /// The canvas column of its first column when it is not shifted.
    pub(crate) left: i32,
    /// The canvas row of its first row.
    pub(crate) top: i32,
    /// What each row covers: first column, past the last.
    spans: Vec<(u32, u32)>,
    lamps: bool,
}

impl Plate {
    /// An empty plate over these columns and rows of the canvas; `None` without memory for it.
    pub(crate) fn new(left: f32, top: f32, right: f32, bottom: f32) -> Option<Self> {
        let (left, top) = (left.floor(), top.floor());
        let wide = (right.ceil() - left).max(2.0) as u32;
        let high = (bottom.ceil() - top).max(1.0) as u32;
        Some(Self {
            art: Pixmap::new(wide, high)?,
            left: left as i32,
            top: top as i32,
            spans: Vec::new(),
            lamps: false,
        })
    }

    /// Fills a shape given in canvas coordinates with a share of direct light.
    pub(crate) fn fill(&mut self, path: &Path, light: f32) {
        self.paint(path, None, light, 1.0);
    }

    /// As [`Plate::fill`], partly see-through.
    pub(crate) fn wash(&mut self, path: &Path, light: f32, alpha: f32) {
        self.paint(path, None, light, alpha);
    }

    /// Draws along a path given in canvas coordinates.
    pub(crate) fn stroke(&mut self, path: &Path, width: f32, light: f32) {
        self.paint(path, Some(width), light, 1.0);
    }

    /// Fills a shape that shines by itself once the lamps of `order` (0 to 1) are lit.
    pub(crate) fn lamp(&mut self, path: &Path, strength: f32, order: f32) {
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0) as u8;
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(byte(0.35), byte(strength), byte(order), 255);
        let place = self.place();
        self.art.fill_path(path, &paint, FillRule::Winding, place, None);
        self.lamps = true;
    }

    fn paint(&mut self, path: &Path, width: Option<f32>, light: f32, alpha: f32) {
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0) as u8;
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(byte(light), 0, 0, byte(alpha));
        let place = self.place();
        match width {
            None => self.art.fill_path(path, &paint, FillRule::Winding, place, None),
            Some(width) => {
                let stroke = Stroke {
                    width,
                    line_cap: tiny_skia::LineCap::Round,
                    line_join: tiny_skia::LineJoin::Round,
                    ..Stroke::default()
                };
                self.art.stroke_path(path, &paint, &stroke, place, None);
            }
        }
    }

    fn place(&self) -> Transform {
        Transform::from_translate(-self.left as f32, -self.top as f32)
    }

    /// Sets every spot: `spot(x, y)` in canvas coordinates gives what it covers and its light.
    pub(crate) fn shade(&mut self, mut spot: impl FnMut(usize, f32, f32) -> (f32, f32)) {
        let wide = self.art.width() as usize;
        let (left, top) = (self.left as f32, self.top as f32);
        for (index, pixel) in self.art.pixels_mut().iter_mut().enumerate() {
            let (column, row) = (index % wide, index / wide);
            let (cover, light) = spot(column, left + column as f32 + 0.5, top + row as f32 + 0.5);
            let alpha = (cover.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            let red = (light.clamp(0.0, 1.0) * f32::from(alpha)) as u8;
            *pixel = PremultipliedColorU8::from_rgba(red, 0, 0, alpha).unwrap_or(*pixel);
        }
    }

    /// Ends the painting: finds what each row covers.
    pub(crate) fn done(mut self) -> Self {
        let wide = self.art.width() as usize;
        self.spans = self
            .art
            .pixels()
            .chunks_exact(wide)
            .map(|row| {
                let first = row.iter().position(|pixel| pixel.alpha() > 0);
                let last = row.iter().rposition(|pixel| pixel.alpha() > 0);
                match (first, last) {
                    (Some(first), Some(last)) => (first as u32, last as u32 + 1),
                    _ => (0, 0),
                }
            })
            .collect();
        self
    }

    /// Shows the plate. `shift` gives the pixels that a row lies to the right of where it was
    /// painted, `tone` its colours; `lamps` tells how many are lit, from 0 to 1.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas,
        shift: impl Fn(f32) -> f32,
        tone: impl Fn(f32) -> Tone,
        lamps: f32,
    ) {
        let (wide, high) = (canvas.width() as i32, canvas.height() as i32);
        let art_wide = self.art.width() as i32;
        let art: &[[u8; 4]] = self.art.data().as_chunks::<4>().0;
        let burning = self.lamps.then(|| burning(lamps));
        for (row, &(first, last)) in self.spans.iter().enumerate() {
            let y = self.top + row as i32;
            if last == 0 || y < 0 || y >= high {
                continue;
            }
            let from_left = self.left as f32 + shift(y as f32);
            let whole = from_left.floor();
            // The first pixel of the row lies `part` of 256 past the column `start`.
            let (start, part) = (whole as i32, ((from_left - whole) * 256.0) as u32);
            let begin = (start + first as i32).max(0);
            let end = (start + last as i32 + 1).min(wide);
            if begin >= end {
                continue;
            }
            let line = &art[row * art_wide as usize..(row + 1) * art_wide as usize];
            let tone = tone(y as f32);
            let ink = Ink::new(&tone);
            let target = &mut canvas.row(y as usize)[begin as usize..end as usize];
            let mut before = read(line, begin - start - 1);
            for (pixel, column) in target.iter_mut().zip(begin - start..) {
                let here = read(line, column);
                let spot = between(here, before, part);
                before = here;
                if spot == 0 {
                    continue;
                }
                ink.lay(pixel, spot);
                if let Some(burning) = &burning
                    && spot & 0xff00 != 0
                {
                    let shine = ((spot >> 8 & 255) * burning[(spot >> 16 & 255) as usize]) >> 8;
                    for (value, lamp) in pixel.iter_mut().zip(ink.lamp) {
                        let own = u32::from(*value);
                        *value = ((own * (256 - shine) + lamp * shine) >> 8) as u8;
                    }
                }
            }
        }
    }
}

/// How brightly the lamps of each order shine, of 256.
fn burning(lamps: f32) -> [u32; 256] {
    let mut table = [0; 256];
    for (order, share) in table.iter_mut().enumerate() {
        let lit = ((lamps * 1.1 - order as f32 / 255.0) * 14.0).clamp(0.0, 1.0);
        *share = (lit * 256.0) as u32;
    }
    table
}

fn read(line: &[[u8; 4]], column: i32) -> u32 {
    usize::try_from(column)
        .ok()
        .and_then(|at| line.get(at))
        .map_or(0, |spot| u32::from_le_bytes(*spot))
}

/// Two packed pixels mixed: `part` of 256 of the second.
#[inline(always)]
fn between(here: u32, before: u32, part: u32) -> u32 {
    if here == before {
        return here;
    }
    const EVEN: u32 = 0x00ff_00ff;
    let even = ((here & EVEN) * (256 - part) + (before & EVEN) * part) >> 8 & EVEN;
    let odd = ((here >> 8 & EVEN) * (256 - part) + (before >> 8 & EVEN) * part) & !EVEN;
    even | odd
}

/// The colours of a row, spread over four lanes of 16 bits so that one multiplication serves all.
struct Ink {
    dark: u64,
    lit: u64,
    lamp: [u32; 3],
}

const LANES: u64 = 0x00ff_00ff_00ff_00ff;

impl Ink {
    fn new(tone: &Tone) -> Self {
        let spread = |rgb: Rgb| {
            let [red, green, blue] = bytes(rgb).map(u64::from);
            red | green << 16 | blue << 32 | 255 << 48
        };
        Self {
            dark: spread(tone.dark),
            lit: spread(tone.lit),
            lamp: bytes(tone.lamp).map(u32::from),
        }
    }

    /// Lays a plate's spot over a pixel.
    #[inline(always)]
    fn lay(&self, pixel: &mut [u8; 4], spot: u32) {
        let cover = u64::from(spot >> 24);
        if cover == 0 {
            return;
        }
        let light = u64::from(spot & 255).min(cover);
        let mut sum = self.dark * (cover - light) + self.lit * light + LANES;
        if cover < 255 {
            let under = u64::from(u32::from_le_bytes(*pixel));
            let under = (under | under << 16) & 0x0000_ffff_0000_ffff;
            let under = (under | under << 8) & LANES;
            sum += under * (255 - cover);
        }
        let shown = sum >> 8 & LANES;
        let shown = (shown | shown >> 8) & 0x0000_ffff_0000_ffff;
        *pixel = ((shown | shown >> 16) as u32).to_le_bytes();
    }
}
