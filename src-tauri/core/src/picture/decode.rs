//! From bytes to pixels, within limits that are checked before anything is decoded. A large JPEG is
//! never decoded whole: its transform gives so many eighths of it, in a fraction of the time and the
//! memory.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use jpeg_decoder::{CodingProcess, Decoder, ImageInfo, PixelFormat};

use super::{Refusal, colour, sniff};

/// The most pixels that are decoded whole.
pub(super) const MOST_PIXELS: u64 = 80_000_000;
/// The most pixels of a JPEG that is decoded to a part of its size. Cameras have up to 150 million.
const MOST_SCALED_PIXELS: u64 = 200_000_000;
/// The most memory that a decoder may take, bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// Pixels as they lie in a file, and what is to be done with them before anybody sees them.
pub(super) struct Decoded {
    pub(super) pixels: DynamicImage,
    /// How to turn them upright.
    pub(super) orientation: Orientation,
    /// The profile that their colours are meant in, as bytes of a stranger.
    pub(super) profile: Option<Vec<u8>>,
    /// A camera's picture, larger than it is wanted.
    pub(super) is_photo: bool,
}

/// Decodes any accepted picture. A JPEG of at least twice `side` may come out smaller than it is, but
/// never with a long side below `side` px.
///
/// # Errors
/// See [`Refusal`]; the bytes decide what it is, not the file's ending.
pub(super) fn decode(bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    match sniff::sniff(bytes) {
        sniff::Sort::Picture(ImageFormat::Jpeg) => jpeg(bytes, side),
        sniff::Sort::Picture(format) => whole(bytes, format),
        sniff::Sort::Other(why) => Err(why),
    }
}

/// The two decoders know different corners of the format: what one does not read the other may.
fn jpeg(bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    // Each of them would fill in, in its own way, what is missing.
    if !is_whole(bytes) {
        return Err(Refusal::Broken);
    }
    let mut decoder = Decoder::new(bytes);
    let info = match decoder.read_info() {
        Ok(()) => decoder.info(),
        Err(_) => None,
    };
    let Some(info) = info else { return whole(bytes, ImageFormat::Jpeg) };
    let pixels = u64::from(info.width) * u64::from(info.height);
    let is_ink = info.pixel_format == PixelFormat::CMYK32;
    let halves = u32::from(info.width.max(info.height)) >= side.saturating_mul(2);
    if !is_ink && !halves {
        return whole(bytes, ImageFormat::Jpeg);
    }
    // A progressive one is collected whole, two bytes for each number, before it is drawn.
    let collected = match info.coding_process {
        CodingProcess::DctSequential => 0,
        CodingProcess::DctProgressive => pixels * 2 * channels(&info),
        CodingProcess::Lossless => return whole(bytes, ImageFormat::Jpeg),
    };
    if pixels > MOST_SCALED_PIXELS || collected > MOST_MEMORY {
        return Err(Refusal::TooLarge);
    }
    if let Some(pixels) = quick(bytes, &info, side) {
        let (orientation, profile) = said(&decoder);
        return Ok(Decoded { pixels, orientation, profile, is_photo: true });
    }
    match scaled(decoder, &info, side) {
        Err(_) if !is_ink && pixels <= MOST_PIXELS => whole(bytes, ImageFormat::Jpeg),
        done => done,
    }
}

fn channels(info: &ImageInfo) -> u64 {
    match info.pixel_format {
        PixelFormat::L8 | PixelFormat::L16 => 1,
        PixelFormat::RGB24 => 3,
        PixelFormat::CMYK32 => 4,
    }
}

/// By libjpeg, which is faster than any other and knows all eighths, for what is plain. Its header has been read and
/// judged before by one that cannot be led out of its memory.
fn quick(bytes: &[u8], info: &ImageInfo, side: u32) -> Option<DynamicImage> {
    let plain = info.coding_process == CodingProcess::DctSequential;
    let gray = info.pixel_format == PixelFormat::L8;
    if !plain || !(gray || info.pixel_format == PixelFormat::RGB24) {
        return None;
    }
    let long = u32::from(info.width.max(info.height));
    let eighths = u8::try_from(side.saturating_mul(8).div_ceil(long)).unwrap_or(8).min(8);
    // It tells of faults by unwinding.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        let mut whole = mozjpeg::Decompress::new_mem(bytes).ok()?;
        if whole.size() != (usize::from(info.width), usize::from(info.height)) {
            return None;
        }
        whole.scale(eighths);
        let mut rows = if gray { whole.grayscale() } else { whole.rgb() }.ok()?;
        let size = (u32::try_from(rows.width()).ok()?, u32::try_from(rows.height()).ok()?);
        let data: Vec<u8> = match gray {
            true => rows.read_scanlines::<u8>(),
            false => rows.read_scanlines::<[u8; 3]>().map(Vec::into_flattened),
        }
        .ok()?;
        rows.finish().ok()?;
        Some((size, data))
    }));
    let ((width, height), data) = decoded.ok().flatten()?;
    match gray {
        true => GrayImage::from_raw(width, height, data).map(DynamicImage::ImageLuma8),
        false => RgbImage::from_raw(width, height, data).map(DynamicImage::ImageRgb8),
    }
}

/// The end of the picture follows its beginning. Segments before it may hold small pictures with ends of
/// their own.
fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, kind, high, low]) = bytes.get(at..at + 4) {
        if *kind == 0xda {
            return bytes[at..].windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

fn scaled(mut decoder: Decoder<&[u8]>, info: &ImageInfo, side: u32) -> Result<Decoded, Refusal> {
    let broken = |_| Refusal::Broken;
    // The decoder is content when either side is long enough: it is asked for the long one only.
    let side = u16::try_from(side).unwrap_or(u16::MAX);
    let (width, height) = match info.width >= info.height {
        true => decoder.scale(side, u16::MAX),
        false => decoder.scale(u16::MAX, side),
    }
    .map_err(broken)?;
    let data = decoder.decode().map_err(broken)?;
    let (orientation, profile) = said(&decoder);
    let (width, height) = (u32::from(width), u32::from(height));
    let (pixels, profile) = match info.pixel_format {
        PixelFormat::L8 => {
            (GrayImage::from_raw(width, height, data).map(DynamicImage::ImageLuma8), profile)
        }
        PixelFormat::RGB24 => {
            (RgbImage::from_raw(width, height, data).map(DynamicImage::ImageRgb8), profile)
        }
        PixelFormat::CMYK32 => {
            let rgb = colour::from_ink(&data, profile.as_deref());
            (RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8), None)
        }
        PixelFormat::L16 => return Err(Refusal::Broken),
    };
    Ok(Decoded { pixels: pixels.ok_or(Refusal::Broken)?, orientation, profile, is_photo: true })
}

/// What stands beside the pixels, as far as it has been read.
fn said(decoder: &Decoder<&[u8]>) -> (Orientation, Option<Vec<u8>>) {
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    (orientation.unwrap_or(Orientation::NoTransforms), decoder.icc_profile())
}

fn whole(bytes: &[u8], format: ImageFormat) -> Result<Decoded, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refusal::TooLarge);
    }
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or(None);
    let pixels = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok(Decoded { pixels, orientation, profile, is_photo: false })
}

/// Decodes a prepared copy again.
pub(super) fn reopen(bytes: &[u8], side: u32) -> Result<DynamicImage, Refusal> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| Refusal::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(side);
    limits.max_image_height = Some(side);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.decode().map_err(refusal)
}

fn refusal(fault: image::ImageError) -> Refusal {
    match fault {
        image::ImageError::Limits(_) => Refusal::TooLarge,
        image::ImageError::Unsupported(_) => Refusal::NotAPicture,
        _ => Refusal::Broken,
    }
}
