//! Clips that other programs have made, and what those say of them: ffmpeg and ffprobe.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use stillwake_practice::render;

/// Runs ffmpeg, which must have nothing to complain of.
pub fn ffmpeg(from: &[&str], to: &Path) {
    let mut command = Command::new("ffmpeg");
    let run = command.args(["-y", "-v", "error"]).args(from).arg(to).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stderr), "", "{from:?}");
    assert!(run.status.success(), "{from:?}");
}

/// Decodes all of a clip, which must have nothing to complain of.
pub fn plays(clip: &Path) {
    let shown = clip.to_str().unwrap();
    ffmpeg(&["-i", shown, "-f", "null"], Path::new("-"));
}

/// What ffprobe says, as JSON.
pub fn probe(arguments: &[&str], clip: &Path) -> Value {
    let mut command = Command::new("ffprobe");
    let run = command.args(["-v", "error", "-of", "json"]).args(arguments).arg(clip);
    let run = run.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stderr), "", "{arguments:?}");
    serde_json::from_slice(&run.stdout).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_str().unwrap().parse().unwrap()
}

/// When ffprobe says that each frame begins, and how long the last one is, if it says so.
pub fn times(clip: &Path) -> (Vec<f64>, Option<f64>) {
    let told = probe(&["-select_streams", "v:0", "-show_frames"], clip);
    let frames = told["frames"].as_array().unwrap();
    let starts: Vec<f64> = frames.iter().map(|frame| number(&frame["pts_time"])).collect();
    let length = &frames.last().unwrap()["pkt_duration_time"];
    (starts, (!length.is_null()).then(|| number(length)))
}

/// A clip whose frames carry their numbers as bars, coded as `arguments` say.
pub fn numbered(folder: &Path, size: (u32, u32), frames: u32, arguments: &[&str]) -> PathBuf {
    let plain = folder.join(format!("plain-{}x{}-{frames}.mp4", size.0, size.1));
    if !plain.exists() {
        render::numbered(size.0, size.1, frames, &plain).unwrap();
    }
    let (coded, mut name) = (folder.to_owned(), arguments.join("").replace(['/', '\\'], ""));
    name.retain(|letter| letter.is_ascii_alphanumeric());
    let coded = coded.join(format!("coded-{}x{}-{name}.mp4", size.0, size.1));
    let mut all = vec!["-i", plain.to_str().unwrap()];
    all.extend(arguments);
    ffmpeg(&all, &coded);
    coded
}

/// The numbers in the pictures of a clip, as ffmpeg decodes it.
pub fn numbers(clip: &Path, size: (u32, u32)) -> Vec<u32> {
    let pixels = pixels(clip);
    let frame = (size.0 * size.1 * 3) as usize;
    assert_eq!(pixels.len() % frame, 0, "whole frames of this size");
    let read = |frame| render::numbered::read(frame, size.0, size.1, 3).unwrap();
    pixels.chunks(frame).map(read).collect()
}

/// All pictures of a clip as ffmpeg decodes it: RGB, one behind the other.
pub fn pixels(clip: &Path) -> Vec<u8> {
    let run = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(clip)
        .args(["-map", "0:v:0", "-fps_mode", "passthrough", "-f", "rawvideo"])
        .args(["-pix_fmt", "rgb24", "-"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    run.stdout
}
