//! Reference pictures: what is taken, what is refused and how, and what leaves the computer.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use stillwake_core::picture::{Dropped, Kind, Picture, Pixels, Refusal, prepare};
use stillwake_core::studio::{Event, PictureOutcome};

use crate::bench::{Bench, draft, folders};

/// 40 by 20 px, its left half red and its right half blue.
fn halves() -> RgbImage {
    RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

/// A small photo of its own.
pub fn photo(number: u8) -> Vec<u8> {
    jpeg(&RgbImage::from_fn(96, 64, |x, y| Rgb([number * 40, x as u8 * 2, y as u8 * 3])))
}

/// A square in which no two neighbours are alike: the worst that a codec can meet.
pub fn noise(side: u32, seed: u32) -> RgbImage {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    RgbImage::from_fn(side, side, |_, _| Rgb([next(), next(), next()]))
}

/// Takes pictures as files and gives their ids.
pub async fn added(bench: &mut Bench, pictures: &[Vec<u8>]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..pictures.len())
        .map(|at| {
            let path = folder.path().join(format!("{at}.jpg"));
            fs::write(&path, &pictures[at]).unwrap();
            path
        })
        .collect();
    let outcomes = bench.take(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>()).await;
    let ids = outcomes.into_iter().map(|outcome| match outcome {
        PictureOutcome::Added(picture) => picture.id,
        PictureOutcome::Refused { name, why } => panic!("{name}: {why:?}"),
    });
    ids.collect()
}

pub fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels.clone()).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// A JPEG with an EXIF block: an orientation, and a GPS position as a camera writes it.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
        bytes
    };
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, [0, orientation, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(0_u32.to_be_bytes());
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend((segment.len() as u16 + 2).to_be_bytes());
    out.extend(segment);
    out.extend(&jpeg[2..]);
    out
}

pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn transparency_is_kept_where_there_is_some() {
    let encode = |alpha: u8| {
        let pixels = RgbaImage::from_pixel(30, 30, Rgba([200, 100, 50, alpha]));
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(pixels).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    };
    assert_eq!(prepare(&encode(120)).unwrap().kind, Kind::Png);
    assert_eq!(prepare(&encode(255)).unwrap().kind, Kind::Jpeg);
}

#[test]
fn every_accepted_format_is_taken_whatever_its_name() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(halves()).write_to(&mut out, format).unwrap();
        let ready = prepare(out.get_ref());
        assert_eq!(
            ready.map(|ready| (ready.width, ready.height)).ok(),
            Some((40, 20)),
            "{format:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_thing_gets_its_own_answer() {
    let mut bench = Bench::start().await;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let cut = jpeg(&halves());
    // Larger than anything that is read, and still told as what it is.
    let long_film = put("long film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ");
    fs::File::options().write(true).open(&long_film).unwrap().set_len(3_000_000_000).unwrap();
    let paths = [
        put("notes.txt", b"just words"),
        put("lying.jpg", b"just words with a lying name"),
        put("empty.png", b""),
        put("cut.jpg", &cut[..cut.len() / 3]),
        put("film.jpg", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2"),
        put("IMG_0017.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        long_film,
        folder.path().to_path_buf(),
        folder.path().join("gone.png"),
        PathBuf::from(format!("{}/nothing.jpg", bench.gateway.origin())),
    ];
    let mut outcomes = Vec::new();
    // As many as fit into a request are looked at in one drop.
    for some in paths.chunks(5) {
        outcomes.extend(bench.take(&some.iter().map(PathBuf::as_path).collect::<Vec<_>>()).await);
    }
    let why: Vec<_> = outcomes
        .into_iter()
        .map(|outcome| match outcome {
            PictureOutcome::Refused { why, .. } => why,
            PictureOutcome::Added(picture) => panic!("{} was taken", picture.name),
        })
        .collect();
    use Refusal as R;
    let expected = [
        R::NotAPicture,
        R::NotAPicture,
        R::Empty,
        R::Broken,
        R::Video,
        R::Heif,
        R::Video,
        R::Folder,
        R::Unreadable,
        R::LinkDead,
    ];
    assert_eq!(why, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_upload_is_the_copy_and_the_original_stays_as_it_was() {
    let mut bench = Bench::start().await;
    let folder = tempfile::tempdir().unwrap();
    let original = with_exif(&jpeg(&halves()), 6);
    let path = folder.path().join("日落 海边.jpg");
    fs::write(&path, &original).unwrap();
    let outcome = bench.take(&[path.as_path()]).await.remove(0);
    let PictureOutcome::Added(picture) = outcome else { panic!("{outcome:?}") };
    assert_eq!(picture.name, "日落 海边.jpg");
    assert!(Picture::thumb(&picture.id, &folders(bench.home.path())).is_file());
    assert_eq!(bench.gateway.counts().uploads, 0, "nothing leaves before Generate");

    let mut wanted = draft("The sun goes down");
    wanted.model = "wan-ai/wan2.1-i2v-14b-720p".into();
    wanted.pictures = vec![picture.id.clone()];
    let job = bench.create(wanted.clone()).await;
    bench.until_state(&job.job.id, "done").await;
    let job = bench.create(wanted).await;
    bench.until_state(&job.job.id, "done").await;

    let uploads = bench.gateway.uploads();
    assert_eq!(uploads.len(), 1, "a link that is still good is used again");
    assert_eq!(uploads[0].dimensions, (20, 40));
    assert!(!contains(&uploads[0].bytes, b"Exif"));
    assert_eq!(uploads[0].name.as_str(), "picture.jpg");
    for seen in bench.gateway.requests().iter().filter(|seen| seen.path == "/v1/video/create") {
        assert_eq!(seen.json.as_ref().unwrap()["images"][0], uploads[0].url);
    }
    assert_eq!(fs::read(&path).unwrap(), original);
}

/// A browser's drag: what is meant is taken, and what is offered and cannot be had is told.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_dragged_from_elsewhere_is_taken_like_a_file() {
    let mut bench = Bench::start().await;
    let link = format!("{}/nothing.jpg?a=1%26b", bench.gateway.origin());
    bench.studio.pictures_dropped(&Dropped {
        uris: vec![link],
        html: "<a href='/page'><img src='data:image/png;base64,AAAA'></a>".into(),
        image: photo(3),
    });
    let outcome = bench.outcomes().await.remove(0);
    let PictureOutcome::Added(picture) = outcome else { panic!("{outcome:?}") };
    assert_eq!((picture.name.as_str(), picture.width), ("", 96), "the bytes are the surest");
    bench.studio.pictures_dropped(&Dropped {
        html: "<img src='data:image/png;base64,AAAA'>".into(),
        ..Dropped::default()
    });
    let refused = |why| PictureOutcome::Refused { name: String::new(), why };
    assert_eq!(bench.outcomes().await, [refused(Refusal::NotAPicture)]);
    bench.studio.picture_unreadable();
    assert_eq!(bench.outcomes().await, [refused(Refusal::Broken)]);
    // A path that some systems make of an address.
    bench
        .studio
        .pictures_take(vec!["data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=".into()]);
    assert_eq!(bench.outcomes().await, [refused(Refusal::Broken)], "it is no file of that name");
}

/// Pixels from the clipboard are prepared like a file, and have no name.
#[tokio::test(flavor = "multi_thread")]
async fn pixels_become_a_picture_and_too_many_or_too_few_are_refused() {
    let mut bench = Bench::start().await;
    let taken = async |bench: &mut Bench, width, height, rgba| {
        bench.studio.picture_pixels(Pixels { width, height, rgba });
        bench.outcomes().await.remove(0)
    };
    let orange = [230, 140, 40, 255].repeat(3_000 * 20);
    let PictureOutcome::Added(picture) = taken(&mut bench, 3_000, 20, orange).await else {
        panic!("it is a picture")
    };
    assert_eq!((picture.name.as_str(), picture.width, picture.height), ("", 2_048, 14));
    let again = bench.studio.pictures(vec!["gone".into(), picture.id.clone()]).await.unwrap();
    assert_eq!(again, std::slice::from_ref(&picture), "it is found by its id");
    fs::remove_file(picture.file(&folders(bench.home.path()))).unwrap();
    assert!(bench.studio.pictures(vec![picture.id]).await.unwrap().is_empty(), "its file is gone");
    for (width, height, bytes, why) in [
        (0, 4, 0, Refusal::Broken),
        (4, 4, 63, Refusal::Broken),
        (40_000, 40_000, 4, Refusal::TooLarge),
        (u32::MAX, u32::MAX, 4, Refusal::TooLarge),
    ] {
        let refused = taken(&mut bench, width, height, vec![0; bytes]).await;
        assert_eq!(refused, PictureOutcome::Refused { name: String::new(), why });
    }
}

/// Whoever waits until nothing is being prepared has every picture by then, also of two drops at once.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_told_before_the_count_of_those_in_hand_is_nought() {
    let mut bench = Bench::start().await;
    let file = |name: &str, side: u32| {
        let file = bench.home.path().join(name);
        RgbImage::from_pixel(side, side, Rgb([90, side as u8, 30])).save(&file).unwrap();
        file
    };
    let (large, small) = (file("large.png", 3_000), file("small.png", 40));
    let gone = bench.home.path().join("gone.png");
    bench.studio.pictures_take(vec![large, gone]);
    bench.studio.pictures_take(vec![small]);
    let (mut counts, mut told) = (Vec::new(), 0);
    while counts.last() != Some(&0) {
        match bench.events.recv().await.unwrap() {
            Event::Preparing(count) => counts.push(count),
            Event::Pictures(outcomes) => told += outcomes.len(),
            _ => {}
        }
    }
    assert_eq!(told, 3, "{counts:?}");
    assert_eq!(counts[..2], [2, 3], "counted before anything is done");
}
