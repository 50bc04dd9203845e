//! Pictures inside a request: together within 3.9 MB, whatever they are.

use std::io::Cursor;

use base64::Engine;
use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};
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
    let huge: Vec<Picture> = (1..=2).map(|seed| keep(&png(noise(448, seed)), &folders)).collect();
    // A twentieth of everything: more pixels would only take more time.
    let budget = EMBEDDED / 20;
    assert!(huge.iter().all(|one| one.bytes > 200_000), "{huge:?}");
    let four = [&huge[0], &huge[1], &huge[0], &huge[1]].to_vec();
    let mixed = [&huge[0], &tiny].to_vec();
    let nine = [four.clone(), [&tiny].to_vec(), four.clone()].concat();
    for request in [four, mixed, nine] {
        let request: Vec<Picture> = request.into_iter().cloned().collect();
        let addresses = picture::embed(&request, &folders, budget).unwrap();
        let total: usize = addresses.iter().map(String::len).sum();
        assert_eq!(addresses.len(), request.len());
        // Fair, and not wasteful: noise is the worst that there is, and still fills a third of it.
        assert!((budget / 3..=budget).contains(&total), "{total} of {budget}");
        for (address, one) in addresses.iter().zip(&request) {
            let (mime, bytes) = open(address);
            assert_eq!(mime, "image/jpeg");
            if one.id == tiny.id {
                assert_eq!(bytes, std::fs::read(tiny.file(&folders)).unwrap(), "left as it is");
            } else {
                assert!(image::load_from_memory(&bytes).unwrap().width() >= 128);
            }
        }
    }
    // Even an absurd budget is kept.
    let little = picture::embed(&huge, &folders, 20_000).unwrap();
    assert!(little.iter().map(String::len).sum::<usize>() <= 20_000);
}

#[test]
fn the_largest_copy_that_there_is_fits_as_well() {
    let (_home, folders) = shelf();
    let huge = keep(&png(noise(2_048, 1)), &folders);
    assert!((2_500_000..=4_000_000).contains(&huge.bytes), "{huge:?}");
    let tiny = keep(&photo(1), &folders);
    let addresses = picture::embed(&[huge, tiny], &folders, EMBEDDED).unwrap();
    let total: usize = addresses.iter().map(String::len).sum();
    assert!((EMBEDDED / 3..=EMBEDDED).contains(&total), "{total}");
}

#[test]
fn transparency_stays_where_it_fits_and_becomes_white_where_it_does_not() {
    let (_home, folders) = shelf();
    let small =
        RgbaImage::from_fn(40, 40, |x, _| Rgba([200, 30, 30, if x < 20 { 0 } else { 255 }]));
    let small = keep(&png(small), &folders);
    let grain: RgbImage = noise(300, 7);
    let large = RgbaImage::from_fn(300, 300, |x, y| {
        let [r, g, b] = grain.get_pixel(x, y).0;
        Rgba([r, g, b, if x < 150 { 0 } else { 255 }])
    });
    let large = keep(&png(large), &folders);
    assert_eq!((small.kind, large.kind), (Kind::Png, Kind::Png));
    let budget = 40_000;
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
