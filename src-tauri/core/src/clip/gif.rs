//! A part of a clip as a GIF, for places that play nothing else: small, looped, at most fifteen
//! pictures a second, and exactly as long as the film. One picture is held at a time.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use ::gif::{Encoder, EncodingError, Frame, Repeat};
use color_quant::NeuQuant;
use fast_image_resize::{PixelType, Resizer, images::Image};
use image::RgbImage;

use super::film::{Film, picture};
use super::frame;
use super::range::{Fault, Span, whole_or_none};

/// The longer side, px.
const SIDE: u32 = 480;
/// Pictures a second.
const RATE: f64 = 15.0;
/// Colours of a picture.
const COLOURS: usize = 256;
/// Every so many pixels are looked at when its colours are chosen.
const SAMPLED: i32 = 8;
/// A shorter picture is shown far longer by browsers. In hundredths of a second.
const SHORTEST: i64 = 2;

/// Saves the frames from `first` to `last`, counted from 0 in order of showing and both with it, as a
/// GIF at `part`, and brings it to the disk. Its longer side has 480 px at most. After a fault there
/// is no `part`. Blocks.
///
/// # Errors
/// See [`Fault`].
pub fn gif(from: &Path, part: &Path, first: u32, last: u32) -> Result<(), Fault> {
    whole_or_none(from, part, || write(from, part, first, last))
}

fn write(from: &Path, part: &Path, first: u32, last: u32) -> Result<(), Fault> {
    let mut film = Film::open(from)?;
    let span = Span::of(&film, first, last)?;
    let starts: Vec<f64> = span.starts.iter().map(|&tick| film.line.seconds(tick)).collect();
    let chosen = chosen(&starts, film.line.seconds(span.end));
    let colours = film.colours();
    let mut due = chosen.iter();
    let mut next = due.next();
    let out = BufWriter::new(File::create(part)?);
    let mut out = Some(out);
    let mut begun: Option<Begun> = None;
    film.show(first, last, |number, decoded| {
        let Some((wanted, delay)) = next.copied() else { return Ok(()) };
        if first.checked_add(wanted) != Some(number) {
            return Ok(());
        }
        next = due.next();
        let small = small(picture(decoded, colours)?)?;
        let size = (side(small.width())?, side(small.height())?);
        let begun = match (&mut begun, out.take()) {
            (Some(begun), _) => begun,
            (none, Some(out)) => {
                let mut encoder = Encoder::new(out, size.0, size.1, &[]).map_err(coding)?;
                encoder.set_repeat(Repeat::Infinite).map_err(coding)?;
                none.insert(Begun { encoder, size })
            }
            (None, None) => return Err(Fault::Codec("no file to write to".into())),
        };
        if begun.size != size {
            return Err(Fault::Codec("pictures of more than one size".into()));
        }
        let mut frame = coloured(&small);
        frame.delay = delay;
        begun.encoder.write_frame(&frame).map_err(coding)
    })?;
    let Some(begun) = begun else { return Err(frame::Fault::NoSuchFrame.into()) };
    let out = begun.encoder.into_inner().map_err(coding)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(())
}

/// A GIF that has its size.
struct Begun {
    encoder: Encoder<BufWriter<File>>,
    size: (u16, u16),
}

/// Which frames become pictures, and for how many hundredths of a second each: the first, and then
/// each that comes a fifteenth of a second later. Each begins where its frame does, so that no
/// rounding adds up.
fn chosen(starts: &[f64], end: f64) -> Vec<(u32, u16)> {
    let zero = starts.first().copied().unwrap_or(end);
    let hundredth = |seconds: f64| ((seconds - zero) * 100.0).round() as i64;
    let mut begins: Vec<(u32, f64)> = Vec::new();
    for (number, &start) in (0..).zip(starts) {
        let late = begins.last().is_none_or(|(_, before)| start - before > 1.0 / RATE - 1e-4);
        let short = hundredth(end) - hundredth(start) < SHORTEST;
        if late && (begins.is_empty() || !short) {
            begins.push((number, start));
        }
    }
    let next = begins.iter().skip(1).map(|(_, start)| *start).chain([end]);
    let lengths = begins.iter().zip(next).map(|((number, start), next)| {
        let delay = (hundredth(next) - hundredth(*start)).max(SHORTEST);
        (*number, u16::try_from(delay).unwrap_or(u16::MAX))
    });
    lengths.collect()
}

/// The picture at the size that it gets.
fn small(picture: RgbImage) -> Result<RgbImage, Fault> {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= SIDE {
        return Ok(picture);
    }
    let scaled = |side: u32| {
        let side = f64::from(side) * f64::from(SIDE) / f64::from(longer);
        (side.round() as u32).max(1)
    };
    let (to_width, to_height) = (scaled(width), scaled(height));
    let odd = |fault: &dyn std::fmt::Display| Fault::Codec(fault.to_string());
    let from = Image::from_vec_u8(width, height, picture.into_raw(), PixelType::U8x3)
        .map_err(|fault| odd(&fault))?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, None).map_err(|fault| odd(&fault))?;
    RgbImage::from_raw(to_width, to_height, to.into_vec()).ok_or_else(|| odd(&"an odd picture"))
}

fn side(pixels: u32) -> Result<u16, Fault> {
    u16::try_from(pixels).map_err(|_| Fault::Codec("a frame of impossible size".into()))
}

/// The picture in its own best colours. What a pixel is off by is given to those beside and below it,
/// so that skies have no steps.
fn coloured(picture: &RgbImage) -> Frame<'static> {
    let (width, height) = picture.dimensions();
    let opaque: Vec<u8> = picture.pixels().flat_map(|p| [p.0[0], p.0[1], p.0[2], 255]).collect();
    let palette = NeuQuant::new(SAMPLED, COLOURS, &opaque);
    let mut indices = Vec::with_capacity((width * height) as usize);
    // What the pixels of this row and of the next one are still to get, in sixteenths; a place more
    // at either end takes what falls off.
    let mut row = vec![[0_i32; 3]; width as usize + 2];
    let mut below = row.clone();
    for line in picture.rows() {
        below.fill([0; 3]);
        for (x, pixel) in line.enumerate() {
            let owed = row.get(x + 1).copied().unwrap_or_default();
            let mut wanted = [0_u8, 0, 0, 255];
            for ((value, had), owed) in wanted.iter_mut().zip(pixel.0).zip(owed) {
                *value = (i32::from(had) + owed / 16).clamp(0, 255) as u8;
            }
            let index = palette.index_of(&wanted);
            let got = palette.lookup(index).unwrap_or(wanted);
            indices.push(u8::try_from(index).unwrap_or(0));
            for (channel, (wanted, got)) in wanted.iter().zip(got).take(3).enumerate() {
                let off = i32::from(*wanted) - i32::from(got);
                let give = |to: Option<&mut [i32; 3]>, parts: i32| {
                    if let Some(value) = to.and_then(|to| to.get_mut(channel)) {
                        *value += off * parts;
                    }
                };
                give(row.get_mut(x + 2), 7);
                give(below.get_mut(x), 3);
                give(below.get_mut(x + 1), 5);
                give(below.get_mut(x + 2), 1);
            }
        }
        std::mem::swap(&mut row, &mut below);
    }
    Frame {
        width: u16::try_from(width).unwrap_or(u16::MAX),
        height: u16::try_from(height).unwrap_or(u16::MAX),
        palette: Some(palette.color_map_rgb()),
        buffer: indices.into(),
        ..Frame::default()
    }
}

fn coding(fault: EncodingError) -> Fault {
    match fault {
        EncodingError::Io(fault) => Fault::Disk(fault),
        fault => Fault::Codec(fault.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rate: f64, frames: u32) -> Vec<(u32, u16)> {
        let starts: Vec<f64> = (0..frames).map(|number| f64::from(number) / rate).collect();
        chosen(&starts, f64::from(frames) / rate)
    }

    #[test]
    fn at_most_fifteen_pictures_a_second_and_no_drift() {
        for (rate, frames, pictures) in
            [(24.0, 240, 120), (30.0, 300, 150), (60.0, 600, 150), (25.0, 250, 125), (10.0, 50, 50)]
        {
            let all = at(rate, frames);
            assert_eq!(all.len(), pictures, "{rate}");
            let length: u32 = all.iter().map(|(_, delay)| u32::from(*delay)).sum();
            assert_eq!(length, (f64::from(frames) / rate * 100.0).round() as u32, "{rate}");
            let steady = all.iter().map(|(_, delay)| *delay);
            assert!(steady.clone().max().unwrap() - steady.min().unwrap() <= 1, "{rate}");
        }
    }

    #[test]
    fn odd_times_have_their_pictures() {
        assert_eq!(at(24.0, 1), [(0, 4)]);
        assert_eq!(at(24.0, 2), [(0, 8)]);
        assert_eq!(at(24.0, 3), [(0, 8), (2, 5)]);
        assert_eq!(at(1000.0, 1), [(0, SHORTEST as u16)]);
        assert_eq!(chosen(&[0.0, 1.0, 1.01, 1.02, 9.0], 2_000.0)[2], (4, u16::MAX));
        assert_eq!(chosen(&[], 3.0), []);
        assert_eq!(chosen(&[5.0, 5.0, 5.0], 5.0), [(0, 2)]);
    }
}
