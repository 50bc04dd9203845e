//! A part of a clip as a clip of its own: from one frame to another, both in it, with its sound.
//! Where the film can be cut without harm its frames are copied; elsewhere they are decoded and
//! coded again, at their own times. Nothing of the file's settings goes along.

mod encode;
mod mux;
mod sound;

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::atoms::{atoms, child, descend, number};
use super::boxes::tops;
use super::film::Film;
use super::{frame, inspect};
use mux::{Look, Piece, Track};
use sound::Sound;

/// Why a part of a clip could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The clip is gone or broken, or cannot be decoded, or has no such frames.
    #[error(transparent)]
    Film(#[from] frame::Fault),
    /// The disk failed.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] io::Error),
    /// It cannot be coded.
    #[error("cannot be coded here: {0}")]
    Codec(String),
}

impl From<inspect::Fault> for Fault {
    fn from(fault: inspect::Fault) -> Self {
        Self::Film(fault.into())
    }
}

/// How a part was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Whether the pictures were coded again; else they are copied as they were.
    pub encoded: bool,
    /// Whether the clip has sound that could not come along.
    pub silent: bool,
}

/// Saves the frames from `first` to `last`, counted from 0 in order of showing and both with it, as
/// an MP4 at `part`, and brings it to the disk. Its sound comes along, in time; where it is of a kind
/// that cannot be cut here, [`Cut::silent`] says so. After a fault there is no `part`. Blocks.
///
/// # Errors
/// See [`Fault`].
pub fn cut(from: &Path, part: &Path, first: u32, last: u32) -> Result<Cut, Fault> {
    whole_or_none(from, part, || write(from, part, first, last))
}

/// Makes a file that is there whole or not at all, and never the one that it is made of.
pub(super) fn whole_or_none<T>(
    from: &Path,
    part: &Path,
    make: impl FnOnce() -> Result<T, Fault>,
) -> Result<T, Fault> {
    if fs::canonicalize(part).ok().is_some_and(|part| fs::canonicalize(from).ok() == Some(part)) {
        return Err(Fault::Disk(io::ErrorKind::InvalidInput.into()));
    }
    let made = make();
    if made.is_err() {
        let _ = fs::remove_file(part);
    }
    made
}

fn write(from: &Path, part: &Path, first: u32, last: u32) -> Result<Cut, Fault> {
    let mut film = Film::open(from)?;
    let span = Span::of(&film, first, last)?;
    let moov = description(from)?;
    let source = Source::of(&moov, film.track).ok_or_else(odd)?;
    let copied = copied(&mut film, &source, &span)?;
    let encoded = copied.is_none();
    let spool;
    let (pieces, table, file) = match copied {
        Some(pieces) => (pieces, source.table.to_vec(), film.file().try_clone()?),
        None => {
            let folder = part.parent().ok_or_else(odd)?;
            spool = tempfile::tempfile_in(folder)?;
            let coded = encode::encode(&mut film, &span, &spool)?;
            let table = coded.table(source.table).ok_or_else(odd)?;
            (coded.pieces, table, spool.try_clone()?)
        }
    };
    let pictures = Track {
        look: Look::Pictures { shape: source.shape },
        scale: film.line.scale,
        table,
        language: source.language,
        delay: 0,
        from: span.begin(),
        length: span.ticks(),
        last: span.left(&pieces),
        pieces,
        file,
    };
    let mut tracks = vec![pictures];
    let silent = match sound::sound(&film, &moov, &span)? {
        Sound::Kept(track) => {
            tracks.push(track);
            false
        }
        Sound::None => false,
        Sound::LeftOut => true,
    };
    mux::write(part, film.line.scale, &mut tracks)?;
    Ok(Cut { encoded, silent })
}

/// The stretch of the film that is asked for.
pub(super) struct Span {
    pub(super) first: u32,
    pub(super) last: u32,
    /// The tick at which each frame begins.
    pub(super) starts: Vec<i64>,
    /// The tick at which the last one ends.
    pub(super) end: i64,
}

impl Span {
    pub(super) fn of(film: &Film, first: u32, last: u32) -> Result<Self, Fault> {
        let starts: Vec<i64> =
            film.shown(first, last)?.iter().map(|&index| film.line.stamp(index).shown).collect();
        let next = film.line.shown().get(last as usize + 1);
        let end = next.map_or(film.line.end, |&index| film.line.stamp(index).shown);
        let latest = starts.last().copied().unwrap_or(end);
        Ok(Self { first, last, starts, end: end.max(latest.saturating_add(1)) })
    }

    fn begin(&self) -> i64 {
        self.starts.first().copied().unwrap_or(self.end)
    }

    /// What is left for the last sample, so that decoding takes as long as showing.
    fn left(&self, pieces: &[Piece]) -> i64 {
        let decoded = |piece: Option<&Piece>| piece.map_or(0, |piece| piece.decoded);
        let before = decoded(pieces.last()).saturating_sub(decoded(pieces.first()));
        self.end.saturating_sub(self.begin()).saturating_sub(before).max(1)
    }

    /// Ticks of the film's pictures.
    fn ticks(&self) -> u64 {
        u64::try_from(self.end.saturating_sub(self.begin())).unwrap_or(0)
    }
}

/// The samples as they are, where these and no others make up the frames: they begin fresh, lie
/// together, and nothing else lies among them.
fn copied(film: &mut Film, source: &Source<'_>, span: &Span) -> Result<Option<Vec<Piece>>, Fault> {
    let shown = film.shown(span.first, span.last)?;
    let Some((&begin, &least)) = shown.first().zip(shown.iter().min()) else { return Ok(None) };
    let most = shown.iter().max().copied().unwrap_or(begin);
    let together = begin == least && most - least + 1 == shown.len();
    if !together || source.tables != 1 || !film.is_fresh(begin)? {
        return Ok(None);
    }
    let mut pieces = Vec::new();
    for index in least..=most {
        let (Some(sample), stamp) = (film.samples.get(index), film.line.stamp(index)) else {
            return Ok(None);
        };
        let Ok(size) = u32::try_from(sample.size) else { return Ok(None) };
        pieces.push(Piece {
            at: sample.offset,
            size,
            decoded: stamp.decoded,
            shown: stamp.shown,
            key: sample.is_sync,
        });
    }
    Ok(Some(pieces))
}

/// What a track's description says that goes over as it is.
struct Source<'a> {
    /// How its samples are coded (`stsd`).
    table: &'a [u8],
    /// In how many ways.
    tables: u32,
    /// How it lies on the screen: the end of the track's header.
    shape: [u8; 60],
    language: [u8; 2],
    /// By its handler: what the samples are in is not always known.
    is_sound: bool,
}

impl<'a> Source<'a> {
    fn of(moov: &'a [u8], track: u32) -> Option<Self> {
        let all = atoms(moov).filter(|atom| &atom.name == b"trak");
        // The short and the long form of a header differ in the size of its times.
        let wide = |head: &[u8]| if head.first() == Some(&1) { 8 } else { 0 };
        for trak in all {
            let head = child(trak.inside, b"tkhd")?.inside;
            if number(head, 12 + wide(head)) != Some(track) {
                continue;
            }
            let shape = head.last_chunk::<60>()?;
            let media = child(trak.inside, b"mdia")?.inside;
            let clock = child(media, b"mdhd")?.inside;
            let at = 20 + if clock.first() == Some(&1) { 12 } else { 0 };
            let language = clock.get(at..at + 2)?.try_into().ok()?;
            let is_sound = child(media, b"hdlr")?.inside.get(8..12) == Some(b"soun");
            let table = child(descend(media, &[b"minf", b"stbl"])?, b"stsd")?;
            let tables = number(table.inside, 4)?;
            return Some(Self { table: table.whole, tables, shape: *shape, language, is_sound });
        }
        None
    }
}

/// What a file's description holds.
fn description(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut file = File::open(path)?;
    let tops = tops(&mut file)?;
    let moov = tops.iter().find(|top| &top.name == b"moov").ok_or_else(odd)?;
    Ok(moov.read(&mut file)?)
}

fn odd() -> Fault {
    Fault::Codec("an odd description".into())
}
