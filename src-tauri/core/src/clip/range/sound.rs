//! The sound that belongs to a stretch of pictures: AAC, copied sample by sample. What is heard first
//! and last is exact by the edit list; one sample more goes before, for a decoder needs it to begin.

use super::super::film::Film;
use super::super::times::Timeline;
use super::mux::{Look, Piece, Track};
use super::{Fault, Source, Span};

/// The sound of a stretch, where there is some that can be copied.
pub(super) fn sound(film: &Film, moov: &[u8], span: &Span) -> Result<Option<Track>, Fault> {
    let tracks = film.movie.tracks().values();
    let mut heard = tracks.filter(|track| track.kind == Some(re_mp4::TrackKind::Audio));
    let found = heard.find_map(|track| {
        let source = Source::of(moov, track.track_id)?;
        let aac = source.table.get(20..24) == Some(b"mp4a");
        (aac && source.tables == 1).then_some((track, source))
    });
    let Some((track, source)) = found else { return Ok(None) };
    // Sound that cannot be placed is left out, as sound of another kind is.
    let Ok(line) = Timeline::of(&film.movie, track) else { return Ok(None) };
    let begin = line.tick(film.line.seconds(span.begin())).max(line.from);
    let end = line.tick(film.line.seconds(span.end)).min(line.end);
    let stamps = line.stamps.iter();
    let ends = |at: &super::super::times::Stamp| at.shown.saturating_add(at.length);
    let mut within =
        stamps.enumerate().filter(|(_, at)| ends(at) > begin && at.shown < end).map(|(at, _)| at);
    let Some(first) = within.next() else { return Ok(None) };
    let last = within.next_back().unwrap_or(first);
    let mut pieces = Vec::new();
    for index in first.saturating_sub(1)..=last {
        let (Some(sample), stamp) = (track.samples.get(index), line.stamp(index)) else { break };
        let Ok(size) = u32::try_from(sample.size) else { return Ok(None) };
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
    Ok(Some(Track {
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
