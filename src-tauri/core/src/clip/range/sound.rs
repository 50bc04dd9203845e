//! The sound that belongs to a stretch of pictures, copied sample by sample. What is heard first and
//! last is exact by the edit list; some samples more go before, for a decoder needs them to begin.

use super::super::film::Film;
use super::super::times::Timeline;
use super::mux::{Look, Piece, Track};
use super::{Fault, Source, Span};

/// Sound whose every sample can be begun with, by its name in the film's description, and how many
/// samples before the first one that is heard a decoder needs: Opus 80 ms (RFC 7845), others one.
const KINDS: [(&[u8; 4], usize); 6] =
    [(b"mp4a", 1), (b"Opus", 4), (b"fLaC", 1), (b"alac", 1), (b"ac-3", 1), (b"ec-3", 1)];

/// What there is of sound in a stretch.
pub(super) enum Sound {
    /// There is none.
    None,
    /// It comes along.
    Kept(Track),
    /// It is of a kind that cannot be cut here, or cannot be placed.
    LeftOut,
}

/// The sound of a stretch.
pub(super) fn sound(film: &Film, moov: &[u8], span: &Span) -> Result<Sound, Fault> {
    let mut heard = false;
    let found = film.movie.tracks().values().find_map(|track| {
        let source = Source::of(moov, track.track_id).filter(|source| source.is_sound)?;
        heard = true;
        let name = source.table.get(20..24)?;
        let (_, before) = KINDS.iter().find(|(kind, _)| &kind[..] == name)?;
        (source.tables == 1).then_some((track, source, *before))
    });
    let Some((track, source, before)) = found else {
        return Ok(if heard { Sound::LeftOut } else { Sound::None });
    };
    let Ok(line) = Timeline::of(&film.movie, track) else { return Ok(Sound::LeftOut) };
    let begin = line.tick(film.line.seconds(span.begin())).max(line.from);
    let end = line.tick(film.line.seconds(span.end)).min(line.end);
    let stamps = line.stamps.iter();
    let ends = |at: &super::super::times::Stamp| at.shown.saturating_add(at.length);
    let mut within =
        stamps.enumerate().filter(|(_, at)| ends(at) > begin && at.shown < end).map(|(at, _)| at);
    let Some(first) = within.next() else { return Ok(Sound::None) };
    let last = within.next_back().unwrap_or(first);
    let mut pieces = Vec::new();
    for index in first.saturating_sub(before)..=last {
        let (Some(sample), stamp) = (track.samples.get(index), line.stamp(index)) else { break };
        let Ok(size) = u32::try_from(sample.size) else { return Ok(Sound::LeftOut) };
        pieces.push(Piece {
            at: sample.offset,
            size,
            decoded: stamp.decoded,
            shown: stamp.shown,
            key: true,
        });
    }
    let from = begin.max(line.stamp(first).shown);
    let ticks = |seconds: f64| (seconds * f64::from(film.line.scale)).round() as u64;
    let zero = film.line.seconds(span.begin());
    Ok(Sound::Kept(Track {
        look: Look::Sound { shape: source.shape },
        scale: line.scale,
        table: source.table.to_vec(),
        language: source.language,
        delay: ticks((line.seconds(from) - zero).max(0.0)),
        from,
        length: ticks((line.seconds(end) - line.seconds(from)).max(0.0)),
        last: line.stamp(last).length,
        pieces,
        file: film.file().try_clone()?,
    }))
}
