//! Exact frames out of an H.264 MP4, without the web view and without ffmpeg: the poster, a saved
//! frame, the first picture of the next clip.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use image::RgbImage;
use openh264::OpenH264API;
use openh264::decoder::{DecodedYUV, Decoder, DecoderConfig, Flush};
use openh264::formats::YUVSource;

use super::inspect::{self, read_movie, video_track};

/// One frame of a few megapixels is far below this.
const SAMPLE_CAP: u64 = 64 * 1024 * 1024;

/// Why a frame could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is gone or broken.
    #[error(transparent)]
    File(#[from] inspect::Fault),
    /// The disk failed.
    #[error("the file cannot be read: {0}")]
    Disk(#[from] std::io::Error),
    /// It is not H.264, or not as the decoder wants it.
    #[error("cannot be decoded here: {0}")]
    Codec(String),
    /// The clip has no such frame.
    #[error("no such frame")]
    NoSuchFrame,
}

/// Decodes the frame with a number, counted from 0 in the order of showing.
///
/// # Errors
/// See [`Fault`].
pub fn at(path: &Path, number: u32) -> Result<RgbImage, Fault> {
    let movie = read_movie(path)?;
    let track = video_track(&movie).ok_or(Fault::NoSuchFrame)?;
    let config = track
        .raw_codec_config(&movie)
        .ok_or_else(|| Fault::Codec("no decoder description".into()))?;
    let avc = Avc::parse(&config).ok_or_else(|| Fault::Codec("not H.264".into()))?;

    // Samples stand in decoding order; frames are numbered in the order of showing.
    let samples = &track.samples;
    let mut shown: Vec<usize> = (0..samples.len()).collect();
    shown.sort_by_key(|&index| samples[index].composition_timestamp);
    let target = *shown.get(number as usize).ok_or(Fault::NoSuchFrame)?;

    // Decoding begins at the key frame before it and runs to the next one after it.
    let first = (0..=target).rev().find(|&i| samples[i].is_sync).unwrap_or(0);
    let end = (target + 1..samples.len()).find(|&i| samples[i].is_sync).unwrap_or(samples.len());
    let rank = shown
        .iter()
        .filter(|&&index| (first..end).contains(&index))
        .position(|&index| index == target)
        .ok_or(Fault::NoSuchFrame)?;

    let codec = |fault: openh264::Error| Fault::Codec(fault.to_string());
    let options = DecoderConfig::new().flush_after_decode(Flush::NoFlush);
    let mut decoder =
        Decoder::with_api_config(OpenH264API::from_source(), options).map_err(codec)?;
    let mut file = File::open(path)?;
    let mut packet = Vec::new();
    let mut out = 0;
    for sample in &samples[first..end] {
        if sample.size > SAMPLE_CAP {
            return Err(Fault::Codec("a frame that is too big".into()));
        }
        let mut bytes = vec![0; sample.size as usize];
        file.seek(SeekFrom::Start(sample.offset))?;
        file.read_exact(&mut bytes)?;
        packet.clear();
        if sample.is_sync {
            packet.extend_from_slice(&avc.headers);
        }
        avc.append_annex_b(&bytes, &mut packet)
            .ok_or_else(|| Fault::Codec("a cut frame".into()))?;
        if let Some(frame) = decoder.decode(&packet).map_err(codec)? {
            if out == rank {
                return picture(&frame);
            }
            out += 1;
        }
    }
    let rest = decoder.flush_remaining().map_err(codec)?;
    let frame = rank.checked_sub(out).and_then(|left| rest.get(left)).ok_or(Fault::NoSuchFrame)?;
    picture(frame)
}

fn picture(frame: &DecodedYUV<'_>) -> Result<RgbImage, Fault> {
    let (width, height) = frame.dimensions();
    let mut pixels = vec![0; width * height * 3];
    frame.write_rgb8(&mut pixels);
    let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
    size.and_then(|(width, height)| RgbImage::from_raw(width, height, pixels))
        .ok_or_else(|| Fault::Codec("a frame of impossible size".into()))
}

/// What the decoder has to know beforehand, from the file's `avcC`.
struct Avc {
    /// Parameter sets with start codes.
    headers: Vec<u8>,
    /// Bytes of the length before each unit.
    length_size: usize,
}

const START: [u8; 4] = [0, 0, 0, 1];

impl Avc {
    fn parse(config: &[u8]) -> Option<Self> {
        let (&[1, _, _, _, length], mut rest) = config.split_first_chunk::<5>()? else {
            return None;
        };
        let mut headers = Vec::new();
        // First the sequence, then the picture parameter sets, each with its count.
        for mask in [0x1f, 0xff] {
            let (count, tail) = rest.split_first()?;
            rest = tail;
            for _ in 0..count & mask {
                let (size, tail) = rest.split_first_chunk::<2>()?;
                let (unit, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*size)))?;
                headers.extend_from_slice(&START);
                headers.extend_from_slice(unit);
                rest = tail;
            }
        }
        Some(Self { headers, length_size: usize::from(length & 3) + 1 })
    }

    /// Rewrites a sample from length-prefixed units to start codes.
    fn append_annex_b(&self, mut sample: &[u8], packet: &mut Vec<u8>) -> Option<()> {
        while !sample.is_empty() {
            let (length, rest) = sample.split_at_checked(self.length_size)?;
            let size = length.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            let (unit, rest) = rest.split_at_checked(size)?;
            packet.extend_from_slice(&START);
            packet.extend_from_slice(unit);
            sample = rest;
        }
        Some(())
    }
}
