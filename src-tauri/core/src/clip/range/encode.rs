//! Codes the frames of a stretch again, with H.264 and at their own times: at a bit rate above that of
//! their source, in its colours. Coded frames wait in a file of their own until it is known how many
//! bytes they are.

use std::fs::File;
use std::io::{BufWriter, Write};

use openh264::encoder::{
    BitRate, ColorPrimaries, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod,
    MatrixCoefficients, QpRange, RateControlMode, TransferCharacteristics, UsageType, VuiConfig,
};
use openh264::formats::YUVSource;
use openh264::{OpenH264API, Timestamp};

use super::super::atoms::{atoms, boxed};
use super::super::colours::Colours;
use super::super::film::Film;
use super::mux::Piece;
use super::{Fault, Span};

/// Bits a second at most.
const MOST: f64 = 40e6;
/// What a picture gets at least: bits for each of its pixels.
const DENSITY: f64 = 0.25;
/// Frames from one key frame to the next.
const KEY_EVERY: u32 = 48;
/// How coarse a picture may be at most: fine enough that no difference is seen.
const COARSEST: u8 = 24;

/// Frames that were coded.
pub(super) struct Coded {
    pub(super) pieces: Vec<Piece>,
    sequence: Vec<u8>,
    picture: Vec<u8>,
}

/// Codes the frames of a stretch into a file.
pub(super) fn encode(film: &mut Film, span: &Span, spool: &File) -> Result<Coded, Fault> {
    let seconds = span.ticks() as f64 / f64::from(film.line.scale);
    let rate = span.starts.len() as f64 / seconds.max(1e-3);
    let source_bits = film.shown(span.first, span.last)?.iter().fold(0.0, |sum, &index| {
        sum + film.samples.get(index).map_or(0.0, |sample| sample.size as f64 * 8.0)
    });
    let vui = film.colours().map(vui);
    let scale = f64::from(film.line.scale);
    let mut coded = Coded { pieces: Vec::new(), sequence: Vec::new(), picture: Vec::new() };
    let mut out = BufWriter::new(spool);
    let mut encoder: Option<(Encoder, (usize, usize))> = None;
    let (mut at, mut unit) = (0_u64, Vec::new());
    film.show(span.first, span.last, |number, frame| {
        let size = frame.dimensions();
        let (encoder, begun) = match &mut encoder {
            Some(encoder) => encoder,
            none => {
                let pixels = (size.0 * size.1) as f64;
                // The encoder keeps below its target; twice the source's rate is no less than it.
                let bits = (source_bits / seconds.max(1e-3) * 2.0).max(pixels * rate * DENSITY);
                let config = config(bits.min(MOST), rate, vui);
                let made = Encoder::with_api_config(OpenH264API::from_source(), config);
                none.insert((made.map_err(codec)?, size))
            }
        };
        if *begun != size {
            return Err(Fault::Codec("pictures of more than one size".into()));
        }
        let shown = span.starts.get((number - span.first) as usize).copied().unwrap_or(span.end);
        let milliseconds = (shown - span.begin()) as f64 / scale * 1000.0;
        let stream = encoder
            .encode_at(frame, Timestamp::from_millis(milliseconds.max(0.0) as u64))
            .map_err(codec)?;
        unit.clear();
        for layer in (0..stream.num_layers()).filter_map(|number| stream.layer(number)) {
            for bytes in (0..layer.nal_count()).filter_map(|number| layer.nal_unit(number)) {
                coded.take(bare(bytes), &mut unit)?;
            }
        }
        let size = u32::try_from(unit.len()).unwrap_or(0);
        let key = matches!(stream.frame_type(), FrameType::IDR);
        if size == 0 || coded.pieces.is_empty() && !key {
            return Err(Fault::Codec("a frame was left out".into()));
        }
        out.write_all(&unit)?;
        coded.pieces.push(Piece { at, size, decoded: shown, shown, key });
        at += u64::from(size);
        Ok(())
    })?;
    out.flush()?;
    Ok(coded)
}

fn config(bits: f64, rate: f64, vui: Option<VuiConfig>) -> EncoderConfig {
    let config = EncoderConfig::new()
        .bitrate(BitRate::from_bps(bits as u32))
        .max_frame_rate(FrameRate::from_hz((rate as f32).clamp(1.0, 60.0)))
        .usage_type(UsageType::CameraVideoRealTime)
        .rate_control_mode(RateControlMode::Quality)
        .qp(QpRange::new(0, COARSEST))
        .intra_frame_period(IntraFramePeriod::from_num_frames(KEY_EVERY))
        .scene_change_detect(false)
        .background_detection(false)
        .skip_frames(false)
        .num_threads(1);
    match vui {
        Some(vui) => config.vui(vui),
        None => config,
    }
}

/// A unit without the start code before it.
fn bare(unit: &[u8]) -> &[u8] {
    let zeroes = unit.iter().take_while(|byte| **byte == 0).count();
    unit.get(zeroes + 1..).unwrap_or_default()
}

impl Coded {
    /// Keeps a parameter set, and puts anything else into the sample with its length before it.
    fn take(&mut self, unit: &[u8], sample: &mut Vec<u8>) -> Result<(), Fault> {
        let kept = match unit.first().map(|first| first & 0x1f) {
            None => return Ok(()),
            Some(7) => &mut self.sequence,
            Some(8) => &mut self.picture,
            Some(_) => {
                let size = u32::try_from(unit.len()).map_err(|_| odd())?;
                sample.extend_from_slice(&size.to_be_bytes());
                sample.extend_from_slice(unit);
                return Ok(());
            }
        };
        if kept.is_empty() {
            *kept = unit.to_vec();
        }
        if kept == unit { Ok(()) } else { Err(odd()) }
    }

    /// The source's `stsd` with what decodes these frames in it.
    pub(super) fn table(&self, source: &[u8]) -> Option<Vec<u8>> {
        let entry = atoms(source.get(16..)?).next()?;
        // What a picture is, up to its boxes.
        let (fields, inside) = entry.inside.split_at_checked(78)?;
        let kept = atoms(inside).filter(|atom| matches!(&atom.name, b"colr" | b"pasp" | b"clap"));
        let kept: Vec<u8> = kept.flat_map(|atom| atom.whole.to_vec()).collect();
        let profile = self.sequence.get(1..4)?;
        let size = |unit: &[u8]| u16::try_from(unit.len()).ok().map(u16::to_be_bytes);
        let (sequence, picture) = (size(&self.sequence)?, size(&self.picture)?);
        // The higher profiles say once more: colours at half the size, eight bits.
        let more: &[u8] = match profile.first() {
            Some(66 | 77 | 88) => &[],
            _ => &[0xfd, 0xf8, 0xf8, 0],
        };
        let parts = [
            &[1],
            profile,
            &[0xff, 0xe1],
            &sequence,
            &self.sequence,
            &[1],
            &picture,
            &self.picture,
            more,
        ];
        let entry = boxed(b"avc1", &[fields, &boxed(b"avcC", &parts), &kept]);
        Some(boxed(b"stsd", &[&[0; 4], &[0, 0, 0, 1], &entry]))
    }
}

/// What the encoder is to say of its colours. Numbers that it does not know are not said.
fn vui(colours: Colours) -> VuiConfig {
    use {ColorPrimaries as P, MatrixCoefficients as M, TransferCharacteristics as T};
    let primaries =
        [P::Bt709, P::Bt470M, P::Bt470BG, P::Smpte170M, P::Smpte240M, P::Film, P::Bt2020];
    let transfers = [
        T::Bt709,
        T::Bt470M,
        T::Bt470Bg,
        T::Smpte170M,
        T::Smpte240M,
        T::Linear,
        T::Srgb,
        T::Bt2020_10,
        T::Bt2020_12,
        T::Smpte2084,
        T::Hlg,
    ];
    let matrices = [
        M::Identity,
        M::Bt709,
        M::Fcc,
        M::Bt470Bg,
        M::Smpte170M,
        M::Smpte240M,
        M::Ycgco,
        M::Bt2020Ncl,
        M::Bt2020Cl,
    ];
    let primaries = primaries.into_iter().find(|one| one.as_u8() == colours.primaries);
    let transfer = transfers.into_iter().find(|one| one.as_u8() == colours.transfer);
    let matrix = matrices.into_iter().find(|one| one.as_u8() == colours.matrix);
    VuiConfig::new()
        .color_primaries(primaries.unwrap_or(P::Unspecified))
        .transfer_characteristics(transfer.unwrap_or(T::Unspecified))
        .matrix_coefficients(matrix.unwrap_or(M::Unspecified))
        .full_range(colours.full_range)
}

fn codec(fault: openh264::Error) -> Fault {
    Fault::Codec(fault.to_string())
}

fn odd() -> Fault {
    Fault::Codec("an odd stream".into())
}
