//! Parts of pictures: what is cut out of them, that a clip remembers what its pictures were cut out
//! of, and that what nobody needs any more goes.

use std::fs;

use image::{Rgb, RgbImage, Rgba, RgbaImage};
use stillwake_core::error::ErrorKind;
use stillwake_core::picture::{Part, Picture};
use stillwake_core::studio::{Draft, PictureOutcome};

use crate::bench::{Bench, draft, folders, names};
use crate::pictures::{added, jpeg, photo, with_exif};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Exactly the part comes out. Which way the original lay no longer matters: the copy is upright.
#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_cut_out_exactly_and_nothing_beside_the_picture() {
    let mut bench = Bench::start().await;
    // Columns of 16 px that each have a grey of their own, in a PNG that loses nothing.
    let stripes = RgbaImage::from_fn(320, 96, |x, y| {
        let grey = (x / 16 * 12) as u8;
        Rgba([grey, grey, if y < 48 { 0 } else { 255 }, if x == 0 && y == 0 { 254 } else { 255 }])
    });
    let file = bench.home.path().join("stripes.png");
    stripes.save(&file).unwrap();
    let PictureOutcome::Added(whole) = bench.take(&[&file]).await.remove(0) else { panic!() };
    let part = Part { x: 32, y: 40, width: 64, height: 36 };
    let cut = bench.studio.picture_crop(whole.id.clone(), part).await.unwrap();
    assert_eq!((cut.width, cut.height, &cut.name), (64, 36, &whole.name));
    assert_ne!(cut.id, whole.id);
    let home = folders(bench.home.path());
    let pixels = image::open(cut.file(&home)).unwrap().into_rgb8();
    for (x, y) in [(3, 3), (20, 3), (36, 30), (60, 33)] {
        let [red, _, blue] = pixels.get_pixel(x, y).0;
        let wanted = ((32 + x) / 16 * 12) as i32;
        assert!((i32::from(red) - wanted).abs() <= 4, "({x}, {y}): {red} for {wanted}");
        assert_eq!(blue > 128, 40 + y >= 48, "({x}, {y})");
    }
    assert!(Picture::thumb(&cut.id, &home).is_file());
    let again = bench.studio.picture_crop(whole.id.clone(), part).await.unwrap();
    assert_eq!(again, cut, "the same part is the same picture");
    for part in [
        Part { x: 0, y: 0, width: 0, height: 10 },
        Part { x: 300, y: 0, width: 21, height: 10 },
        Part { x: 0, y: 96, width: 1, height: 1 },
        Part { x: u32::MAX, y: 0, width: 2, height: 2 },
        Part { x: 1, y: u32::MAX, width: 1, height: u32::MAX },
    ] {
        let refused = bench.studio.picture_crop(whole.id.clone(), part).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::PictureUnknown, "{part:?}");
    }
    let unknown = bench.studio.picture_crop("gone".into(), part).await.unwrap_err();
    assert_eq!(unknown.kind, ErrorKind::PictureUnknown);
    fs::remove_file(whole.file(&home)).unwrap();
    assert!(bench.studio.picture_crop(whole.id, part).await.is_err(), "its file is gone");
}

/// A camera that is held upright writes its pixels lying and says so in a tag.
#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_turned_photo_is_where_the_person_sees_it() {
    let mut bench = Bench::start().await;
    let lying =
        RgbImage::from_fn(
            400,
            200,
            |x, _| {
                if x < 200 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
            },
        );
    let whole = added(&mut bench, &[with_exif(&jpeg(&lying), 6)]).await.remove(0);
    for (y, red) in [(20, true), (260, false)] {
        let part = Part { x: 50, y, width: 100, height: 100 };
        let cut = bench.studio.picture_crop(whole.clone(), part).await.unwrap();
        assert_eq!((cut.width, cut.height), (100, 100));
        let pixels = image::open(cut.file(&folders(bench.home.path()))).unwrap().into_rgb8();
        for pixel in pixels.pixels() {
            assert_eq!(pixel.0[0] > 180 && pixel.0[2] < 60, red, "{pixel:?} from {y}");
        }
    }
}

/// Settings that are used again have the whole picture and its frame, so that both can be changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_clip_remembers_what_its_picture_was_cut_out_of() {
    let mut bench = Bench::start().await;
    let whole = added(&mut bench, &[photo(1)]).await.remove(0);
    let part = Part { x: 30, y: 4, width: 36, height: 60 };
    let cut = bench.studio.picture_crop(whole.clone(), part).await.unwrap();
    let wanted = sending(&cut);
    let job = bench.create(wanted).await.job;
    let clip = bench.until_state(&job.id, "done").await.clip.unwrap().id;
    bench.restart().await;

    let again = bench.studio.clip(clip).await.unwrap().job.request.pictures.remove(0);
    assert_eq!(again.id, cut.id);
    let from = again.cut.expect("it was cut out");
    assert_eq!((&from.source.id, from.part), (&whole, part));
    assert_eq!((from.source.width, from.source.height), (96, 64));
}

/// A draft may lie for months, and a clip's settings are used again after years; a frame on the way to
/// another frame, and a picture that was dropped and taken out, are of use to nobody.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_needs_any_more_goes_and_nothing_else() {
    let mut bench = Bench::start().await;
    let ids = added(&mut bench, &[photo(1), photo(2), photo(3), photo(4)]).await;
    let [sent, drafted, dropped, source] = [0, 1, 2, 3].map(|at: usize| ids[at].clone());
    let part = |x| Part { x, y: 4, width: 36, height: 60 };
    let used = bench.studio.picture_crop(source.clone(), part(10)).await.unwrap();
    let passed = bench.studio.picture_crop(source.clone(), part(20)).await.unwrap();
    let mut wanted = sending(&used);
    wanted.pictures.push(sent.clone());
    wanted.model = "veo3.1-components".into();
    let job = bench.create(wanted).await.job;
    bench.until_state(&job.id, "done").await;

    let files = || names(&bench.home.path().join("pictures"));
    assert_eq!(files().len(), 12, "six pictures and their thumbnails");
    bench.clock.by(DAY - HOUR);
    assert_eq!(bench.studio.pictures_sweep().await.unwrap(), 0);
    bench.clock.by(2 * HOUR);
    assert_eq!(bench.studio.pictures_sweep().await.unwrap(), 1, "the frame that was passed by");
    assert!(!files().iter().any(|name| name.starts_with(&passed.id)));
    bench.clock.by(28 * DAY);
    assert_eq!(bench.studio.pictures_sweep().await.unwrap(), 0);
    // The page does this at every start.
    bench.studio.pictures(vec![drafted.clone()]).await.unwrap();
    bench.clock.by(2 * DAY);
    assert_eq!(bench.studio.pictures_sweep().await.unwrap(), 1, "what was dropped and not sent");
    assert!(!files().iter().any(|name| name.starts_with(&dropped)));
    bench.clock.by(400 * DAY);
    // Dropped again, it is as new as any.
    let again = added(&mut bench, &[photo(2)]).await.remove(0);
    assert_eq!(again, drafted);
    assert_eq!(bench.studio.pictures_sweep().await.unwrap(), 0);

    let left = names(&bench.home.path().join("pictures"));
    assert_eq!(left.len(), 8);
    for id in [sent, drafted, source, used.id] {
        assert_eq!(left.iter().filter(|name| name.starts_with(&id)).count(), 2, "{id}");
    }
}

fn sending(picture: &Picture) -> Draft {
    Draft { pictures: vec![picture.id.clone()], ..draft("A kite over the hill") }
}
