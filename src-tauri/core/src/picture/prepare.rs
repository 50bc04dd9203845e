//! From the bytes of any accepted picture to the upload copy. Pure: bytes in, bytes out, within
//! the limits of `decode`.

use std::borrow::Cow;

use fast_image_resize::{FilterType, MulDiv, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder, RgbImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::colour::to_srgb;
use super::decode::{self, Decoded, MOST_PIXELS, decode};
use super::{Kind, Refusal};

/// The longest side of the upload copy, px.
const LONG_SIDE: u32 = 2_048;
/// The most bytes of the upload copy.
const MOST_BYTES: usize = 4_000_000;
/// JPEG qualities of the upload copy, until one is small enough.
const QUALITIES: [u8; 4] = [90, 80, 65, 45];
/// The longest side of the thumbnail, px.
const THUMB_SIDE: u32 = 1280;

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
    finish(decode(bytes, LONG_SIDE)?)
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
    let pixels = DynamicImage::ImageRgba8(pixels.ok_or(Refusal::Broken)?);
    finish(Decoded {
        pixels,
        orientation: Orientation::NoTransforms,
        profile: None,
        is_photo: false,
    })
}

/// Scaled before anything else: all that follows is then small, in time and in memory.
fn finish(decoded: Decoded) -> Result<Prepared, Refusal> {
    let scaled = fit(decoded.pixels, LONG_SIDE)?;
    let mut upright = opaque(to_srgb(scaled, decoded.profile.as_deref()));
    upright.apply_orientation(decoded.orientation);
    let colour = if decoded.is_photo { Colour::Halved } else { Colour::Whole };
    pack(upright, &QUALITIES, colour)
}

/// Encodes what was cut out of an upload copy. It was encoded once before, so that little is spared:
/// nobody is to see the second time.
pub(super) fn recode(part: DynamicImage) -> Result<Prepared, Refusal> {
    pack(opaque(to_srgb(part, None)), &[96, 90, 80, 65, 45], Colour::Whole)
}

fn pack(picture: DynamicImage, qualities: &[u8], colour: Colour) -> Result<Prepared, Refusal> {
    let small = || encode_jpeg(&flat(fit(picture.clone(), THUMB_SIDE)?), 82, Colour::Halved);
    let (thumb, copy) = rayon::join(small, || encode(&picture, qualities, colour));
    let Encoded { bytes, kind, size: (width, height) } = copy?;
    Ok(Prepared { bytes, kind, width, height, thumb: thumb? })
}

/// Decodes a prepared copy again.
pub(super) fn reopen(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    decode::reopen(bytes, LONG_SIDE)
}

/// Without the fourth channel where nothing shows through.
fn opaque(picture: DynamicImage) -> DynamicImage {
    match &picture {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == 255) => {
            DynamicImage::ImageRgb8(picture.into_rgb8())
        }
        _ => picture,
    }
}

/// Scales down so that the long side fits; never up.
pub(crate) fn fit(mut picture: DynamicImage, side: u32) -> Result<DynamicImage, Refusal> {
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
    let mix = MulDiv::new();
    let alpha = picture.color().has_alpha();
    if alpha {
        // In place: a second copy of a large picture is what memory has no room for.
        mix.multiply_alpha_inplace(&mut picture).map_err(|_| Refusal::Broken)?;
    }
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(false);
    Resizer::new().resize(&picture, &mut small, &options).map_err(|_| Refusal::Broken)?;
    if alpha {
        mix.divide_alpha_inplace(&mut small).map_err(|_| Refusal::Broken)?;
    }
    Ok(small)
}

struct Encoded {
    bytes: Vec<u8>,
    kind: Kind,
    /// px.
    size: (u32, u32),
}

/// JPEG under the limit; PNG where something is transparent and the PNG is small enough. What no
/// quality makes small enough is made smaller itself.
fn encode(picture: &DynamicImage, qualities: &[u8], colour: Colour) -> Result<Encoded, Refusal> {
    let size = (picture.width(), picture.height());
    if let DynamicImage::ImageRgba8(pixels) = picture {
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes)
            .write_image(pixels, size.0, size.1, image::ExtendedColorType::Rgba8)
            .map_err(|_| Refusal::Broken)?;
        if bytes.len() <= MOST_BYTES {
            return Ok(Encoded { bytes, kind: Kind::Png, size });
        }
    }
    let mut pixels = match picture {
        DynamicImage::ImageRgb8(pixels) => Cow::Borrowed(pixels),
        other => Cow::Owned(flat(other.clone())),
    };
    loop {
        for quality in qualities {
            let bytes = encode_jpeg(&pixels, *quality, colour)?;
            if bytes.len() <= MOST_BYTES {
                return Ok(Encoded { bytes, kind: Kind::Jpeg, size: pixels.dimensions() });
            }
        }
        let side = pixels.width().max(pixels.height()) * 4 / 5;
        let smaller = fit(DynamicImage::ImageRgb8(pixels.into_owned()), side)?;
        pixels = Cow::Owned(smaller.into_rgb8());
    }
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

/// How fine the colours of a JPEG are, beside its brightness.
#[derive(Clone, Copy, Debug)]
enum Colour {
    /// As fine as that: for letters and drawings.
    Whole,
    /// Half as fine each way, as cameras write them and every clip has them.
    Halved,
}

/// Encodes a JPEG without any metadata.
pub(crate) fn jpeg(pixels: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    encode_jpeg(pixels, quality, Colour::Whole)
}

fn encode_jpeg(pixels: &RgbImage, quality: u8, colour: Colour) -> Result<Vec<u8>, Refusal> {
    let side = |length: u32| u16::try_from(length).map_err(|_| Refusal::TooLarge);
    let (width, height) = (side(pixels.width())?, side(pixels.height())?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_sampling_factor(match colour {
        Colour::Whole => SamplingFactor::R_4_4_4,
        Colour::Halved => SamplingFactor::R_4_2_0,
    });
    encoder.encode(pixels.as_raw(), width, height, ColorType::Rgb).map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}
