//! Colours into sRGB, because a picture's profile goes with the rest of its metadata. A profile that
//! cannot be read, or that is not one of the picture's own kind, leaves the colours as they are.

use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Eight bits a channel, in sRGB.
pub(super) fn to_srgb(pixels: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let (alpha, gray) = (pixels.color().has_alpha(), !pixels.color().has_color());
    let source = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let Some(source) = source else { return plain(pixels, alpha) };
    let tried = match (source.color_space, gray) {
        (DataColorSpace::Gray, true) => from_gray(&source, &pixels, alpha),
        (DataColorSpace::Rgb, _) => from_rgb(&source, &pixels, alpha),
        _ => None,
    };
    tried.unwrap_or_else(|| plain(pixels, alpha))
}

fn plain(pixels: DynamicImage, alpha: bool) -> DynamicImage {
    match alpha {
        true => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        false => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    }
}

fn from_gray(source: &ColorProfile, pixels: &DynamicImage, alpha: bool) -> Option<DynamicImage> {
    let (width, height) = (pixels.width(), pixels.height());
    if alpha {
        let gray: GrayAlphaImage = pixels.to_luma_alpha8();
        let out = convert(source, &gray, (Layout::GrayAlpha, 2), (Layout::Rgba, 4))?;
        return RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8);
    }
    let gray: GrayImage = pixels.to_luma8();
    let out = convert(source, &gray, (Layout::Gray, 1), (Layout::Rgb, 3))?;
    RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8)
}

fn from_rgb(source: &ColorProfile, pixels: &DynamicImage, alpha: bool) -> Option<DynamicImage> {
    let (width, height) = (pixels.width(), pixels.height());
    if alpha {
        let out = convert(source, &pixels.to_rgba8(), (Layout::Rgba, 4), (Layout::Rgba, 4))?;
        return RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8);
    }
    let out = convert(source, &pixels.to_rgb8(), (Layout::Rgb, 3), (Layout::Rgb, 3))?;
    RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8)
}

/// Ink, four bytes a pixel (cyan, magenta, yellow, black; 255 is all of it), as red, green and blue.
/// Without a profile of a printing press it is mixed as if the inks were perfect.
pub(super) fn from_ink(ink: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    let source = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let press = source.filter(|source| source.color_space == DataColorSpace::Cmyk);
    let printed =
        press.and_then(|source| convert(&source, ink, (Layout::Rgba, 4), (Layout::Rgb, 3)));
    printed.unwrap_or_else(|| ink.as_chunks::<4>().0.iter().flat_map(mix).collect())
}

fn mix([cyan, magenta, yellow, black]: &[u8; 4]) -> [u8; 3] {
    let light = |ink: &u8| {
        let (ink, black) = (255 - u32::from(*ink), 255 - u32::from(*black));
        ((ink * black + 127) / 255) as u8
    };
    [light(cyan), light(magenta), light(yellow)]
}

fn convert(
    source: &ColorProfile,
    from: &[u8],
    (had, had_channels): (Layout, usize),
    (wanted, wanted_channels): (Layout, usize),
) -> Option<Vec<u8>> {
    let target = ColorProfile::new_srgb();
    let transform =
        source.create_transform_8bit(had, &target, wanted, TransformOptions::default()).ok()?;
    let mut out = vec![0; from.len() / had_channels * wanted_channels];
    transform.transform(from, &mut out).ok()?;
    Some(out)
}
