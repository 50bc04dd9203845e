//! P7: the poster of a 1280 x 720 H.264 clip with frames between frames, by the core and by
//! ffmpegthumbnailer, taking turns: from the file to the small picture on the disk. Their programs' start
//! is part of theirs, as a library has to pay it; it is measured beside it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::json;
use stillwake_core::clip::poster;
use stillwake_core::library::Folders;

use crate::{Choices, Measured, median};

/// Measures the row. `--runs 20` may be given.
pub(crate) fn measure(choices: &Choices) -> Measured {
    let runs: usize = choices.get("runs", 20);
    let folder = tempfile::tempdir()?;
    let clip = film(folder.path())?;
    let folders = Folders { home: folder.path().to_owned(), clips: folder.path().join("clips") };
    folders.make()?;
    let (mut ours, mut theirs, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    // The first of each fills caches.
    for run in 0..=runs {
        let figures = (core(&folders, &clip)?, thumbnailer(folder.path(), &clip)?, start()?);
        if run > 0 {
            ours.push(figures.0);
            theirs.push(figures.1);
            starts.push(figures.2);
        }
    }
    let ratio = median(&ours) / median(&theirs);
    Ok(json!({
        "row": "P7", "runs": runs, "ratio": ratio, "ours": ours, "anchor": theirs,
        "start": median(&starts),
    }))
}

/// Five seconds with as much in them as a camera's.
fn film(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let file = folder.join("film.mp4");
    let made = "-f lavfi -i mandelbrot=size=1280x720:rate=24 -frames:v 120 -c:v libx264 -bf 3 -g 48
        -crf 20 -pix_fmt yuv420p -movflags +faststart";
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y"])
        .args(made.split_whitespace())
        .arg(&file)
        .status()?;
    if done.success() { Ok(file) } else { Err("ffmpeg made no clip".into()) }
}

fn core(folders: &Folders, clip: &Path) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    poster::draw(folders, clip, "p7")?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    fs::remove_file(folders.poster("p7"))?;
    Ok(took)
}

fn thumbnailer(folder: &Path, clip: &Path) -> Result<f64, Box<dyn Error>> {
    let out = folder.join("theirs.jpg");
    let begun = Instant::now();
    // The first frame in the size of our posters.
    let done = Command::new("ffmpegthumbnailer")
        .args(["-t", "0", "-s", "960", "-q", "8", "-c", "jpeg", "-i"])
        .arg(clip)
        .arg("-o")
        .arg(&out)
        .output()?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    fs::remove_file(&out)?;
    if done.status.success() { Ok(took) } else { Err("ffmpegthumbnailer failed".into()) }
}

/// What it costs to start it for nothing.
fn start() -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    Command::new("ffmpegthumbnailer").arg("-v").output()?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}
