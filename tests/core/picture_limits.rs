//! What a picture may cost to prepare: bombs are refused before they are decoded, memory is measured in
//! a process of its own, and spoilt bytes are a picture or an error.

use std::fs;
use std::process::Command;

use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage};
use moxcms::ColorProfile;
use proptest::prelude::*;
use stillwake_core::picture::{Refusal, prepare};

use crate::pictures::{noise, with_exif};
use crate::upload_copy::{ink, jpeg, jpeg_with, press, stripes, written};

/// A PNG of one colour as anybody can write one: right in every way, and small on the disk.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let row = vec![0; (width as usize).div_ceil(8)];
    for _ in 0..height {
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    out
}

#[test]
fn more_than_is_safe_is_refused_before_it_is_decoded() {
    let small = bomb(400, 300);
    assert!(prepare(&small).is_ok(), "the same without the size is a picture");
    let large = bomb(60_000, 60_000);
    assert!(large.len() < 8_000_000);
    assert!(matches!(prepare(&large), Err(Refusal::TooLarge)));
    let gif = gif(60_000, 60_000);
    assert!(matches!(prepare(&gif), Err(Refusal::TooLarge)));
    let tiff = tiff(60_000, 60_000);
    assert!(matches!(prepare(&tiff), Err(Refusal::TooLarge)));
    // The height of a JPEG stands in its frame's head, which nobody has to believe.
    let mut head = jpeg(&RgbImage::new(64, 64), false);
    head = sized(head, u16::MAX, u16::MAX);
    assert!(matches!(prepare(&head), Err(Refusal::TooLarge)));
}

/// With another size in the head of its frame.
fn sized(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| pair[0] == 0xff && matches!(pair[1], 0xc0 | 0xc2));
    let at = frame.unwrap() + 5;
    jpeg[at..at + 2].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
    jpeg
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut out = b"GIF89a".to_vec();
    out.extend(width.to_le_bytes());
    out.extend(height.to_le_bytes());
    out.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, b',', 0, 0, 0, 0]);
    out.extend(width.to_le_bytes());
    out.extend(height.to_le_bytes());
    out.extend([0, 2, 2, 0x4c, 0x01, 0, b';']);
    out
}

fn tiff(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let tags: [(u16, u32); 9] = [
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, height),
        (279, width.saturating_mul(height)),
    ];
    out.extend((tags.len() as u16).to_le_bytes());
    for (tag, value) in tags {
        out.extend(tag.to_le_bytes());
        out.extend(4_u16.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend([0; 4]);
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever a file's bytes are, they come out within the limits or not at all, and nothing panics.
    #[test]
    fn a_spoilt_picture_is_a_picture_or_an_error(
        which in 0..7_usize,
        spoilt in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let pixels = DynamicImage::ImageRgb8(noise(48, 5));
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        let mut bytes = match which {
            0 => written(pixels, ImageFormat::Png),
            1 => written(pixels, ImageFormat::WebP),
            2 => written(pixels, ImageFormat::Gif),
            3 => written(pixels, ImageFormat::Tiff),
            4 => with_exif(&jpeg_with(pixels.as_bytes(), (48, 48), ExtendedColorType::Rgb8, profile), 6),
            5 => ink((48, 48), [9, 90, 200, 30], Some(&press())),
            _ => jpeg(&RgbImage::from_fn(4_104, 8, |x, y| Rgb([x as u8, y as u8, 9])), true),
        };
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        // A decoder that panics is caught where pictures are taken in; here it is told.
        if let Ok(ready) = prepare(&bytes) {
            prop_assert!(ready.bytes.len() <= 4_000_000);
            prop_assert!(ready.width.max(ready.height) <= 2_048);
            let copy = image::load_from_memory(&ready.bytes).unwrap();
            prop_assert_eq!((copy.width(), copy.height()), (ready.width, ready.height));
        }
    }
}

/// Names the files that a child process prepares.
const CHILD: &str = "STILLWAKE_PICTURES";

/// Only works as a child of the next test: prepares one picture and says what memory it took.
#[test]
fn prepares_in_a_process_of_its_own() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let bytes = fs::read(path).unwrap();
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();
    let came = prepare(&bytes).map(|ready| (ready.width, ready.height));
    println!("peak={} came={came:?}", peak() - before);
}

/// The most memory that this process had at once, MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1_024
}

/// What a decoder may take and one copy of what is left; the file itself comes on top.
#[cfg(target_os = "linux")]
#[test]
fn the_largest_pictures_stay_within_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let rows = |width: u32, height: u32, colour: png::ColorType, depth: png::BitDepth| {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.set_compression(png::Compression::Fastest);
        let mut writer = encoder.write_header().unwrap();
        let mut stream = writer.stream_writer().unwrap();
        let row = vec![90; (width as usize) * colour.samples() * (depth as usize) / 8];
        for _ in 0..height {
            std::io::Write::write_all(&mut stream, &row).unwrap();
        }
        stream.finish().unwrap();
        drop(writer);
        out
    };
    let camera = stripes(11_600, 8_700);
    let (glass, deep) = (png::ColorType::Rgba, png::BitDepth::Sixteen);
    let progressive = jpeg(&stripes(10_000, 7_500), true);
    let pretended = sized(jpeg(&stripes(64, 64), true), 11_600, 8_700);
    let eight = rows(8_000, 10_000, glass, png::BitDepth::Eight);
    let sixteen = rows(8_000, 10_000, png::ColorType::Rgb, deep);
    let both = rows(8_000, 10_000, glass, deep);
    let cases = [
        ("a camera's 100 MP", put("100.jpg", jpeg(&camera, false)), "Ok((2048, 1536))", 200),
        ("75 MP, collected whole", put("75.jpg", progressive), "Ok((2048, 1536))", 620),
        ("100 MP, collected whole", put("prog.jpg", pretended), "Err(TooLarge)", 20),
        ("80 MP that one sees through", put("80.png", eight), "Ok((1638, 2048))", 480),
        ("80 MP of sixteen bits", put("deep.png", sixteen), "Ok((1638, 2048))", 640),
        ("80 MP of sixteen bits and glass", put("much.png", both), "Err(TooLarge)", 20),
        ("a bomb", put("bomb.png", bomb(60_000, 60_000)), "Err(TooLarge)", 20),
        ("a bomb of another kind", put("bomb.gif", gif(60_000, 60_000)), "Err(TooLarge)", 20),
    ];
    for (what, path, came, most) in cases {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["picture_limits::prepares_in_a_process_of_its_own", "--exact", "--nocapture"])
            .env(CHILD, path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        let line =
            said.lines().find(|line| line.contains("peak=")).unwrap_or_else(|| panic!("{said}"));
        let peak: u64 =
            line.split("peak=").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        println!("{what}: {line}");
        assert!(line.contains(came), "{what}: {line}");
        assert!(peak <= most, "{what}: {line}, at most {most}");
    }
}
