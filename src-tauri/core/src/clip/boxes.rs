//! The boxes of an MP4 without what they mean: walked to the exact end of the file, and how many
//! samples they promise. A few bytes may promise billions, and the parser believes them. What is
//! inside a description is `atoms.rs`.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::inspect::Fault;

/// A description of a few minutes of video is far below this; the parser holds it in memory.
const DESCRIPTION_CAP: u64 = 64 * 1024 * 1024;
/// Samples of all tracks: hours of the densest video and sound.
const SAMPLES_CAP: u64 = 4_000_000;
/// Boxes that hold boxes, down to those that count samples.
const HOLDERS: [&[u8; 4]; 5] = [b"trak", b"mdia", b"minf", b"stbl", b"traf"];
/// Boxes inside each other, from `trak` down.
const DEPTH: u32 = 6;

/// Steps that reading a file takes at least, and with each box at its top. A description takes less
/// than one for each of its bytes: what it counts has four.
const LEAST_STEPS: u64 = 10_000;
const STEPS_A_BOX: u64 = 16;
/// A file of a few minutes has a handful of boxes at its top, in pieces some thousands.
const TOPS_CAP: usize = 100_000;

/// A box at the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Top {
    pub(super) name: [u8; 4],
    /// Where it begins, in bytes from the file's first one.
    pub(super) at: u64,
    /// Its header's bytes.
    pub(super) header: u64,
    /// Its bytes, the header's among them.
    pub(super) size: u64,
}

impl Top {
    /// Where it ends.
    pub(super) fn end(self) -> u64 {
        self.at + self.size
    }

    /// Where what it holds begins.
    pub(super) fn inside(self) -> u64 {
        self.at + self.header
    }

    /// How many bytes it holds.
    pub(super) fn held(self) -> u64 {
        self.size - self.header
    }

    /// What a description holds: never more than fits into memory.
    pub(super) fn read(self, file: &mut File) -> Result<Vec<u8>, Fault> {
        if self.size > DESCRIPTION_CAP {
            return Err(Fault::Broken("a description that is too big".into()));
        }
        let mut inside = Vec::new();
        file.seek(SeekFrom::Start(self.inside()))?;
        file.by_ref().take(self.held()).read_to_end(&mut inside)?;
        Ok(inside)
    }
}

/// What a walk to the end has found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walked {
    /// The file's bytes.
    pub(super) length: u64,
    /// More steps than reading its descriptions takes. The parser goes on for ever where a box says
    /// that it has no length.
    pub(super) steps: u64,
}

/// Walks the top-level boxes to the exact end of a file.
pub(super) fn walk(file: &mut File) -> Result<Walked, Fault> {
    let broken = |words: &str| Err(Fault::Broken(words.into()));
    let length = file.metadata()?.len();
    let (mut at, mut has_moov, mut has_media, mut samples) = (0_u64, false, false, 0_u64);
    let mut steps = LEAST_STEPS;
    while at < length {
        let top = top(file, at, length)?;
        steps += STEPS_A_BOX;
        match &top.name {
            name @ (b"moov" | b"moof") => {
                has_moov |= name == b"moov";
                steps += top.size;
                samples = samples.saturating_add(promised(&top.read(file)?, DEPTH));
            }
            b"emsg" => steps += top.size.min(DESCRIPTION_CAP),
            b"mdat" => has_media = true,
            _ => {}
        }
        if samples > SAMPLES_CAP {
            return broken("more frames than a clip has");
        }
        at = top.end();
    }
    let whole = has_moov && has_media;
    if whole { Ok(Walked { length, steps }) } else { broken("a part is missing") }
}

/// The top-level boxes of a file, which they fill to its exact end.
pub(super) fn tops(file: &mut File) -> Result<Vec<Top>, Fault> {
    let length = file.metadata()?.len();
    let (mut at, mut tops) = (0, Vec::new());
    while at < length {
        if tops.len() >= TOPS_CAP {
            return Err(Fault::Broken("more parts than a clip has".into()));
        }
        let top = top(file, at, length)?;
        at = top.end();
        tops.push(top);
    }
    if tops.is_empty() { Err(Fault::Broken("a part is missing".into())) } else { Ok(tops) }
}

/// The box that begins at a place of a file of so many bytes.
fn top(file: &mut File, at: u64, length: u64) -> Result<Top, Fault> {
    let broken = |words: &str| Err(Fault::Broken(words.into()));
    let mut head = [0_u8; 16];
    let have = usize::try_from((length - at).min(16)).unwrap_or(16);
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut head[..have])?;
    let [a, b, c, d, name @ .., e, f, g, h, i, j, k, l] = head;
    if at == 0 && (have < 8 || &name != b"ftyp") {
        return Err(Fault::NotAVideo);
    }
    if have < 8 {
        return broken("a cut box header");
    }
    let (size, header) = match u32::from_be_bytes([a, b, c, d]) {
        0 => (length - at, 8),
        1 if have == 16 => (u64::from_be_bytes([e, f, g, h, i, j, k, l]), 16),
        1 => return broken("a cut box header"),
        size => (u64::from(size), 8),
    };
    if size < header || size > length - at {
        return broken("a box that ends beyond the file");
    }
    Ok(Top { name, at, header, size })
}

/// How many samples the boxes in these bytes promise. What is malformed promises nothing: the
/// parser stops there.
fn promised(mut bytes: &[u8], depth: u32) -> u64 {
    let mut samples = 0_u64;
    while let Some((head, _)) = bytes.split_first_chunk::<8>() {
        let [a, b, c, d, name @ ..] = *head;
        let (size, header) = match (u32::from_be_bytes([a, b, c, d]), bytes.get(8..16)) {
            (0, _) => (bytes.len(), 8),
            (1, Some(long)) => {
                let long = long.iter().fold(0_u64, |size, byte| size << 8 | u64::from(*byte));
                (usize::try_from(long).unwrap_or(usize::MAX), 16)
            }
            (size, _) => (size as usize, 8),
        };
        let end = size.min(bytes.len());
        let Some(inside) = bytes.get(header..end) else { break };
        let count = |at: usize| {
            let four = inside.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
            u64::from(four.map_or(0, u32::from_be_bytes))
        };
        samples = samples.saturating_add(match &name {
            b"stsz" => count(8),
            b"trun" => count(4),
            name if depth > 0 && HOLDERS.contains(&name) => promised(inside, depth - 1),
            _ => 0,
        });
        bytes = &bytes[end..];
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let size = u32::try_from(inside.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, inside].concat()
    }

    fn nested(names: &[&[u8; 4]], inside: Vec<u8>) -> Vec<u8> {
        names.iter().rev().fold(inside, |inside, name| boxed(name, &inside))
    }

    fn walked(bytes: &[u8]) -> Result<u64, Fault> {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        walk(&mut file).map(|walked| walked.length)
    }

    fn film(moov: &[u8]) -> Vec<u8> {
        [boxed(b"ftyp", b"isom\0\0\0\0isom"), moov.to_vec(), boxed(b"mdat", &[7; 40])].concat()
    }

    #[test]
    fn the_walk_ends_exactly_at_the_end() {
        let good = film(&boxed(b"moov", &[]));
        assert_eq!(walked(&good).unwrap(), good.len() as u64);
        for end in 1..good.len() {
            assert!(walked(&good[..end]).is_err(), "cut at {end}");
        }
        let more = |tail: &[u8]| walked(&[&good, tail].concat());
        assert!(more(&[0]).is_err() && more(&[0; 7]).is_err());
        assert!(more(&[0, 0, 0, 8]).is_err() && more(&[0, 0, 0, 7, 102, 114, 101, 101]).is_err());
        assert!(more(&boxed(b"free", b"anything")).is_ok());
        // A long size of its own header's size is the least; one that wraps around is none.
        let long = |size: u64| [b"\0\0\0\x01free".as_slice(), &size.to_be_bytes()].concat();
        assert!(more(&long(16)).is_ok());
        for size in [0, 8, 15, 17, u64::MAX, u64::MAX - good.len() as u64 + 1] {
            assert!(more(&long(size)).is_err(), "{size}");
        }
        assert!(matches!(walked(b"<!doctype html><title>"), Err(Fault::NotAVideo)));
        assert!(walked(b"").is_err());
    }

    #[test]
    fn a_few_bytes_that_promise_billions_of_frames_are_turned_away() {
        let stsz = boxed(b"stsz", &[&[0; 4][..], &[0, 0, 0, 9], &[255; 4]].concat());
        let bomb = nested(&[b"moov", b"trak", b"mdia", b"minf", b"stbl"], stsz);
        let Err(Fault::Broken(words)) = walked(&film(&bomb)) else { panic!("it was believed") };
        assert_eq!(words, "more frames than a clip has");
        let trun = boxed(b"trun", &[&[0; 4][..], &[255; 4]].concat());
        let bomb = [boxed(b"moov", &[]), nested(&[b"moof", b"traf"], trun)].concat();
        assert!(walked(&film(&bomb)).is_err());
        let few = boxed(b"stsz", &[&[0; 4][..], &[0, 0, 0, 9], &[0, 0, 1, 0]].concat());
        let few = nested(&[b"moov", b"trak", b"mdia", b"minf", b"stbl"], few);
        assert!(walked(&film(&few)).is_ok());
        // Boxes inside boxes without an end do not take the stack away.
        let deep = nested(&vec![b"trak"; 2_000], Vec::new());
        assert!(walked(&film(&boxed(b"moov", &deep))).is_ok());
    }
}
