//! Pictures inside a request: together within 3.9 MB, whatever they are.

use base64::Engine;
use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;
use stillwake_core::library::Folders;
use stillwake_core::picture::{self, EMBEDDED, Kind, Lost, Picture};

use crate::bench::folders;
use crate::pictures::{noise, photo};

fn shelf() -> (tempfile::TempDir, Folders) {
    let home = tempfile::tempdir().unwrap();
    let folders = folders(home.path());
    folders.make().unwrap();
    (home, folders)
}

fn png(pixels: impl Into<DynamicImage>) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.into().write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

fn keep(bytes: &[u8], folders: &Folders) -> Picture {
    picture::keep(bytes, "a picture", folders).unwrap()
}

/// The kind that an address names, and its bytes.
fn open(address: &str) -> (String, Vec<u8>) {
    let (head, data) = address.split_once(";base64,").unwrap();
    let bytes = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
    (head.strip_prefix("data:").unwrap().to_owned(), bytes)
}

#[test]
fn all_pictures_of_a_request_fit_together() {
    let (_home, folders) = shelf();
    let tiny = keep(&photo(1), &folders);
    let huge: Vec<Picture> = (1..=4).map(|seed| keep(&png(noise(2_048, seed)), &folders)).collect();
    assert!(huge.iter().all(|one| one.bytes > 2_500_000), "{huge:?}");
    let four: Vec<&Picture> = huge.iter().collect();
    let mixed = vec![&huge[0], &tiny, &huge[1]];
    let nine =
        vec![&huge[0], &huge[1], &huge[2], &huge[3], &tiny, &huge[0], &huge[1], &huge[2], &huge[3]];
    for request in [four, mixed, nine] {
        let request: Vec<Picture> = request.into_iter().cloned().collect();
        let addresses = picture::embed(&request, &folders, EMBEDDED).unwrap();
        let total: usize = addresses.iter().map(String::len).sum();
        assert_eq!(addresses.len(), request.len());
        assert!(total <= EMBEDDED, "{total}");
        // Fair, and not wasteful: noise is the worst that there is, and still fills half of it.
        assert!(total > EMBEDDED / 2, "{total}");
        for (address, one) in addresses.iter().zip(&request) {
            let (mime, bytes) = open(address);
            assert_eq!(mime, "image/jpeg");
            let pixels = image::load_from_memory(&bytes).unwrap();
            if one.id == tiny.id {
                assert_eq!(bytes, std::fs::read(tiny.file(&folders)).unwrap(), "left as it is");
            } else {
                assert!(pixels.width() >= 512, "{} px", pixels.width());
            }
        }
    }
    // A single one has the whole budget.
    let alone = picture::embed(&huge[..1], &folders, EMBEDDED).unwrap();
    assert!(alone[0].len() > EMBEDDED / 2);
    // Even an absurd budget is kept.
    let little = picture::embed(&huge[..2], &folders, 40_000).unwrap();
    assert!(little.iter().map(String::len).sum::<usize>() <= 40_000);
}

#[test]
fn transparency_stays_where_it_fits_and_becomes_white_where_it_does_not() {
    let (_home, folders) = shelf();
    let small =
        RgbaImage::from_fn(40, 40, |x, _| Rgba([200, 30, 30, if x < 20 { 0 } else { 255 }]));
    let small = keep(&png(small), &folders);
    let grain: RgbImage = noise(900, 7);
    let large = RgbaImage::from_fn(900, 900, |x, y| {
        let [r, g, b] = grain.get_pixel(x, y).0;
        Rgba([r, g, b, if x < 450 { 0 } else { 255 }])
    });
    let large = keep(&png(large), &folders);
    assert_eq!((small.kind, large.kind), (Kind::Png, Kind::Png));
    let budget = 200_000;
    let addresses = picture::embed(&[small, large], &folders, budget).unwrap();
    let (mime, bytes) = open(&addresses[0]);
    assert_eq!(mime, "image/png");
    assert_eq!(image::load_from_memory(&bytes).unwrap().to_rgba8().get_pixel(5, 5).0[3], 0);
    let (mime, bytes) = open(&addresses[1]);
    assert_eq!(mime, "image/jpeg");
    let pixels = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let [r, g, b] = pixels.get_pixel(pixels.width() / 5, pixels.height() / 2).0;
    assert!(r > 240 && g > 240 && b > 240, "{r} {g} {b}");
}

#[test]
fn a_picture_that_is_gone_is_named() {
    let (_home, folders) = shelf();
    let (one, two) = (keep(&photo(1), &folders), keep(&photo(2), &folders));
    std::fs::remove_file(two.file(&folders)).unwrap();
    let lost = picture::embed(&[one.clone(), two.clone()], &folders, EMBEDDED).unwrap_err();
    assert_eq!(lost, Lost { name: two.name.clone() });
    std::fs::write(two.file(&folders), "no picture any more").unwrap();
    let lost = picture::embed(&[two.clone(), one], &folders, 100).unwrap_err();
    assert_eq!(lost, Lost { name: two.name });
}
