//! The copy that is uploaded: upright, bare, in sRGB, no larger than allowed, whatever came in.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{
    DynamicImage, ExtendedColorType, GrayImage, ImageBuffer, ImageEncoder, ImageFormat, Luma, Rgb,
    RgbImage, Rgba, RgbaImage,
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use moxcms::ColorProfile;
use stillwake_core::picture::{Kind, Prepared, Refusal, prepare};

use crate::pictures::{noise, with_exif};

/// 5,000 by 2,500 px: its left half red, its right half blue, and a fine pattern below both.
fn large() -> RgbImage {
    RgbImage::from_fn(5_000, 2_500, |x, y| {
        match (x < 2_500, y > 2_000 && (x + y).is_multiple_of(2)) {
            (_, true) => Rgb([250, 250, 250]),
            (true, _) => Rgb([200, 30, 30]),
            (false, _) => Rgb([30, 30, 200]),
        }
    })
}

/// The same row again and again: quickly made.
pub fn stripes(width: u32, height: u32) -> RgbImage {
    let row: Vec<u8> = (0..width).flat_map(|x| [x as u8, 90, 80]).collect();
    RgbImage::from_raw(width, height, row.repeat(height as usize)).unwrap()
}

pub fn written(pixels: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn jpeg(pixels: &RgbImage, progressive: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 85);
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    encoder.set_progressive(progressive);
    let (width, height) = (pixels.width() as u16, pixels.height() as u16);
    encoder.encode(pixels.as_raw(), width, height, ColorType::Rgb).unwrap();
    out
}

fn opened(ready: &Prepared) -> RgbImage {
    image::load_from_memory(&ready.bytes).unwrap().into_rgb8()
}

#[track_caller]
fn near(pixel: Rgb<u8>, wanted: [u8; 3], by: i32) {
    let off = pixel.0.iter().zip(wanted).any(|(a, b)| (i32::from(*a) - i32::from(b)).abs() > by);
    assert!(!off, "{pixel:?} is not {wanted:?}");
}

/// The tool that people would check with finds nothing but what a decoder needs.
fn bare(bytes: &[u8], name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let told = exiftool(&["-j", "-G1", "-a", "-u"], &path);
    let tags: serde_json::Value = serde_json::from_slice(&told).unwrap();
    for (tag, value) in tags[0].as_object().unwrap() {
        let group = tag.split(':').next().unwrap();
        let known = ["SourceFile", "ExifTool", "System", "File", "JFIF", "PNG", "Composite"];
        assert!(known.contains(&group), "{name}: {tag} is {value}");
    }
}

fn exiftool(options: &[&str], path: &Path) -> Vec<u8> {
    let done = Command::new("exiftool").args(options).arg(path).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// A camera's tags, as the tool writes them into a file of any format.
fn tagged(bytes: &[u8], name: &str, orientation: u8) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let turned = format!("-Orientation={orientation}");
    let tags = [
        "-n",
        &turned,
        "-GPSLatitude=48.2",
        "-GPSLatitudeRef=N",
        "-Artist=Somebody",
        "-XMP:Creator=Somebody",
        "-overwrite_original",
    ];
    exiftool(&tags, &path);
    fs::read(&path).unwrap()
}

#[test]
fn every_format_that_knows_an_orientation_is_turned_and_comes_out_bare() {
    let halves =
        RgbImage::from_fn(
            64,
            32,
            |x, _| if x < 32 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
        );
    for (format, name) in [
        (ImageFormat::Jpeg, "photo.jpg"),
        (ImageFormat::Png, "photo.png"),
        (ImageFormat::WebP, "photo.webp"),
        (ImageFormat::Tiff, "photo.tif"),
    ] {
        let plain = written(DynamicImage::ImageRgb8(halves.clone()), format);
        for orientation in 1..=8 {
            let ready = prepare(&tagged(&plain, name, orientation)).unwrap();
            let turned = orientation >= 5;
            let size = if turned { (32, 64) } else { (64, 32) };
            assert_eq!((ready.width, ready.height), size, "{name}, {orientation}");
            let red = match orientation {
                1 | 4 => (12, 16),
                2 | 3 => (52, 16),
                5 | 6 => (16, 12),
                _ => (16, 52),
            };
            near(*opened(&ready).get_pixel(red.0, red.1), [220, 20, 20], 40);
            bare(&ready.bytes, "copy.jpg");
            bare(&ready.thumb, "thumb.jpg");
        }
    }
    let glass = RgbaImage::from_pixel(64, 32, Rgba([90, 160, 30, 120]));
    let plain = written(DynamicImage::ImageRgba8(glass), ImageFormat::Png);
    let ready = prepare(&tagged(&plain, "glass.png", 6)).unwrap();
    assert_eq!((ready.kind, ready.width, ready.height), (Kind::Png, 32, 64));
    bare(&ready.bytes, "copy.png");
}

/// A large JPEG is decoded to a part of its size; what comes out is the same picture.
#[test]
fn large_jpegs_of_every_kind_come_out_right() {
    let pixels = large();
    let baseline = jpeg(&pixels, false);
    let gray = DynamicImage::ImageLuma8(DynamicImage::ImageRgb8(pixels.clone()).into_luma8());
    let kinds = [
        ("baseline", baseline.clone(), [200, 30, 30], [30, 30, 200]),
        ("progressive", jpeg(&pixels, true), [200, 30, 30], [30, 30, 200]),
        ("gray", written(gray, ImageFormat::Jpeg), [78, 78, 78], [46, 46, 46]),
    ];
    for (kind, bytes, left, right) in kinds {
        let ready = prepare(&bytes).unwrap();
        assert_eq!((ready.width, ready.height, ready.kind), (2_048, 1_024, Kind::Jpeg), "{kind}");
        let copy = opened(&ready);
        near(*copy.get_pixel(500, 300), left, 14);
        near(*copy.get_pixel(1_500, 300), right, 14);
        // Of a pattern that is finer than the copy only its mean is left.
        let mean = left.map(|c: u8| ((u32::from(c) + 250) / 2) as u8);
        near(*copy.get_pixel(500, 950), mean, 20);
    }
    for orientation in 1..=8 {
        let ready = prepare(&with_exif(&baseline, orientation)).unwrap();
        let turned = orientation >= 5;
        let size = if turned { (1_024, 2_048) } else { (2_048, 1_024) };
        assert_eq!((ready.width, ready.height), size, "{orientation}");
        let red = match orientation {
            1 => (300, 300),
            2 => (1_700, 300),
            3 => (1_700, 700),
            4 => (300, 700),
            5 => (300, 300),
            6 => (700, 300),
            7 => (700, 1_700),
            _ => (300, 1_700),
        };
        near(*opened(&ready).get_pixel(red.0, red.1), [200, 30, 30], 14);
        bare(&ready.bytes, "copy.jpg");
    }
}

/// A large JPEG that breaks off is told as broken, also where another decoder would fill in the rest.
#[test]
fn a_large_jpeg_that_breaks_off_is_broken() {
    for progressive in [false, true] {
        let whole = jpeg(&stripes(5_000, 3_000), progressive);
        let small = jpeg(&stripes(40, 30), false);
        // A camera's small picture of its own, whole, before the large one.
        let mut camera = whole[..2].to_vec();
        camera.extend([0xff, 0xe1]);
        camera.extend((small.len() as u16 + 2).to_be_bytes());
        camera.extend(&small);
        camera.extend(&whole[2..]);
        assert!(prepare(&camera).is_ok());
        let cut = &camera[..camera.len() / 2];
        assert!(matches!(prepare(cut), Err(Refusal::Broken)), "{progressive}");
    }
}

#[test]
fn nothing_is_scaled_up_and_edges_of_one_pixel_are_taken() {
    for (width, height) in [(1, 1), (1, 9_000), (2_048, 3), (2_049, 1), (4_096, 4_096), (30, 17)] {
        let pixels = RgbImage::from_pixel(width, height, Rgb([120, 200, 40]));
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let ready = prepare(&written(DynamicImage::ImageRgb8(pixels.clone()), format)).unwrap();
            let long = width.max(height);
            let side = |length: u32| match long > 2_048 {
                true => (f64::from(length) * 2_048.0 / f64::from(long)).round().max(1.0) as u32,
                false => length,
            };
            assert_eq!((ready.width, ready.height), (side(width), side(height)), "{format:?}");
            let copy = opened(&ready);
            assert_eq!(copy.dimensions(), (ready.width, ready.height));
            near(*copy.get_pixel(0, 0), [120, 200, 40], 8);
        }
    }
}

/// What no quality makes small enough is made smaller itself.
#[test]
fn nothing_is_larger_than_four_megabytes() {
    for seed in 1..3 {
        let worst = written(DynamicImage::ImageRgb8(noise(2_048, seed)), ImageFormat::Png);
        let ready = prepare(&worst).unwrap();
        assert!(ready.bytes.len() <= 4_000_000);
        assert_eq!(opened(&ready).dimensions(), (ready.width, ready.height));
        let glass = DynamicImage::ImageRgb8(noise(2_048, seed)).into_rgba8();
        let glass = RgbaImage::from_fn(2_048, 2_048, |x, y| {
            let [r, g, b, _] = glass.get_pixel(x, y).0;
            Rgba([r, g, b, (x % 200) as u8])
        });
        let ready = prepare(&written(DynamicImage::ImageRgba8(glass), ImageFormat::Png)).unwrap();
        assert!(ready.kind == Kind::Jpeg && ready.bytes.len() <= 4_000_000);
    }
}

pub fn jpeg_with(
    pixels: &[u8],
    size: (u32, u32),
    colour: ExtendedColorType,
    profile: Vec<u8>,
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 95);
    encoder.set_icc_profile(profile).unwrap();
    encoder.write_image(pixels, size.0, size.1, colour).unwrap();
    out
}

/// What a profile says a colour is, is what the copy shows without it: both the part of a JPEG that is
/// decoded small and what is decoded whole.
#[test]
fn profiles_of_screens_and_of_gray_become_srgb() {
    let wide = ColorProfile::new_display_p3().encode().unwrap();
    let steep = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    for size in [(96, 64), (4_800, 3_200)] {
        let shades = RgbImage::from_pixel(size.0, size.1, Rgb([180, 120, 60]));
        let photo = jpeg_with(shades.as_raw(), size, ExtendedColorType::Rgb8, wide.clone());
        // P3's red is redder: the same light needs more red and less of the others in sRGB.
        near(*opened(&prepare(&photo).unwrap()).get_pixel(30, 30), [191, 117, 46], 5);

        let shades = GrayImage::from_pixel(size.0, size.1, Luma([55]));
        let photo = jpeg_with(shades.as_raw(), size, ExtendedColorType::L8, steep.clone());
        // Light of 55/255, as a screen writes it.
        near(*opened(&prepare(&photo).unwrap()).get_pixel(30, 30), [128, 128, 128], 5);
    }
    // Sixteen bits a channel, with a profile, in a PNG.
    let deep: ImageBuffer<Rgb<u16>, Vec<u16>> =
        ImageBuffer::from_pixel(64, 64, Rgb([180 * 257, 120 * 257, 60 * 257]));
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(wide.clone()).unwrap();
    let bytes: Vec<u8> = deep.as_raw().iter().flat_map(|value| value.to_ne_bytes()).collect();
    encoder.write_image(&bytes, 64, 64, ExtendedColorType::Rgb16).unwrap();
    near(*opened(&prepare(&png).unwrap()).get_pixel(30, 30), [191, 117, 46], 4);
    // Transparency stays beside it.
    let glass = RgbaImage::from_pixel(64, 64, Rgba([180, 120, 60, 128]));
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(wide).unwrap();
    encoder.write_image(glass.as_raw(), 64, 64, ExtendedColorType::Rgba8).unwrap();
    let copy = image::load_from_memory(&prepare(&png).unwrap().bytes).unwrap().into_rgba8();
    let Rgba([r, g, b, alpha]) = *copy.get_pixel(30, 30);
    near(Rgb([r, g, b]), [191, 117, 46], 4);
    assert_eq!(alpha, 128);
    // A profile that is none leaves the colours.
    let shades = RgbImage::from_pixel(96, 64, Rgb([180, 120, 60]));
    let photo = jpeg_with(shades.as_raw(), (96, 64), ExtendedColorType::Rgb8, vec![7; 300]);
    near(*opened(&prepare(&photo).unwrap()).get_pixel(30, 30), [180, 120, 60], 5);
}

/// A profile of a printing press with a table of two steps: all cyan is a green that no ink is.
pub fn press() -> Vec<u8> {
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    for at in 0..9 {
        table.extend(if at % 4 == 0 { 0x10000_u32 } else { 0 }.to_be_bytes());
    }
    let straight: Vec<u8> = (0..=255).collect();
    (0..4).for_each(|_| table.extend(&straight));
    for corner in 0..16_u8 {
        // Cyan is the first and slowest; Lab in eight bits, 128 is neutral.
        let (cyan, black) = (corner & 8 != 0, corner & 1 != 0);
        table.extend(match (cyan, black) {
            (_, true) => [0, 128, 128],
            (true, _) => [153, 40, 190],
            (false, _) => [255, 128, 128],
        });
    }
    (0..3).for_each(|_| table.extend(&straight));
    while !table.len().is_multiple_of(4) {
        table.push(0);
    }
    let white = b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d".to_vec();
    let mut out = vec![0; 128];
    out[8..12].copy_from_slice(&[4, 0x40, 0, 0]);
    out[12..16].copy_from_slice(b"prtr");
    out[16..20].copy_from_slice(b"CMYK");
    out[20..24].copy_from_slice(b"Lab ");
    out[36..40].copy_from_slice(b"acsp");
    out[68..80].copy_from_slice(&white[8..20]);
    let (from, until) = (128 + 4 + 24, 128 + 4 + 24 + table.len());
    out.extend(2_u32.to_be_bytes());
    for (name, at, length) in [(b"A2B0", from, table.len()), (b"wtpt", until, white.len())] {
        out.extend(name);
        out.extend((at as u32).to_be_bytes());
        out.extend((length as u32).to_be_bytes());
    }
    out.extend(table);
    out.extend(white);
    let length = out.len() as u32;
    out[..4].copy_from_slice(&length.to_be_bytes());
    out
}

pub fn ink(size: (u16, u16), pixel: [u8; 4], profile: Option<&[u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 95);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    let pixels = pixel.repeat(usize::from(size.0) * usize::from(size.1));
    encoder.encode(&pixels, size.0, size.1, ColorType::Cmyk).unwrap();
    out
}

#[test]
fn ink_is_read_as_its_press_prints_it() {
    for size in [(96, 64), (4_800, 3_200)] {
        let seen = |pixel: [u8; 4], profile: Option<&[u8]>| {
            let ready = prepare(&ink(size, pixel, profile)).unwrap();
            let copy = opened(&ready);
            *copy.get_pixel(30, 30)
        };
        near(seen([255, 0, 0, 0], None), [0, 255, 255], 8);
        near(seen([0, 0, 0, 255], None), [0, 0, 0], 8);
        near(seen([0, 0, 0, 0], None), [255, 255, 255], 8);
        let press = press();
        let Rgb([red, green, blue]) = seen([255, 0, 0, 0], Some(&press));
        assert!(green > 120 && red < 40 && blue < 60, "{red} {green} {blue}");
        near(seen([0, 0, 0, 0], Some(&press)), [255, 255, 255], 8);
        near(seen([0, 0, 0, 255], Some(&press)), [0, 0, 0], 12);
    }
}
