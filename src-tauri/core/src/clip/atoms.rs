//! Boxes in memory: what a description holds, taken apart without a copy and put together again
//! byte for byte. What they mean is for others; the bytes are hostile.

/// No box of a description holds near so many.
const MANY: usize = 10_000;
/// Bytes before what a box holds.
const HEADER: usize = 8;

/// A box, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom<'a> {
    pub(super) name: [u8; 4],
    /// With its header.
    pub(super) whole: &'a [u8],
    pub(super) inside: &'a [u8],
}

/// The boxes that bytes begin with.
pub(super) struct Atoms<'a> {
    rest: &'a [u8],
    left: usize,
}

/// Goes through the boxes that fill these bytes. Ends where they are none.
pub(super) fn atoms(bytes: &[u8]) -> Atoms<'_> {
    Atoms { rest: bytes, left: MANY }
}

impl<'a> Iterator for Atoms<'a> {
    type Item = Atom<'a>;

    fn next(&mut self) -> Option<Atom<'a>> {
        let size = size_of_first(self.rest)?;
        self.left = self.left.checked_sub(1)?;
        let (name, (whole, rest)) = (self.rest.get(4..HEADER)?, self.rest.split_at_checked(size)?);
        self.rest = rest;
        Some(Atom { name: name.try_into().ok()?, whole, inside: whole.get(HEADER..)? })
    }
}

/// The bytes of the box that these begin with. Boxes of a description need no long sizes.
fn size_of_first(bytes: &[u8]) -> Option<usize> {
    let (size, _) = bytes.split_first_chunk::<4>()?;
    match u32::from_be_bytes(*size) as usize {
        0 if bytes.len() >= HEADER => Some(bytes.len()),
        size if size >= HEADER && size <= bytes.len() => Some(size),
        _ => None,
    }
}

/// All boxes that fill these bytes and the zeroes after them, which QuickTime closes a list with.
/// Nothing where anything else is among them.
pub(super) fn split(bytes: &[u8]) -> Option<(Vec<Atom<'_>>, &[u8])> {
    let mut walk = atoms(bytes);
    let mut all = Vec::new();
    loop {
        let before = walk.rest;
        match walk.next() {
            Some(atom) => all.push(atom),
            None if before.len() < HEADER && before.iter().all(|byte| *byte == 0) => {
                return Some((all, before));
            }
            None => return None,
        }
    }
}

/// The first box of a name.
pub(super) fn child<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<Atom<'a>> {
    atoms(bytes).find(|atom| atom.name == *name)
}

/// What the box at the end of a path holds.
pub(super) fn descend<'a>(bytes: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(bytes, |bytes, name| child(bytes, name).map(|atom| atom.inside))
}

/// A box of a name around some bytes: far below 4 GB, as all of a description.
pub(super) fn boxed(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let inside = parts.concat();
    let size = u32::try_from(inside.len() + HEADER).unwrap_or(u32::MAX);
    [&size.to_be_bytes()[..], name, &inside].concat()
}

/// Four bytes at a place as a number.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_apart_can_be_put_together() {
        let (one, two) = (boxed(b"abcd", &[b"x", b"yz"]), boxed(b"efgh", &[]));
        let bytes = [&one[..], &two, &[0; 4]].concat();
        let (all, tail) = split(&bytes).unwrap();
        assert_eq!(all.iter().map(|atom| atom.whole).collect::<Vec<_>>(), [&one[..], &two]);
        assert_eq!((all[0].inside, all[1].inside, tail.len()), (&b"xyz"[..], &b""[..], 4));
        assert!(split(&bytes[..bytes.len() - 5]).is_none(), "a cut box");
        assert!(split(b"\0\0\0\x07abcd").is_none() && split(b"abc").is_none());
        assert_eq!(descend(&boxed(b"out ", &[&one]), &[b"out ", b"abcd"]), Some(&b"xyz"[..]));
        let many = two.repeat(MANY + 1);
        assert!(split(&many).is_none() && atoms(&many).count() == MANY);
    }
}
