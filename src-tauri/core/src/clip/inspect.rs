//! Reads an MP4's structure: whether it is whole, and its size, length and frame rate.
//! The file is hostile until read: `boxes.rs` bounds what the parser would believe.

use std::fs::File;
use std::path::Path;

use super::Facts;
use super::boxes::walk;

/// Why a file is no clip.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The disk failed, not the file.
    #[error("the file cannot be read: {0}")]
    Disk(#[from] std::io::Error),
    /// It is something else, such as an error page.
    #[error("not an MP4")]
    NotAVideo,
    /// It is an MP4, but cut or broken.
    #[error("a broken MP4: {0}")]
    Broken(String),
}

/// Reads a whole file's facts.
///
/// # Errors
/// See [`Fault`].
pub fn inspect(path: &Path) -> Result<Facts, Fault> {
    let length = walk(&mut File::open(path)?)?;
    let movie = read_movie(path)?;
    let end = |sample: &re_mp4::Sample| sample.offset.checked_add(sample.size);
    let mut samples = movie.tracks().values().flat_map(|track| &track.samples);
    // Boxes that reach to the end of the file look whole wherever it is cut.
    if !samples.all(|sample| end(sample).is_some_and(|end| end <= length)) {
        return Err(Fault::Broken("a frame beyond the end of the file".into()));
    }
    facts(&movie)
}

/// Parses the description. The parser is not ours: should it panic on a hostile file, that is a
/// broken file and no more.
pub(super) fn read_movie(path: &Path) -> Result<re_mp4::Mp4, Fault> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let parsed =
        std::panic::catch_unwind(|| re_mp4::Mp4::read(std::io::BufReader::new(file), length));
    match parsed {
        Ok(Ok(movie)) => Ok(movie),
        Ok(Err(fault)) => Err(Fault::Broken(fault.to_string())),
        Err(_) => Err(Fault::Broken("a description that cannot be read".into())),
    }
}

/// The video track: the first one with a picture size.
pub(super) fn video_track(movie: &re_mp4::Mp4) -> Option<&re_mp4::Track> {
    movie
        .tracks()
        .values()
        .find(|track| track.kind == Some(re_mp4::TrackKind::Video) && track.width > 0)
}

fn facts(movie: &re_mp4::Mp4) -> Result<Facts, Fault> {
    let track = video_track(movie).ok_or_else(|| Fault::Broken("no picture in it".into()))?;
    let frames = u32::try_from(track.samples.len()).unwrap_or(u32::MAX);
    let ticks: u64 =
        track.samples.iter().fold(0, |sum, sample| sample.duration.saturating_add(sum));
    if frames == 0 || ticks == 0 || track.timescale == 0 {
        return Err(Fault::Broken("no frames in it".into()));
    }
    let seconds = ticks as f64 / track.timescale as f64;
    Ok(Facts {
        width: u32::from(track.width),
        height: u32::from(track.height),
        duration_ms: (seconds * 1000.0).round() as u32,
        fps: f64::from(frames) / seconds,
        frames,
    })
}
