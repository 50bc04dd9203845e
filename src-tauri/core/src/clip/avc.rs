//! How H.264 lies in an MP4: what the decoder has to know beforehand, and samples as it wants them.
//! Nothing is decoded here; the bytes are hostile.

/// What the decoder has to know beforehand, from the file's `avcC`.
pub(super) struct Avc {
    /// Parameter sets with start codes.
    pub(super) headers: Vec<u8>,
    /// The first sequence parameter set.
    pub(super) sequence: Vec<u8>,
    /// Bytes of the length before each unit.
    length_size: usize,
}

/// What each unit of a stream begins with.
const START: [u8; 4] = [0, 0, 0, 1];
/// The kind of unit that refreshes a decoder.
const IDR: u8 = 5;

impl Avc {
    /// Reads an `avcC`.
    pub(super) fn parse(config: &[u8]) -> Option<Self> {
        let (&[1, _, _, _, length], mut rest) = config.split_first_chunk::<5>()? else {
            return None;
        };
        let (mut headers, mut sequence) = (Vec::new(), Vec::new());
        // First the sequence, then the picture parameter sets, each with its count.
        for mask in [0x1f, 0xff] {
            let (count, tail) = rest.split_first()?;
            rest = tail;
            for _ in 0..count & mask {
                let (size, tail) = rest.split_first_chunk::<2>()?;
                let (unit, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*size)))?;
                headers.extend_from_slice(&START);
                headers.extend_from_slice(unit);
                if sequence.is_empty() {
                    sequence = unit.to_vec();
                }
                rest = tail;
            }
        }
        Some(Self { headers, sequence, length_size: usize::from(length & 3) + 1 })
    }

    /// Rewrites a sample from length-prefixed units to start codes.
    pub(super) fn append_annex_b(&self, sample: &[u8], packet: &mut Vec<u8>) -> Option<()> {
        for unit in self.units(sample) {
            packet.extend_from_slice(&START);
            packet.extend_from_slice(unit?);
        }
        Some(())
    }

    /// Whether decoding can begin at a sample: whether it refreshes the decoder.
    pub(super) fn is_fresh(&self, sample: &[u8]) -> bool {
        let mut units = self.units(sample).map_while(|unit| unit);
        units.any(|unit| unit.first().is_some_and(|first| first & 0x1f == IDR))
    }

    /// The units of a sample, and nothing where one is cut.
    fn units<'a>(&self, mut sample: &'a [u8]) -> impl Iterator<Item = Option<&'a [u8]>> {
        let length_size = self.length_size;
        std::iter::from_fn(move || {
            if sample.is_empty() {
                return None;
            }
            let (length, rest) = sample.split_at_checked(length_size).unwrap_or_default();
            let size = length.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            let (unit, rest) = match rest.split_at_checked(size) {
                Some(parts) if !length.is_empty() => parts,
                _ => {
                    sample = &[];
                    return Some(None);
                }
            };
            sample = rest;
            Some(Some(unit))
        })
    }
}
