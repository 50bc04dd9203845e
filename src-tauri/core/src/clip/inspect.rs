//! Reads an MP4's structure: whether it is whole, and its size, length and frame rate.
//! The file is hostile until read: `boxes.rs` bounds what the parser would believe.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::Facts;
use super::boxes::{Walked, walk};
use super::times::Timeline;

/// Why a file is no clip.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The disk failed, not the file.
    #[error("the file cannot be read: {0}")]
    Disk(#[from] io::Error),
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
    facts(&whole(path)?)
}

/// The description of a file that was seen to be whole.
pub(super) fn whole(path: &Path) -> Result<re_mp4::Mp4, Fault> {
    let mut file = File::open(path)?;
    let Walked { length, steps } = walk(&mut file)?;
    file.rewind()?;
    let movie = parsed(file, length, steps)?;
    let end = |sample: &re_mp4::Sample| sample.offset.checked_add(sample.size);
    let mut samples = movie.tracks().values().flat_map(|track| &track.samples);
    // Boxes that reach to the end of the file look whole wherever it is cut.
    if !samples.all(|sample| end(sample).is_some_and(|end| end <= length)) {
        return Err(Fault::Broken("a frame beyond the end of the file".into()));
    }
    Ok(movie)
}

/// Parses the description. The parser is not ours: should it panic on a hostile file, or not come to
/// an end, that is a broken file and no more.
fn parsed(file: File, length: u64, steps: u64) -> Result<re_mp4::Mp4, Fault> {
    let steps = Steps { file: BufReader::new(file), left: steps };
    match std::panic::catch_unwind(|| re_mp4::Mp4::read(steps, length)) {
        Ok(Ok(movie)) => Ok(movie),
        Ok(Err(fault)) => Err(Fault::Broken(fault.to_string())),
        Err(_) => Err(Fault::Broken("a description that cannot be read".into())),
    }
}

/// A file that is read in so many steps at most.
struct Steps {
    file: BufReader<File>,
    left: u64,
}

impl Steps {
    fn step(&mut self) -> io::Result<()> {
        let left = self.left.checked_sub(1);
        self.left = left.ok_or_else(|| io::Error::other("a description without an end"))?;
        Ok(())
    }
}

impl Read for Steps {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.step()?;
        self.file.read(into)
    }
}

impl Seek for Steps {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.step()?;
        self.file.seek(to)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        self.step()?;
        self.file.stream_position()
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
    let line = Timeline::of(movie, track)?;
    // By the table of the samples: what the track says of its own length may be nothing, or all ones.
    let ticks = line.stamps.iter().fold(0_i64, |sum, stamp| sum.saturating_add(stamp.length));
    let ticks = u64::try_from(ticks).unwrap_or(0);
    if ticks == 0 || track.timescale == 0 {
        return Err(Fault::Broken("no frames in it".into()));
    }
    let seconds = ticks as f64 / track.timescale as f64;
    let fps = track.samples.len() as f64 / seconds;
    // What the edit list hides is no part of the clip.
    let frames = line.shown().len();
    let seconds = if frames < track.samples.len() { frames as f64 / fps } else { seconds };
    Ok(Facts {
        width: u32::from(track.width),
        height: u32::from(track.height),
        duration_ms: (seconds * 1000.0).round() as u32,
        fps,
        frames: u32::try_from(frames).unwrap_or(u32::MAX),
    })
}
