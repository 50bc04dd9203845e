//! Reads an MP4's structure: whether it is whole, and its size, length and frame rate.
//! The file is hostile until read: sizes are bounded before anything is allocated for them.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::Facts;

/// A description of a few minutes of video is far below this; the parser holds it in memory.
const MOOV_CAP: u64 = 64 * 1024 * 1024;

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
    walk(path)?;
    let movie = read_movie(path)?;
    facts(&movie)
}

/// Walks the top-level boxes to the exact end of the file.
fn walk(path: &Path) -> Result<(), Fault> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let (mut at, mut has_moov, mut has_media) = (0_u64, false, false);
    while at < length {
        let mut head = [0_u8; 16];
        let have = usize::try_from((length - at).min(16)).unwrap_or(16);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut head[..have])?;
        if at == 0 && (have < 8 || &head[4..8] != b"ftyp") {
            return Err(Fault::NotAVideo);
        }
        if have < 8 {
            return Err(Fault::Broken("a cut box header".into()));
        }
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let size = match short {
            0 => length - at,
            1 if have == 16 => u64::from_be_bytes([
                head[8], head[9], head[10], head[11], head[12], head[13], head[14], head[15],
            ]),
            1 => return Err(Fault::Broken("a cut box header".into())),
            size => u64::from(size),
        };
        if size < 8 || size > length - at {
            return Err(Fault::Broken("a box that ends beyond the file".into()));
        }
        match &head[4..8] {
            b"moov" if size > MOOV_CAP => {
                return Err(Fault::Broken("a description that is too big".into()));
            }
            b"moov" => has_moov = true,
            b"mdat" => has_media = true,
            _ => {}
        }
        at += size;
    }
    if has_moov && has_media { Ok(()) } else { Err(Fault::Broken("a part is missing".into())) }
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
    let ticks: u64 = track.samples.iter().map(|sample| sample.duration).sum();
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
