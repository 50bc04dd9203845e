//! Frames to an H.264 MP4: 24 a second, silent, playable before it is whole.
//! It takes pixels and knows nothing of what they show.

use std::io::{BufWriter, Write};
use std::path::Path;

use muxide::api::{Muxer, MuxerBuilder, VideoCodec};
use openh264::OpenH264API;
use openh264::Timestamp;
use openh264::encoder::{
    ColorPrimaries, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod,
    MatrixCoefficients, RateControlMode, TransferCharacteristics, UsageType, VuiConfig,
};
use openh264::formats::{RgbaSliceU8, YUVBuffer};

use super::{FPS, RenderError};

/// The most frames of one clip: a minute.
const MAX_FRAMES: u32 = 60 * FPS;
/// Frames between two key frames.
const KEY_EVERY: u32 = 48;

/// Checks a clip's shape: even sides of 16 to 1920 pixels, 1 to 1440 frames.
pub(crate) fn check(width: u32, height: u32, frames: u32) -> Result<(), RenderError> {
    let fits = |side: u32| (16..=1920).contains(&side) && side.is_multiple_of(2);
    if fits(width) && fits(height) && (1..=MAX_FRAMES).contains(&frames) {
        Ok(())
    } else {
        Err(RenderError::Shape { width, height, frames })
    }
}

/// A clip in the making.
pub(crate) struct Film {
    encoder: Encoder,
    muxer: Muxer<Vec<u8>>,
    yuv: YUVBuffer,
    dimensions: (usize, usize),
    frames: u32,
}

impl Film {
    /// Begins a clip of a shape that [`check`] accepts.
    pub(crate) fn new(width: u32, height: u32, frames: u32) -> Result<Self, RenderError> {
        check(width, height, frames)?;
        // The library's conversion from RGB follows BT.601 in the narrow range; saying so in the
        // stream keeps players from guessing BT.709 at this size and shifting the colours.
        let colours = VuiConfig::new()
            .color_primaries(ColorPrimaries::Bt709)
            .transfer_characteristics(TransferCharacteristics::Bt709)
            .matrix_coefficients(MatrixCoefficients::Smpte170M)
            .full_range(false);
        let config = EncoderConfig::new()
            .max_frame_rate(FrameRate::from_hz(FPS as f32))
            .usage_type(UsageType::CameraVideoRealTime)
            // A constant quality: every frame is kept, and the first is as good as the rest.
            .rate_control_mode(RateControlMode::Off)
            .intra_frame_period(IntraFramePeriod::from_num_frames(KEY_EVERY))
            .scene_change_detect(false)
            .skip_frames(false)
            .num_threads(1)
            .vui(colours);
        let dimensions = (width as usize, height as usize);
        Ok(Self {
            encoder: Encoder::with_api_config(OpenH264API::from_source(), config)?,
            muxer: MuxerBuilder::new(Vec::new())
                .video(VideoCodec::H264, width, height, f64::from(FPS))
                .with_fast_start(true)
                .build()?,
            yuv: YUVBuffer::new(dimensions.0, dimensions.1),
            dimensions,
            frames: 0,
        })
    }

    /// Adds one frame of width x height opaque RGBA pixels.
    pub(crate) fn add(&mut self, rgba: &[u8]) -> Result<(), RenderError> {
        self.yuv.read_rgba8(RgbaSliceU8::new(rgba, self.dimensions));
        let seconds = f64::from(self.frames) / f64::from(FPS);
        let time = Timestamp::from_millis((seconds * 1000.0) as u64);
        let coded = self.encoder.encode_at(&self.yuv, time)?;
        let key = matches!(coded.frame_type(), FrameType::IDR);
        self.muxer.write_video(seconds, &coded.to_vec(), key)?;
        self.frames += 1;
        Ok(())
    }

    /// Writes the clip: `out` appears whole or not at all.
    pub(crate) fn finish(mut self, out: &Path) -> Result<(), RenderError> {
        self.muxer.finish_in_place()?;
        let folder =
            out.parent().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidInput))?;
        let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
        file.write_all(&self.muxer.into_writer())?;
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(out).map_err(|error| error.error)?;
        Ok(())
    }
}
