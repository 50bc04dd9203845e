//! Writes a small MP4: its description first, then pictures and sound by turns. Samples are copied
//! from where they lie. Each track has an edit list, so that what is shown first and last is exact.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::super::atoms::boxed;
use super::Fault;

/// Parts of a second that a track has in one piece.
const TURNS: i64 = 2;

/// One sample.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it lies in its file, in bytes.
    pub(super) at: u64,
    pub(super) size: u32,
    /// The tick at which it is decoded.
    pub(super) decoded: i64,
    /// The tick at which it is shown.
    pub(super) shown: i64,
    /// Whether it can be begun with.
    pub(super) key: bool,
}

/// Pictures as they are.
const MATRIX: [u8; 36] = {
    let mut matrix = [0; 36];
    (matrix[1], matrix[17], matrix[32]) = (1, 1, 0x40);
    matrix
};

/// What a track is.
pub(super) enum Look {
    /// Pictures, which lie on the screen so.
    Pictures { shape: [u8; 60] },
    /// Sound.
    Sound { shape: [u8; 60] },
}

/// A track to write.
pub(super) struct Track {
    pub(super) look: Look,
    /// Ticks in a second.
    pub(super) scale: u32,
    /// How its samples are coded: a whole `stsd`.
    pub(super) table: Vec<u8>,
    pub(super) language: [u8; 2],
    /// Ticks of the film before it begins.
    pub(super) delay: u64,
    /// The tick of the track that is shown first.
    pub(super) from: i64,
    /// Ticks of the film that are shown.
    pub(super) length: u64,
    /// In order of decoding.
    pub(super) pieces: Vec<Piece>,
    /// Ticks of the last one of them.
    pub(super) last: i64,
    /// Where they lie.
    pub(super) file: File,
}

/// Samples of a track that lie together.
struct Chunk {
    track: usize,
    first: usize,
    end: usize,
    /// From the first byte of the media.
    at: u64,
}

/// Writes the tracks of a film with so many ticks in a second, and brings it to the disk.
pub(super) fn write(part: &Path, scale: u32, tracks: &mut [Track]) -> Result<(), Fault> {
    let (chunks, media) = chunks(tracks);
    let kind = boxed(b"ftyp", &[b"isom\0\0\x02\0isomiso2avc1mp41"]);
    // The offsets take as much room whatever they are.
    let head = kind.len() + description(scale, tracks, &chunks, 0)?.len() + 8;
    let size = u32::try_from(media + 8).map_err(|_| long())?;
    u32::try_from(head as u64 + media).map_err(|_| long())?;
    let moov = description(scale, tracks, &chunks, head as u64)?;
    let mut out = BufWriter::new(File::create(part)?);
    for bytes in [&kind[..], &moov, &size.to_be_bytes(), b"mdat"] {
        out.write_all(bytes)?;
    }
    for chunk in &chunks {
        let Some(track) = tracks.get_mut(chunk.track) else { continue };
        for piece in track.pieces.get(chunk.first..chunk.end).unwrap_or_default() {
            track.file.seek(SeekFrom::Start(piece.at))?;
            let size = u64::from(piece.size);
            if io::copy(&mut (&track.file).take(size), &mut out)? != size {
                return Err(Fault::Disk(io::ErrorKind::UnexpectedEof.into()));
            }
        }
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(())
}

/// Lays the tracks out by turns, the earliest first, and says how many bytes that is.
fn chunks(tracks: &[Track]) -> (Vec<Chunk>, u64) {
    let mut next = vec![0; tracks.len()];
    let (mut chunks, mut at) = (Vec::new(), 0_u64);
    loop {
        let due = tracks.iter().enumerate().filter_map(|(number, track)| {
            let piece = track.pieces.get(*next.get(number)?)?;
            let begun = track.pieces.first()?.decoded;
            let seconds = (piece.decoded - begun) as f64 / f64::from(track.scale);
            Some((seconds, number, track))
        });
        let Some((_, number, track)) = due.min_by(|one, two| one.0.total_cmp(&two.0)) else {
            return (chunks, at);
        };
        let Some(place) = next.get_mut(number) else { return (chunks, at) };
        let (first, begun) = (*place, at);
        let until = track.pieces.get(first).map_or(0, |piece| piece.decoded)
            + i64::from(track.scale) / TURNS;
        while let Some(piece) = track.pieces.get(*place).filter(|piece| piece.decoded < until) {
            at += u64::from(piece.size);
            *place += 1;
        }
        *place = (*place).max(first + 1);
        chunks.push(Chunk { track: number, first, end: *place, at: begun });
    }
}

fn description(
    scale: u32,
    tracks: &[Track],
    chunks: &[Chunk],
    media: u64,
) -> Result<Vec<u8>, Fault> {
    let length = tracks.iter().map(|track| track.delay + track.length).max().unwrap_or(0);
    let next = u32::try_from(tracks.len()).map_err(|_| long())? + 1;
    let mut parts = vec![boxed(
        b"mvhd",
        &[
            &clock(scale, length),
            &[0, 1, 0, 0, 1, 0],
            &[0; 10],
            &MATRIX,
            &[0; 24],
            &next.to_be_bytes(),
        ],
    )];
    for (number, track) in tracks.iter().enumerate() {
        let chunks: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.track == number).collect();
        parts.push(trak(number, track, &chunks, media)?);
    }
    Ok(boxed(b"moov", &[&parts.concat()]))
}

fn trak(number: usize, track: &Track, chunks: &[&Chunk], media: u64) -> Result<Vec<u8>, Fault> {
    let id = u32::try_from(number + 1).map_err(|_| long())?;
    let lengths = lengths(track)?;
    let begun = track.pieces.first().map_or(0, |piece| piece.decoded);
    let (shape, handler, name, kind) = match &track.look {
        Look::Pictures { shape } => {
            (shape, b"vide", &b"VideoHandler\0"[..], boxed(b"vmhd", &[&[0, 0, 0, 1], &[0; 8]]))
        }
        Look::Sound { shape } => {
            (shape, b"soun", &b"SoundHandler\0"[..], boxed(b"smhd", &[&[0; 8]]))
        }
    };
    // Shown, and a part of the film; times take eight bytes.
    let header = [
        &[1, 0, 0, 3][..],
        &[0; 16],
        &id.to_be_bytes(),
        &[0; 4],
        &(track.delay + track.length).to_be_bytes(),
        shape,
    ];
    let from = u64::try_from(track.from.saturating_sub(begun)).unwrap_or(0);
    let mut edits = Vec::new();
    if track.delay > 0 {
        edits.push((track.delay, u64::MAX));
    }
    edits.push((track.length, from));
    let count = u32::try_from(edits.len()).map_err(|_| long())?;
    let edits = edits.iter().flat_map(|(length, from)| {
        [&length.to_be_bytes()[..], &from.to_be_bytes(), &[0, 1, 0, 0]].concat()
    });
    let edits: Vec<u8> = edits.collect();
    let list = boxed(b"elst", &[&[1, 0, 0, 0], &count.to_be_bytes(), &edits]);
    let all = lengths.iter().map(|length| u64::from(*length)).sum();
    let here = boxed(b"url ", &[&[0, 0, 0, 1]]);
    let place = boxed(b"dinf", &[&boxed(b"dref", &[&[0; 4], &[0, 0, 0, 1], &here])]);
    let handler = boxed(b"hdlr", &[&[0; 8], handler, &[0; 12], name]);
    let table = boxed(b"stbl", &[&table(track, &lengths, chunks, media)?]);
    let inside = boxed(b"minf", &[&kind, &place, &table]);
    let head = boxed(b"mdhd", &[&clock(track.scale, all), &track.language, &[0; 2]]);
    Ok(boxed(
        b"trak",
        &[
            &boxed(b"tkhd", &[&header.concat()]),
            &boxed(b"edts", &[&list]),
            &boxed(b"mdia", &[&head, &handler, &inside]),
        ],
    ))
}

/// The table of a track's samples.
fn table(track: &Track, lengths: &[u32], chunks: &[&Chunk], media: u64) -> Result<Vec<u8>, Fault> {
    let pieces = &track.pieces;
    let mut boxes = vec![track.table.clone(), runs(b"stts", 0, lengths.iter().copied())];
    let late: Vec<i64> = pieces.iter().map(|piece| piece.shown - piece.decoded).collect();
    if late.iter().any(|late| *late != 0) {
        let signed = late.iter().any(|late| *late < 0);
        let late: Result<Vec<i32>, _> = late.iter().map(|late| i32::try_from(*late)).collect();
        let late = late.map_err(|_| long())?;
        boxes.push(runs(b"ctts", u8::from(signed), late.iter().map(|late| late.cast_unsigned())));
    }
    let numbered = |numbers: &mut dyn Iterator<Item = u32>| -> (u32, Vec<u8>) {
        let bytes: Vec<u8> = numbers.flat_map(u32::to_be_bytes).collect();
        (u32::try_from(bytes.len() / 4).unwrap_or(u32::MAX), bytes)
    };
    if pieces.iter().any(|piece| !piece.key) {
        let keys = (1_u32..).zip(pieces).filter(|(_, piece)| piece.key).map(|(number, _)| number);
        let (count, keys) = numbered(&mut { keys });
        boxes.push(boxed(b"stss", &[&[0; 4], &count.to_be_bytes(), &keys]));
    }
    let (mut places, mut held) = (Vec::new(), Vec::new());
    for (number, chunk) in (1_u32..).zip(chunks) {
        places.push(u32::try_from(media + chunk.at).map_err(|_| long())?);
        let samples = u32::try_from(chunk.end - chunk.first).map_err(|_| long())?;
        if held.last().is_none_or(|(_, before)| *before != samples) {
            held.push((number, samples));
        }
    }
    let held_count = u32::try_from(held.len()).map_err(|_| long())?;
    let mut held = held.iter().flat_map(|(number, samples)| [*number, *samples, 1]);
    let (_, held) = numbered(&mut held);
    boxes.push(boxed(b"stsc", &[&[0; 4], &held_count.to_be_bytes(), &held]));
    let (count, sizes) = numbered(&mut pieces.iter().map(|piece| piece.size));
    boxes.push(boxed(b"stsz", &[&[0; 8], &count.to_be_bytes(), &sizes]));
    let (count, places) = numbered(&mut places.iter().copied());
    boxes.push(boxed(b"stco", &[&[0; 4], &count.to_be_bytes(), &places]));
    Ok(boxes.concat())
}

/// How long each sample is by the clock of decoding.
fn lengths(track: &Track) -> Result<Vec<u32>, Fault> {
    let times = track.pieces.iter().map(|piece| piece.decoded);
    let steps = times.clone().zip(times.skip(1)).map(|(this, next)| next.saturating_sub(this));
    let lengths: Result<Vec<u32>, _> = steps.chain([track.last]).map(u32::try_from).collect();
    lengths.map_err(|_| long())
}

/// A table of values, with how often each comes in a row.
fn runs(name: &[u8; 4], version: u8, values: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for value in values {
        match runs.last_mut() {
            Some((count, before)) if *before == value => *count += 1,
            _ => runs.push((1, value)),
        }
    }
    let count = u32::try_from(runs.len()).unwrap_or(u32::MAX);
    let runs: Vec<u8> = runs
        .iter()
        .flat_map(|(count, value)| [*count, *value])
        .flat_map(u32::to_be_bytes)
        .collect();
    boxed(name, &[&[version, 0, 0, 0], &count.to_be_bytes(), &runs])
}

/// Nothing of when a file was made, ticks in a second, and how many there are; all in the wide form.
fn clock(scale: u32, ticks: u64) -> Vec<u8> {
    [&[1, 0, 0, 0][..], &[0; 16], &scale.to_be_bytes(), &ticks.to_be_bytes()].concat()
}

fn long() -> Fault {
    Fault::Codec("it is too long".into())
}
