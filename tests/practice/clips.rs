//! The renderer by itself: exact frames, honest pictures, and files that other tools accept.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;

use image::ImageFormat;
use stillwake_practice::render::{self, RenderError, RenderRequest};

use crate::support::{boxes, difference, encoded, frames};

fn request(prompt: &str, width: u32, height: u32, frames: u32) -> RenderRequest {
    RenderRequest { prompt: prompt.into(), width, height, frames, mark: true, picture: None }
}

/// What ffprobe and ffmpeg say, where they are installed.
fn accepted_by_others(clip: &Path, width: u32, height: u32, frames: u32) {
    let Ok(probe) = Command::new("ffprobe")
        .args(["-v", "error", "-count_frames", "-show_entries"])
        .args(["stream=codec_name,width,height,r_frame_rate,nb_read_frames", "-of", "csv=p=0"])
        .arg(clip)
        .output()
    else {
        return;
    };
    let told = String::from_utf8_lossy(&probe.stdout);
    assert_eq!(told.trim(), format!("h264,{width},{height},24/1,{frames}"), "one silent stream");
    let decode = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(clip)
        .args(["-f", "null", "-"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&decode.stderr), "");
}

#[test]
fn every_frame_is_there_and_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("numbered.mp4");
    for (width, height) in [(320, 180), (180, 320), (1280, 720)] {
        render::numbered(width, height, 60, &out).unwrap();
        let frames = frames(&std::fs::read(&out).unwrap());
        let numbers: Vec<_> = frames
            .iter()
            .map(|f| render::numbered::read(f.as_raw(), f.width(), f.height(), 3).unwrap())
            .collect();
        assert_eq!(numbers, (0..60).collect::<Vec<_>>());
        accepted_by_others(&out, width, height, 60);
    }
}

#[test]
fn a_scene_is_drawn_for_every_kind_of_prompt() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("scene.mp4");
    let prompts = [
        "",
        "a calm valley",
        "sunset over the sea",
        "雪山的清晨",
        "neon city at night",
        "pine forest",
        "desert at noon",
        "夜晚的湖水",
    ];
    let mut firsts = Vec::new();
    for prompt in prompts {
        render::clip(&request(prompt, 176, 320, 24), &out).unwrap();
        let mp4 = std::fs::read(&out).unwrap();
        let names: Vec<_> = boxes(&mp4).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names.first().map(String::as_str), Some("ftyp"));
        let frames = frames(&mp4);
        assert_eq!(frames.len(), 24);
        assert!(difference(&frames[0], &frames[23]) > 0.3, "{prompt} does not move");
        accepted_by_others(&out, 176, 320, 24);
        firsts.push(frames[0].clone());
    }
    for (a, one) in firsts.iter().enumerate() {
        for two in &firsts[a + 1..] {
            assert!(difference(one, two) > 2.0);
        }
    }
    render::clip(&request(prompts[2], 176, 320, 24), &out).unwrap();
    assert_eq!(
        frames(&std::fs::read(&out).unwrap())[0],
        firsts[2],
        "the same prompt, another clip"
    );
}

#[test]
fn the_mark_is_there_from_the_first_frame_on() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mark.mp4");
    let grey = image::RgbImage::from_pixel(720, 720, image::Rgb([120, 120, 120]));
    let mut request = request("x", 720, 720, 3);
    request.picture = Some(encoded(&grey, ImageFormat::Png));
    render::clip(&request, &out).unwrap();
    let marked = frames(&std::fs::read(&out).unwrap());
    request.mark = false;
    render::clip(&request, &out).unwrap();
    let bare = frames(&std::fs::read(&out).unwrap());
    for (marked, bare) in marked.iter().zip(&bare) {
        assert!(difference(bare, &grey) < 3.0, "colours drift: {}", difference(bare, &grey));
        let corner = |f| image::imageops::crop_imm(f, 0, 600, 240, 120).to_image();
        let rest = |f| image::imageops::crop_imm(f, 0, 0, 720, 600).to_image();
        assert!(difference(&corner(marked), &corner(bare)) > 2.0);
        assert!(difference(&rest(marked), &rest(bare)) < 0.5);
    }
}

#[test]
fn a_transparent_or_turned_picture_is_drawn_upright_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("clear.mp4");
    let clear = image::RgbaImage::from_pixel(64, 64, image::Rgba([255, 0, 0, 0]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let mut request = request("x", 64, 64, 2);
    request.picture = Some(bytes.into_inner());
    render::clip(&request, &out).unwrap();
    let first = &frames(&std::fs::read(&out).unwrap())[0];
    assert!(first.pixels().all(|pixel| pixel.0.iter().all(|&value| value > 200)));
}

#[test]
fn what_cannot_be_rendered_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none.mp4");
    for (width, height, count) in [(0, 64, 1), (63, 64, 1), (64, 4000, 1), (64, 64, 0)] {
        let refused = render::clip(&request("x", width, height, count), &out);
        assert!(matches!(refused, Err(RenderError::Shape { .. })));
    }
    let mut broken = request("x", 64, 64, 24);
    broken.picture = Some(b"no picture".to_vec());
    assert!(matches!(render::clip(&broken, &out), Err(RenderError::Picture)));
    let stopped = render::clip_until(&request("x", 64, 64, 24), &out, &AtomicBool::new(true));
    assert!(matches!(stopped, Err(RenderError::GivenUp)));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
