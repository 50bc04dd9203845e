//! A clip as a film: its frames decoded one after the other in order of showing, from any of them to
//! any other. A single frame, a range and a moving picture are all read here. It holds a handful of
//! frames at a time; the file is hostile.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use image::RgbImage;
use openh264::OpenH264API;
use openh264::decoder::{DecodedYUV, Decoder, DecoderConfig, Flush};
use openh264::formats::YUVSource;
use yuv::{YuvPlanarImage, yuv420_to_rgb};

use super::avc::Avc;
use super::colours::{self, Colours};
use super::frame::Fault;
use super::inspect::{video_track, whole};
use super::times::Timeline;

/// One frame of a few megapixels is far below this.
const SAMPLE_CAP: u64 = 64 * 1024 * 1024;

/// An open film.
pub(super) struct Film {
    file: File,
    pub(super) movie: re_mp4::Mp4,
    /// Where its pictures lie, in order of decoding.
    pub(super) samples: Vec<re_mp4::Sample>,
    /// The number of their track.
    pub(super) track: u32,
    /// When they are shown.
    pub(super) line: Timeline,
    pub(super) avc: Avc,
}

impl Film {
    /// Opens a clip and reads its description.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let movie = whole(path)?;
        let track = video_track(&movie).ok_or(Fault::NoSuchFrame)?;
        let config = track
            .raw_codec_config(&movie)
            .ok_or_else(|| Fault::Codec("no decoder description".into()))?;
        let avc = Avc::parse(&config).ok_or_else(|| Fault::Codec("not H.264".into()))?;
        let (samples, line) = (track.samples.clone(), Timeline::of(&movie, track)?);
        let track = track.track_id;
        Ok(Self { file: File::open(path)?, movie, samples, track, line, avc })
    }

    /// What it says of its colours, if anything.
    pub(super) fn colours(&self) -> Option<Colours> {
        colours::read(&self.avc.sequence)
    }

    /// The samples of the frames from one to another, both with it, in order of showing.
    pub(super) fn shown(&self, first: u32, last: u32) -> Result<&[usize], Fault> {
        let range = first as usize..=last as usize;
        let shown = self.line.shown().get(range).filter(|shown| !shown.is_empty());
        shown.ok_or(Fault::NoSuchFrame)
    }

    /// Decodes the frames from one to another, both with it, and gives each with its number to
    /// `each` in order of showing.
    pub(super) fn show<E: From<Fault>>(
        &mut self,
        first: u32,
        last: u32,
        mut each: impl FnMut(u32, &DecodedYUV<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (start, ranks) = self.ranks(first, last)?;
        let options = DecoderConfig::new().flush_after_decode(Flush::NoFlush);
        let mut decoder =
            Decoder::with_api_config(OpenH264API::from_source(), options).map_err(codec)?;
        let mut packet = Vec::new();
        let (mut ranks_left, mut due) = (ranks.iter(), first);
        // Gives what the decoder has given to whom it is for; says whether that was the last one.
        let mut hand_on = |frame: &DecodedYUV<'_>| {
            let number = ranks_left.next().copied().flatten();
            if number.is_none_or(|number| number < first) {
                return Ok(false);
            }
            if number != Some(due) {
                return Err(E::from(Fault::Codec("frames out of order".into())));
            }
            each(due, frame)?;
            due += 1;
            Ok(number == Some(last))
        };
        for index in start..start + ranks.len() {
            packet.clear();
            if index == start || self.samples.get(index).is_some_and(|sample| sample.is_sync) {
                packet.extend_from_slice(&self.avc.headers);
            }
            let bytes = self.read(index)?;
            let cut = || Fault::Codec("a cut frame".into());
            self.avc.append_annex_b(&bytes, &mut packet).ok_or_else(cut)?;
            if let Some(frame) = decoder.decode(&packet).map_err(codec)?
                && hand_on(&frame)?
            {
                return Ok(());
            }
        }
        for frame in decoder.flush_remaining().map_err(codec)? {
            if hand_on(&frame)? {
                return Ok(());
            }
        }
        Err(Fault::Codec("a frame is missing".into()).into())
    }

    /// The sample at which decoding must begin so that these frames can be had, and the numbers of
    /// the frames that the decoder then gives, one for each sample: those that are never shown have
    /// none.
    fn ranks(&mut self, first: u32, last: u32) -> Result<(usize, Vec<Option<u32>>), Fault> {
        let shown = self.shown(first, last)?;
        let (low, high) = (shown.iter().min().copied(), shown.iter().max().copied());
        let (low, high) = low.zip(high).ok_or(Fault::NoSuchFrame)?;
        let mut places = vec![0_usize; self.samples.len()];
        for (place, index) in self.line.order.iter().enumerate() {
            if let Some(at) = places.get_mut(*index) {
                *at = place;
            }
        }
        let mut start = low;
        while start > 0 && !self.is_fresh(start)? {
            start -= 1;
        }
        let mut ranks = Vec::new();
        let mut end = start;
        // Between two fresh starts the decoder gives the frames in order of showing.
        while end <= high {
            let begin = end;
            end += 1;
            while end < self.samples.len() && !self.is_fresh(end)? {
                end += 1;
            }
            let mut run = places.get(begin..end).unwrap_or_default().to_vec();
            run.sort_unstable();
            ranks.extend(run.iter().map(|place| {
                let number = place.checked_sub(self.line.visible.start)?;
                let seen = *place < self.line.visible.end;
                u32::try_from(number).ok().filter(|_| seen)
            }));
        }
        Ok((start, ranks))
    }

    /// Whether nothing from a sample on needs anything before it. Not all key frames are such.
    pub(super) fn is_fresh(&mut self, index: usize) -> Result<bool, Fault> {
        if !self.samples.get(index).is_some_and(|sample| sample.is_sync) {
            return Ok(false);
        }
        let bytes = self.read(index)?;
        Ok(self.avc.is_fresh(&bytes))
    }

    /// The bytes of a sample.
    pub(super) fn read(&mut self, index: usize) -> Result<Vec<u8>, Fault> {
        let sample = self.samples.get(index).ok_or(Fault::NoSuchFrame)?;
        if sample.size > SAMPLE_CAP {
            return Err(Fault::Codec("a frame that is too big".into()));
        }
        let mut bytes = vec![0; sample.size as usize];
        self.file.seek(SeekFrom::Start(sample.offset))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The file that the samples lie in.
    pub(super) fn file(&self) -> &File {
        &self.file
    }
}

fn codec(fault: openh264::Error) -> Fault {
    Fault::Codec(fault.to_string())
}

/// A decoded frame's pixels, in what its stream says of its colours.
pub(super) fn picture(frame: &DecodedYUV<'_>, colours: Option<Colours>) -> Result<RgbImage, Fault> {
    let odd = || Fault::Codec("a frame of impossible size".into());
    let side = |pixels: usize| u32::try_from(pixels).map_err(|_| odd());
    let ((width, height), (y_stride, u_stride, v_stride)) = (frame.dimensions(), frame.strides());
    let planes = YuvPlanarImage {
        y_plane: frame.y(),
        y_stride: side(y_stride)?,
        u_plane: frame.u(),
        u_stride: side(u_stride)?,
        v_plane: frame.v(),
        v_stride: side(v_stride)?,
        width: side(width)?,
        height: side(height)?,
    };
    let mut picture = RgbImage::new(planes.width, planes.height);
    let (range, matrix) = Colours::reading(colours, height);
    let row = planes.width.checked_mul(3).ok_or_else(odd)?;
    // Not its bilinear sister: that one is off twice as much also where there are no edges (measured).
    yuv420_to_rgb(&planes, &mut picture, row, range, matrix)
        .map_err(|fault| Fault::Codec(fault.to_string()))?;
    Ok(picture)
}
