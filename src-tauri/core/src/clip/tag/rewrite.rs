//! A copy of an MP4 whose description has changed: everything else goes over byte for byte, and where
//! the media moves, the offsets that name it move with it. What names places in other ways is left
//! alone.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::super::atoms::{boxed, number};
use super::super::boxes::{Top, tops};
use super::super::identity::mark;
use super::super::inspect::{self, inspect};
use super::Fault;

/// Boxes that lead to the offsets.
const HOLDERS: [&[u8; 4]; 4] = [b"trak", b"mdia", b"minf", b"stbl"];
/// Boxes that name places of the file in ways that are not followed.
const PLACES: [&[u8; 4]; 6] = [b"moof", b"mfra", b"sidx", b"ssix", b"meta", b"tfra"];
/// The box of a signature over the whole file (C2PA), which any change of it would break.
const SIGNED: [u8; 16] = *b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";

/// Copies a file to `part` with another content of its description, and looks at what came of it.
pub(super) fn copy(
    from: &Path,
    part: &Path,
    edit: impl FnOnce(&[u8]) -> Result<Vec<u8>, Fault>,
) -> Result<(), Fault> {
    let before = (inspect(from)?, mark(from)?);
    if fs::canonicalize(part).ok().is_some_and(|part| fs::canonicalize(from).ok() == Some(part)) {
        return Err(Fault::Disk(io::ErrorKind::InvalidInput.into()));
    }
    let copied = write(from, part, edit).and_then(|()| {
        let after = (inspect(part)?, mark(part)?);
        let same = after == before;
        if same { Ok(()) } else { Err(Fault::Unsupported("another clip came of it")) }
    });
    if copied.is_err() {
        let _ = fs::remove_file(part);
    }
    copied
}

fn write(
    from: &Path,
    part: &Path,
    edit: impl FnOnce(&[u8]) -> Result<Vec<u8>, Fault>,
) -> Result<(), Fault> {
    let mut file = File::open(from)?;
    let tops = tops(&mut file)?;
    let named = |name: &'static [u8; 4]| tops.iter().filter(move |top| top.name == *name);
    let (Some(moov), None) = (named(b"moov").next(), named(b"moov").nth(1)) else {
        return Err(Fault::Unsupported("not one description"));
    };
    if named(b"moof").next().is_some() {
        return Err(Fault::Unsupported("it is written in pieces"));
    }
    for uuid in named(b"uuid") {
        file.seek(SeekFrom::Start(uuid.inside()))?;
        let mut whose = Vec::new();
        (&file).take(16).read_to_end(&mut whose)?;
        if whose == SIGNED {
            return Err(Fault::Unsupported("it is signed"));
        }
    }
    let old = moov.read(&mut file)?;
    let mut new = edit(&old)?;
    let after = tops.iter().find(|top| top.at == moov.end());
    let layout = Layout::of(*moov, after.copied(), new.len() as u64)?;
    let moves = tops.iter().any(|top| &top.name == b"mdat" && top.at >= layout.resume);
    if layout.shift != 0 && moves {
        if tops.iter().any(|top| PLACES.contains(&&top.name)) {
            return Err(Fault::Unsupported("it names places in other ways"));
        }
        shift(&mut new, layout.resume, layout.shift, DEPTH)?;
    }
    let mut out = File::create(part)?;
    span(&mut file, &mut out, 0, moov.at)?;
    out.write_all(&boxed(b"moov", &[&new]))?;
    if let Some(room) = layout.free {
        out.write_all(&boxed(b"free", &[&vec![0; room]]))?;
    }
    let length = file.metadata()?.len();
    span(&mut file, &mut out, layout.resume, length)?;
    out.sync_all()?;
    Ok(())
}

/// What stands where the description stood.
struct Layout {
    /// Zeroes in the free box after it, if there is to be one.
    free: Option<usize>,
    /// The first byte of the old file that is copied after it.
    resume: u64,
    /// How far that byte moves.
    shift: i64,
}

impl Layout {
    /// Free room after the description gives way, so that nothing behind it moves.
    fn of(moov: Top, after: Option<Top>, new: u64) -> Result<Self, Fault> {
        let far = |_| Fault::Unsupported("a description that is too big");
        let size = i64::try_from(new + 8).map_err(far)?;
        let old = i64::try_from(moov.size).map_err(far)?;
        let free = after.filter(|top| matches!(&top.name, b"free" | b"skip"));
        if let Some(free) = free {
            let left = i64::try_from(free.size).map_err(far)? - (size - old);
            // A free box far above any padding is not held in memory.
            if left == 0 || (8..=i64::from(u32::MAX >> 6)).contains(&left) {
                let room = usize::try_from(left - 8).ok();
                return Ok(Self { free: room, resume: free.end(), shift: 0 });
            }
        }
        Ok(Self { free: None, resume: moov.end(), shift: size - old })
    }
}

/// Copies the bytes from one place up to another.
fn span(file: &mut File, out: &mut File, from: u64, to: u64) -> Result<(), Fault> {
    let length = to.saturating_sub(from);
    file.seek(SeekFrom::Start(from))?;
    if io::copy(&mut file.take(length), out)? != length {
        return Err(inspect::Fault::Broken("a file that became shorter".into()).into());
    }
    Ok(())
}

/// Boxes inside boxes, from the tracks to the tables: no description goes deeper, and one that does was
/// made to fill the stack.
const DEPTH: u8 = 5;

/// Moves every offset that names a byte at `from` or behind it.
fn shift(mut bytes: &mut [u8], from: u64, by: i64, depth: u8) -> Result<(), Fault> {
    let odd = || Fault::Unsupported("a description of another kind");
    let deeper = depth.checked_sub(1).ok_or_else(odd)?;
    while bytes.len() >= 8 {
        let size = match number(bytes, 0) {
            Some(0) => bytes.len(),
            Some(size) => size as usize,
            None => return Err(odd()),
        };
        let name: [u8; 4] =
            bytes.get(4..8).and_then(|name| name.try_into().ok()).ok_or_else(odd)?;
        let (this, rest) = bytes.split_at_mut_checked(size).ok_or_else(odd)?;
        let inside = this.get_mut(8..).ok_or_else(odd)?;
        match &name {
            b"mvex" => return Err(Fault::Unsupported("it is written in pieces")),
            b"saio" | b"senc" => return Err(Fault::Unsupported("it is locked")),
            b"stco" => moved::<4>(inside, from, by)?,
            b"co64" => moved::<8>(inside, from, by)?,
            name if HOLDERS.contains(&name) => shift(inside, from, by, deeper)?,
            _ => {}
        }
        bytes = rest;
    }
    Ok(())
}

/// Moves the offsets of one table, each of `N` bytes.
fn moved<const N: usize>(table: &mut [u8], from: u64, by: i64) -> Result<(), Fault> {
    let count = number(table, 4).map_or(0, |count| count as usize);
    let entries = table.get_mut(8..).unwrap_or_default();
    for entry in entries.chunks_exact_mut(N).take(count) {
        let place = entry.iter().fold(0_u64, |place, byte| place << 8 | u64::from(*byte));
        if place < from {
            continue;
        }
        let far = Fault::Unsupported("the media would move too far");
        let Some(place) = place.checked_add_signed(by) else { return Err(far) };
        if N == 4 && place > u64::from(u32::MAX) {
            return Err(far);
        }
        let bytes = place.to_be_bytes();
        entry.copy_from_slice(bytes.get(8 - N..).unwrap_or_default());
    }
    Ok(())
}
