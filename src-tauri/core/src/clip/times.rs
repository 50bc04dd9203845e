//! When each frame of a clip is shown, in seconds of the film as a browser counts them
//! (`currentTime`): the file's own times in order of showing, with its edit list applied. Only the
//! description is read, nothing is decoded.

use std::ops::Range;
use std::path::Path;

use re_mp4::{Mp4, Track};

use super::inspect::{Fault, video_track, whole};

/// When the frames of a clip are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameTimes {
    /// When each begins, in seconds, in order of showing: never falling.
    pub starts: Vec<f64>,
    /// When the last one ends, in seconds.
    pub end: f64,
}

/// Reads when each frame is shown. Frames that the edit list hides are not counted. Blocks.
///
/// # Errors
/// See [`Fault`].
pub fn frame_times(path: &Path) -> Result<FrameTimes, Fault> {
    let movie = whole(path)?;
    let track = video_track(&movie).ok_or_else(|| Fault::Broken("no picture in it".to_owned()))?;
    let line = Timeline::of(&movie, track)?;
    let starts = line.shown().iter().map(|&index| line.seconds(line.stamp(index).shown)).collect();
    Ok(FrameTimes { starts, end: line.seconds(line.end) })
}

/// One sample's times in ticks of its track, before the edit list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) decoded: i64,
    pub(super) shown: i64,
    pub(super) length: i64,
}

/// The samples of a track on the film's time.
#[derive(Debug)]
pub(super) struct Timeline {
    /// Ticks in a second.
    pub(super) scale: u32,
    /// Of each sample, in order of decoding.
    pub(super) stamps: Vec<Stamp>,
    /// All samples in order of showing.
    pub(super) order: Vec<usize>,
    /// Which of those are shown at all.
    pub(super) visible: Range<usize>,
    /// The tick at which the last one ends.
    pub(super) end: i64,
    /// The tick that is shown first.
    pub(super) from: i64,
    /// Seconds before it.
    delay: f64,
}

impl Timeline {
    /// Reads a track's times.
    pub(super) fn of(movie: &Mp4, track: &Track) -> Result<Self, Fault> {
        let scale = track.trak(movie).mdia.mdhd.timescale;
        let stamps = stamps(movie, track);
        if scale == 0 || stamps.is_empty() {
            return Err(Fault::Broken("no frames in it".into()));
        }
        let mut order: Vec<usize> = (0..stamps.len()).collect();
        order.sort_by_key(|&index| stamps.get(index).map(|stamp| stamp.shown));
        let edit = Edit::of(movie, track, scale);
        let until = edit.length.map(|length| edit.from.saturating_add(length));
        let shown = |index: &usize| stamps.get(*index).map_or(0, |stamp| stamp.shown);
        let first = order.partition_point(|index| shown(index) < edit.from);
        let last = order.partition_point(|index| until.is_none_or(|until| shown(index) < until));
        let mut line = Self {
            scale,
            visible: first..last,
            end: 0,
            from: edit.from,
            delay: edit.delay,
            stamps,
            order,
        };
        if first >= last {
            // An edit list that shows nothing is none.
            (line.visible, line.from, line.delay) = (0..line.order.len(), 0, 0.0);
            line.end = line.natural_end();
        } else {
            line.end = line.edited_end(&edit);
        }
        Ok(line)
    }

    /// The samples that are shown, in that order: frame `n` is the `n`th.
    pub(super) fn shown(&self) -> &[usize] {
        self.order.get(self.visible.clone()).unwrap_or_default()
    }

    /// A sample's times.
    pub(super) fn stamp(&self, index: usize) -> Stamp {
        self.stamps.get(index).copied().unwrap_or_default()
    }

    /// Seconds of the film at a tick.
    pub(super) fn seconds(&self, tick: i64) -> f64 {
        self.delay + tick.saturating_sub(self.from) as f64 / f64::from(self.scale)
    }

    /// The tick at a second of the film.
    pub(super) fn tick(&self, seconds: f64) -> i64 {
        let ticks = (seconds - self.delay) * f64::from(self.scale);
        self.from.saturating_add(ticks.round() as i64)
    }

    /// Where the last frame ends by its own length.
    fn natural_end(&self) -> i64 {
        let last = self.shown().last().map_or(Stamp::default(), |&index| self.stamp(index));
        last.shown.saturating_add(last.length)
    }

    /// Where the last frame ends when the edit list has a word in it.
    fn edited_end(&self, edit: &Edit) -> i64 {
        let natural = self.natural_end();
        let Some(length) = edit.length else { return natural };
        let until = edit.from.saturating_add(length);
        if until < natural {
            // Lengths of edits are coarse: less than one of their ticks is no cut.
            let cut = natural.saturating_sub(until) > edit.grain;
            return if cut { until } else { natural };
        }
        // A last frame that is shown longer than its sample says.
        let all = self.stamps.iter().fold(edit.from, |sum, at| sum.saturating_add(at.length));
        until.min(natural.max(all))
    }
}

/// What an edit list says of a track: a delay, then one stretch of it. Browsers agree on no more.
struct Edit {
    /// Seconds.
    delay: f64,
    /// The first tick that is shown.
    from: i64,
    /// Ticks that are shown, unless it is all.
    length: Option<i64>,
    /// Ticks in the smallest step of a length.
    grain: i64,
}

impl Edit {
    fn of(movie: &Mp4, track: &Track, scale: u32) -> Self {
        let mut edit = Self { delay: 0.0, from: 0, length: None, grain: 0 };
        let list = track.trak(movie).edts.as_ref().and_then(|edts| edts.elst.as_ref());
        let coarse = movie.moov.mvhd.timescale;
        let (Some(list), true) = (list, coarse > 0) else { return edit };
        for entry in &list.entries {
            // Times of the short form are signed too.
            let from = match list.version {
                0 => i64::from((entry.media_time as u32).cast_signed()),
                _ => entry.media_time.cast_signed(),
            };
            if from < 0 {
                edit.delay += entry.segment_duration as f64 / f64::from(coarse);
                continue;
            }
            edit.from = from;
            edit.grain = i64::from(scale.div_ceil(coarse));
            // In pieces the length is not known when the list is written.
            if entry.segment_duration > 0 && movie.moofs.is_empty() {
                let (scale, coarse) = (u128::from(scale), u128::from(coarse));
                let ticks = (u128::from(entry.segment_duration) * scale + coarse / 2) / coarse;
                edit.length = Some(i64::try_from(ticks).unwrap_or(i64::MAX));
            }
            break;
        }
        edit
    }
}

/// The times of all samples as the file has them. The parser moves them to begin at nothing, which
/// an edit list does not count with, and reads times of pieces without their sign.
fn stamps(movie: &Mp4, track: &Track) -> Vec<Stamp> {
    let table = &track.trak(movie).mdia.minf.stbl;
    let mut lengths = table
        .stts
        .entries
        .iter()
        .flat_map(|run| std::iter::repeat_n(run.sample_delta, run.sample_count as usize));
    let offsets = table.ctts.iter().flat_map(|ctts| &ctts.entries);
    let mut offsets =
        offsets.flat_map(|run| std::iter::repeat_n(run.sample_offset, run.sample_count as usize));
    let in_table = (table.stsz.sample_count as usize).min(track.samples.len());
    let mut stamps = Vec::with_capacity(track.samples.len());
    let mut now = 0_i64;
    let mut push = |now: &mut i64, offset: i64, length: i64| {
        stamps.push(Stamp { decoded: *now, shown: now.saturating_add(offset), length });
        *now = now.saturating_add(length);
    };
    for _ in 0..in_table {
        let offset = offsets.next().map_or(0, i64::from);
        push(&mut now, offset, lengths.next().map_or(0, i64::from));
    }
    let mut rest = track.samples.get(in_table..).unwrap_or_default().iter();
    let pieces = movie.moofs.iter().flat_map(|piece| &piece.trafs);
    for piece in pieces.filter(|piece| piece.tfhd.track_id == track.track_id) {
        if let Some(begins) = &piece.tfdt {
            now = i64::try_from(begins.base_media_decode_time).unwrap_or(i64::MAX);
        }
        for run in &piece.truns {
            for (number, sample) in rest.by_ref().take(run.sample_count as usize).enumerate() {
                let offset = run.sample_cts.get(number).map_or(0, |cts| cts.cast_signed());
                push(&mut now, offset.into(), i64::try_from(sample.duration).unwrap_or(i64::MAX));
            }
        }
    }
    stamps
}
