//! From the bytes of any accepted picture to the upload copy. Pure: bytes in, bytes out, within
//! limits on pixels and memory that are checked before anything is decoded.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Limits, RgbImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::{Kind, Refusal};

/// The longest side of the upload copy, px.
const LONG_SIDE: u32 = 2_048;
/// The most bytes of the upload copy.
const MOST_BYTES: usize = 4_000_000;
/// JPEG qualities of the upload copy, until one is small enough.
const QUALITIES: [u8; 4] = [90, 80, 65, 45];
/// The longest side of the thumbnail, px.
const THUMB_SIDE: u32 = 1280;
/// The most pixels that are decoded.
const MOST_PIXELS: u64 = 80_000_000;
/// The most memory that a decoder may take, bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// An upload copy and its thumbnail.
pub struct Prepared {
    /// The upload copy.
    pub bytes: Vec<u8>,
    /// How it is encoded.
    pub kind: Kind,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// A small JPEG for the page.
    pub thumb: Vec<u8>,
}

/// Decodes, turns upright, converts to sRGB, scales and encodes a picture.
///
/// # Errors
/// See [`Refusal`]; the bytes decide what it is, not the file's ending.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, Refusal> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Refusal::NotAPicture)?;
    if reader.format().is_none() {
        return Err(Refusal::NotAPicture);
    }
    let mut reader = reader;
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
    let decoded = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    finish(decoded, orientation, profile)
}

/// The same for pixels that are in memory already: upright, in sRGB, four bytes each.
///
/// # Errors
/// [`Refusal::TooLarge`], or [`Refusal::Broken`] where there are not as many as they say.
pub fn prepare_pixels(width: u32, height: u32, rgba: Vec<u8>) -> Result<Prepared, Refusal> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooLarge);
    }
    let pixels =
        image::RgbaImage::from_raw(width, height, rgba).filter(|_| width > 0 && height > 0);
    let pixels = pixels.ok_or(Refusal::Broken)?;
    finish(DynamicImage::ImageRgba8(pixels), Orientation::NoTransforms, None)
}

fn finish(
    decoded: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
) -> Result<Prepared, Refusal> {
    let transparent = decoded.color().has_alpha() && has_transparency(&decoded);
    let plain = if transparent {
        DynamicImage::ImageRgba8(decoded.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(decoded.into_rgb8())
    };
    let mut scaled = fit(plain, LONG_SIDE)?;
    if let Some(profile) = profile {
        to_srgb(&mut scaled, &profile);
    }
    scaled.apply_orientation(orientation);

    pack(scaled, &QUALITIES)
}

/// Encodes what was cut out of an upload copy. It was encoded once before, so that little is spared:
/// nobody is to see the second time.
pub(super) fn recode(part: DynamicImage) -> Result<Prepared, Refusal> {
    let transparent = part.color().has_alpha() && has_transparency(&part);
    let plain = match transparent {
        true => DynamicImage::ImageRgba8(part.into_rgba8()),
        false => DynamicImage::ImageRgb8(part.into_rgb8()),
    };
    pack(plain, &[96, 90, 80, 65, 45])
}

fn pack(picture: DynamicImage, qualities: &[u8]) -> Result<Prepared, Refusal> {
    let thumb = jpeg(&flat(fit(picture.clone(), THUMB_SIDE)?), 82)?;
    let (width, height) = (picture.width(), picture.height());
    let (bytes, kind) = encode(picture, qualities)?;
    Ok(Prepared { bytes, kind, width, height, thumb })
}

/// Decodes a prepared copy again.
pub(super) fn reopen(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| Refusal::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONG_SIDE);
    limits.max_image_height = Some(LONG_SIDE);
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

fn has_transparency(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < 255),
        other => other.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255),
    }
}

/// Scales down so that the long side fits; never up.
pub(crate) fn fit(picture: DynamicImage, side: u32) -> Result<DynamicImage, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let long = width.max(height);
    if long <= side {
        return Ok(picture);
    }
    let scale = |length: u32| {
        let exact = f64::from(length) * f64::from(side) / f64::from(long);
        (exact.round() as u32).max(1)
    };
    let mut small = DynamicImage::new(scale(width), scale(height), picture.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&picture, &mut small, &options).map_err(|_| Refusal::Broken)?;
    Ok(small)
}

/// Brings colours into sRGB, because the profile goes with the rest of the metadata. A profile
/// that cannot be read leaves the colours as they are.
fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return };
    let target = ColorProfile::new_srgb();
    let (layout, pixels): (Layout, &mut [u8]) = match picture {
        DynamicImage::ImageRgb8(rgb) => (Layout::Rgb, rgb),
        DynamicImage::ImageRgba8(rgba) => (Layout::Rgba, rgba),
        _ => return,
    };
    let options = TransformOptions::default();
    let Ok(transform) = source.create_transform_8bit(layout, &target, layout, options) else {
        return;
    };
    let before = pixels.to_vec();
    if transform.transform(&before, pixels).is_err() {
        pixels.copy_from_slice(&before);
    }
}

/// JPEG under the limit; PNG where something is transparent and the PNG is small enough.
fn encode(picture: DynamicImage, qualities: &[u8]) -> Result<(Vec<u8>, Kind), Refusal> {
    if let DynamicImage::ImageRgba8(pixels) = &picture {
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes)
            .write_image(pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgba8)
            .map_err(|_| Refusal::Broken)?;
        if bytes.len() <= MOST_BYTES {
            return Ok((bytes, Kind::Png));
        }
    }
    let pixels = flat(picture);
    let mut smallest = Vec::new();
    for quality in qualities {
        smallest = jpeg(&pixels, *quality)?;
        if smallest.len() <= MOST_BYTES {
            break;
        }
    }
    Ok((smallest, Kind::Jpeg))
}

/// Without transparency, on white.
pub(super) fn flat(picture: DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(pixels) = picture else { return picture.into_rgb8() };
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, alpha] = pixels.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            ((colour * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

/// Encodes a JPEG without any metadata.
pub(crate) fn jpeg(pixels: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(pixels)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}
