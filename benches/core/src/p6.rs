//! P6: a camera's JPEG of 24 and of 48 megapixels to the upload copy and its thumbnail, by the core
//! and by vipsthumbnail, taking turns. What it costs to start vips is measured beside it, with a
//! picture of one pixel, and taken off.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::json;
use stillwake_core::picture::prepare;

use crate::{Choices, Measured, median};

/// Width and height of the photos, px.
const PHOTOS: [(u32, u32); 2] = [(6_000, 4_000), (8_000, 6_000)];

/// Measures the row. `--runs 10` may be given.
pub(crate) fn measure(choices: &Choices) -> Measured {
    let runs: usize = choices.get("runs", 10);
    let folder = tempfile::tempdir()?;
    let dot = photo(folder.path(), (1, 1))?;
    let mut rows = Vec::new();
    for size in PHOTOS {
        let file = photo(folder.path(), size)?;
        let (mut ours, mut theirs, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        // The first of each fills caches.
        for run in 0..=runs {
            let figures = (core(&file)?, vips(folder.path(), &file)?, vips(folder.path(), &dot)?);
            if run > 0 {
                ours.push(figures.0);
                theirs.push(figures.1);
                starts.push(figures.2);
            }
        }
        let start = median(&starts);
        let theirs: Vec<f64> = theirs.into_iter().map(|took| took - start).collect();
        rows.push(json!({
            "megapixels": size.0 * size.1 / 1_000_000,
            "megabytes": fs::metadata(&file)?.len() as f64 / 1e6,
            "ratio": median(&ours) / median(&theirs),
            "start": start, "ours": ours, "anchor": theirs,
        }));
    }
    Ok(json!({ "row": "P6", "runs": runs, "rows": rows }))
}

/// A photo with as much in it as a camera's: fine detail over soft shapes.
pub(crate) fn photo(folder: &Path, (width, height): (u32, u32)) -> Result<PathBuf, Box<dyn Error>> {
    let file = folder.join(format!("{width}x{height}.jpg"));
    let mut state = 7_u32;
    let mut grain = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 28) as i32 - 8
    };
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let (across, down) = (f64::from(x) / 400.0, f64::from(y) / 300.0);
            let soft = 128.0 + 60.0 * across.sin() + 50.0 * (down + across / 3.0).cos();
            let edge = if (x / 90 + y / 70) % 7 == 0 { 40.0 } else { 0.0 };
            let light = (soft + edge) as i32 + grain();
            let shade = |of: i32| (light + of).clamp(0, 255) as u8;
            pixels.extend([shade(20), shade(0), shade(-25)]);
        }
    }
    let mut encoder = jpeg_encoder::Encoder::new_file(&file, 92)?;
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
    let side = (u16::try_from(width)?, u16::try_from(height)?);
    encoder.encode(&pixels, side.0, side.1, jpeg_encoder::ColorType::Rgb)?;
    Ok(file)
}

/// From the file to the copy in memory, ms.
pub(crate) fn core(file: &Path) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    let ready = prepare(&fs::read(file)?).map_err(|why| format!("{why:?}"))?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    match ready.width.max(ready.height) <= 2_048 {
        true => Ok(took),
        false => Err("the copy is too large".into()),
    }
}

fn vips(folder: &Path, file: &Path) -> Result<f64, Box<dyn Error>> {
    let out = folder.join("vips.jpg");
    let begun = Instant::now();
    let done = Command::new("vipsthumbnail")
        .args(["--size", "2048x2048>", "--output"])
        .arg(format!("{}[Q=90,strip]", out.display()))
        .arg(file)
        .status()?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    fs::remove_file(&out)?;
    if done.success() { Ok(took) } else { Err("vipsthumbnail failed".into()) }
}
