//! What the colours of an H.264 stream mean, out of its sequence parameter set: a frame that is coded
//! again must say it as its source did, and one that is taken out as a picture must be read by it, or
//! both are shown in other colours than the clip. All else of the set is passed over.

use yuv::{YuvRange, YuvStandardMatrix};

/// What a stream says of its colours, in the numbers of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colours {
    pub(super) full_range: bool,
    pub(super) primaries: u8,
    pub(super) transfer: u8,
    pub(super) matrix: u8,
}

/// The height of the tallest pictures that are taken for BT.601 without a word, in px.
const TALLEST_SD: usize = 576;
/// Not said.
const UNSAID: u8 = 2;
/// Any shape of pixels, in two numbers.
const OWN_SHAPE: u32 = 255;
/// Profiles whose sets say more.
const HIGH: [u32; 12] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134];

impl Colours {
    /// How brightness and colour differences become red, green and blue in a clip of a height in px.
    /// Where a stream says nothing of it (or something that no 4:2:0 film can mean), the height
    /// decides, as it does in the players that people use: BT.709 above 576 px, BT.601 up to there.
    pub(super) fn reading(said: Option<Self>, height: usize) -> (YuvRange, YuvStandardMatrix) {
        let matrix = match said.map(|said| said.matrix) {
            Some(1) => YuvStandardMatrix::Bt709,
            Some(4) => YuvStandardMatrix::Fcc,
            Some(5 | 6) => YuvStandardMatrix::Bt601,
            Some(7) => YuvStandardMatrix::Smpte240,
            Some(9 | 10) => YuvStandardMatrix::Bt2020,
            _ if height > TALLEST_SD => YuvStandardMatrix::Bt709,
            _ => YuvStandardMatrix::Bt601,
        };
        let full = said.is_some_and(|said| said.full_range);
        (if full { YuvRange::Full } else { YuvRange::Limited }, matrix)
    }
}

/// What a set says. Nothing where it says nothing, or is not one.
pub(super) fn read(set: &[u8]) -> Option<Colours> {
    let (head, rest) = set.split_first()?;
    if head & 0x1f != 7 {
        return None;
    }
    let mut bits = Bits::of(rest);
    let profile = bits.take(8)?;
    bits.take(16)?;
    bits.number()?;
    if HIGH.contains(&profile) {
        let chroma = bits.number()?;
        if chroma == 3 {
            bits.take(1)?;
        }
        bits.number()?;
        bits.number()?;
        bits.take(1)?;
        if bits.flag()? {
            for list in 0..if chroma == 3 { 12 } else { 8 } {
                if bits.flag()? {
                    bits.skip_scaling(if list < 6 { 16 } else { 64 })?;
                }
            }
        }
    }
    bits.number()?;
    match bits.number()? {
        0 => {
            bits.number()?;
        }
        1 => {
            bits.take(1)?;
            bits.number()?;
            bits.number()?;
            for _ in 0..bits.number()?.min(255) {
                bits.number()?;
            }
        }
        _ => {}
    }
    // Frames to refer to, gaps, and the size.
    bits.number()?;
    bits.take(1)?;
    bits.number()?;
    bits.number()?;
    if !bits.flag()? {
        bits.take(1)?;
    }
    bits.take(1)?;
    if bits.flag()? {
        for _ in 0..4 {
            bits.number()?;
        }
    }
    if !bits.flag()? {
        return None;
    }
    if bits.flag()? && bits.take(8)? == OWN_SHAPE {
        bits.take(32)?;
    }
    if bits.flag()? {
        bits.take(1)?;
    }
    if !bits.flag()? {
        return None;
    }
    bits.take(3)?;
    let full_range = bits.flag()?;
    let mut said = [UNSAID; 3];
    if bits.flag()? {
        for number in &mut said {
            *number = u8::try_from(bits.take(8)?).ok()?;
        }
    }
    let [primaries, transfer, matrix] = said;
    Some(Colours { full_range, primaries, transfer, matrix })
}

/// The bits of a set.
struct Bits {
    bytes: Vec<u8>,
    at: usize,
}

impl Bits {
    /// Without the bytes that keep start codes out of it.
    fn of(unit: &[u8]) -> Self {
        let (mut bytes, mut zeroes) = (Vec::with_capacity(unit.len()), 0);
        for &byte in unit {
            if byte == 3 && zeroes >= 2 {
                zeroes = 0;
                continue;
            }
            zeroes = if byte == 0 { zeroes + 1 } else { 0 };
            bytes.push(byte);
        }
        Self { bytes, at: 0 }
    }

    fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    fn take(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0_u32, |sum, _| Some(sum << 1 | u32::from(self.flag()?)))
    }

    /// A number that takes the more bits the larger it is.
    fn number(&mut self) -> Option<u32> {
        let mut zeroes = 0;
        while !self.flag()? {
            zeroes += 1;
            if zeroes > 31 {
                return None;
            }
        }
        Some((1_u32 << zeroes) - 1 + self.take(zeroes)?)
    }

    fn skip_scaling(&mut self, many: u32) -> Option<()> {
        let (mut last, mut next) = (8_i64, 8_i64);
        for _ in 0..many {
            if next != 0 {
                let code = i64::from(self.number()?);
                let step = if code % 2 == 1 { (code + 1) / 2 } else { -code / 2 };
                next = (last + step).rem_euclid(256);
            }
            last = if next == 0 { last } else { next };
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.chars().map(|d| d.to_digit(16).unwrap() as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn what_a_set_says_of_its_colours_is_read() {
        // Of libx264: BT.709 in the full range with oblong pixels, and one that says nothing.
        let said = bytes("6764000bacd942847e5c39b808080a000003000200000300601e28532c");
        let full = Colours { full_range: true, primaries: 1, transfer: 1, matrix: 1 };
        assert_eq!(read(&said), Some(full));
        let unsaid = bytes("6742c00bd902847e5c0440000003004000000c03c50a92");
        assert_eq!(read(&unsaid), None);
        for end in 0..said.len() {
            let _ = read(&said[..end]);
        }
        for bit in 0..said.len() * 8 {
            let mut set = said.clone();
            set[bit / 8] ^= 1 << (bit % 8);
            let _ = read(&set);
        }
        assert_eq!(read(&[0x67; 4096]), None);
    }

    #[test]
    fn what_is_not_said_follows_from_the_height() {
        let said = |matrix, full_range| {
            Some(Colours { full_range, primaries: UNSAID, transfer: UNSAID, matrix })
        };
        for (matrix, height, meant) in [
            (1, 240, YuvStandardMatrix::Bt709),
            (5, 1080, YuvStandardMatrix::Bt601),
            (6, 1080, YuvStandardMatrix::Bt601),
            (9, 2160, YuvStandardMatrix::Bt2020),
            (UNSAID, 576, YuvStandardMatrix::Bt601),
            (UNSAID, 578, YuvStandardMatrix::Bt709),
            (0, 720, YuvStandardMatrix::Bt709),
        ] {
            for full in [false, true] {
                let range = if full { YuvRange::Full } else { YuvRange::Limited };
                assert_eq!(Colours::reading(said(matrix, full), height), (range, meant));
            }
        }
        let plain = (YuvRange::Limited, YuvStandardMatrix::Bt601);
        assert_eq!(Colours::reading(None, 480), plain);
    }
}
