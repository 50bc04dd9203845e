//! Parts of clips as GIFs: as long as the film, small, looped, and like it.

use std::fs::File;
use std::path::Path;

use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder, RgbaImage, imageops};
use stillwake_core::clip::frame;
use stillwake_core::clip::gif::gif;
use stillwake_core::clip::times::frame_times;
use stillwake_practice::render::{self, RenderRequest};

use crate::films::{ffmpeg, probe};

/// The pictures of a GIF, and how long each is shown, in ms.
fn pictures(file: &Path) -> Vec<(RgbaImage, u32)> {
    let decoder = GifDecoder::new(std::io::BufReader::new(File::open(file).unwrap())).unwrap();
    let frames = decoder.into_frames().collect_frames().unwrap();
    let length = |frame: &image::Frame| {
        let (over, under) = frame.delay().numer_denom_ms();
        over / under
    };
    frames
        .into_iter()
        .map(|frame| (length(&frame), frame))
        .map(|(ms, f)| (f.into_buffer(), ms))
        .collect()
}

/// How like a frame of the clip a picture is, in dB.
fn likeness(clip: &Path, number: u32, picture: &RgbaImage) -> f64 {
    let frame = frame::at(clip, number).unwrap();
    let (width, height) = picture.dimensions();
    let small = imageops::resize(&frame, width, height, imageops::FilterType::Lanczos3);
    let pairs = small.pixels().zip(picture.pixels());
    let off: f64 = pairs
        .flat_map(|(one, two)| one.0.into_iter().zip(two.0))
        .map(|(one, two)| (f64::from(one) - f64::from(two)).powi(2))
        .sum();
    10.0 * (255.0_f64.powi(2) / (off / f64::from(width * height * 3))).log10()
}

#[test]
fn a_gif_is_as_long_as_the_film_and_like_it() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, part) = (folder.path().join("clip.mp4"), folder.path().join("x.part"));
    for (width, height, small) in
        [(640, 360, (480, 270)), (360, 640, (270, 480)), (320, 180, (320, 180))]
    {
        let prompt = "a lake at dawn".to_owned();
        let request =
            RenderRequest { prompt, width, height, frames: 24, mark: false, picture: None };
        render::clip(&request, &clip).unwrap();
        gif(&clip, &part, 6, 20).unwrap();
        let all = pictures(&part);
        assert_eq!(all[0].0.dimensions(), small);
        // Every second one of 24 a second, from the sixth on.
        assert_eq!(all.len(), 8);
        let length: u32 = all.iter().map(|(_, ms)| ms).sum();
        assert!(length.abs_diff(15_000 / 24) <= 10, "{length} ms");
        let (first, last) = (likeness(&clip, 6, &all[0].0), likeness(&clip, 20, &all[7].0));
        let size = std::fs::metadata(&part).unwrap().len();
        println!("{width}x{height}: {first:.1} and {last:.1} dB, {} KB", size / 1024);
        assert!(first > 30.0 && last > 30.0, "{first} and {last} dB");
        let bytes = std::fs::read(&part).unwrap();
        assert!(
            bytes.windows(16).any(|window| window == b"NETSCAPE2.0\x03\x01\0\0\0"),
            "it is looped"
        );
        assert!(gif(&clip, &folder.path().join("y"), 6, 24).is_err());
        assert!(!folder.path().join("y").exists());
    }
}

#[test]
fn a_gif_keeps_the_times_of_a_film_whose_rate_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, part) = (folder.path().join("clip.mp4"), folder.path().join("x.gif"));
    let changing = "settb=1/90000,setpts='if(lt(N,30),N/30,1+(N-30)/6)/TB'";
    let source = ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30:duration=2"];
    let coded = ["-vf", changing, "-fps_mode", "vfr", "-enc_time_base", "1/90000", "-bf", "3"];
    ffmpeg(&[&source[..], &coded, &["-c:v", "libx264"]].concat(), &clip);
    gif(&clip, &part, 0, 59).unwrap();
    let all = pictures(&part);
    let times = frame_times(&clip).unwrap();
    assert_eq!(all.len(), 15 + 30, "15 of 30 a second, then all 6 a second");
    let length: u32 = all.iter().map(|(_, ms)| ms).sum();
    assert!((f64::from(length) / 1000.0 - times.end).abs() < 0.01, "{length} of {}", times.end);
    assert!(all[..15].iter().all(|(_, ms)| (60..=70).contains(ms)));
    assert!(all[15..44].iter().all(|(_, ms)| (160..=170).contains(ms)));
    let told = probe(&["-count_frames", "-show_streams"], &part)["streams"][0].clone();
    assert_eq!((told["nb_read_frames"].as_str(), told["width"].as_u64()), (Some("45"), Some(320)));
}
