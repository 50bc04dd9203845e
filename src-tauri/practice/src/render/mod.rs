//! Clips: from a prompt and perhaps a picture to an MP4 file, frame by frame.
//! Pure work on one thread: no network, no clock, and the same request gives the same pictures.

mod camera;
mod encode;
mod mark;
pub mod numbered;
mod palette;
mod ridge;
mod scene;
mod sky;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

pub use numbered::numbered;

use self::camera::Still;
use self::encode::Film;
use self::mark::Mark;
use self::scene::Scene;

/// Frames per second of every clip.
pub const FPS: u32 = 24;

/// What to render.
#[derive(Debug, Clone, Default)]
pub struct RenderRequest {
    /// The prompt: it chooses the scene where there is no picture, and the camera's way.
    pub prompt: String,
    /// A picture file (PNG, JPEG, WebP or GIF) to wake.
    pub picture: Option<Vec<u8>>,
    /// Width in pixels, even, 16 to 1920.
    pub width: u32,
    /// Height in pixels, even, 16 to 1920.
    pub height: u32,
    /// Length in frames, at least 1.
    pub frames: u32,
    /// Whether to draw the small "practice" mark.
    pub mark: bool,
}

/// Why there is no clip.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The width, height or number of frames is out of range.
    #[error("cannot render {width}x{height} with {frames} frames")]
    Shape {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Length in frames.
        frames: u32,
    },
    /// The picture cannot be read.
    #[error("the picture cannot be read")]
    Picture,
    /// A picture could not be scaled or drawn.
    #[error("a frame could not be drawn: {0}")]
    Draw(String),
    /// The encoder refused.
    #[error("the encoder refused: {0}")]
    Encode(#[from] openh264::Error),
    /// The file could not be put together.
    #[error("the clip could not be put together: {0}")]
    Mux(#[from] muxide::api::MuxerError),
    /// The file could not be read or written.
    #[error("a file could not be read or written: {0}")]
    File(#[from] std::io::Error),
    /// The caller asked to stop.
    #[error("rendering was given up")]
    GivenUp,
}

/// Renders a clip into `out`, which appears only when it is whole. Takes seconds of one core.
///
/// # Errors
/// The request is out of range, the picture cannot be read, or the file cannot be written.
pub fn clip(request: &RenderRequest, out: &Path) -> Result<(), RenderError> {
    clip_until(request, out, &AtomicBool::new(false))
}

/// Renders a clip as [`clip`] does, but gives up between two frames once `give_up` is set.
///
/// # Errors
/// As [`clip`], and [`RenderError::GivenUp`].
pub fn clip_until(
    request: &RenderRequest,
    out: &Path,
    give_up: &AtomicBool,
) -> Result<(), RenderError> {
    let RenderRequest { width, height, frames, .. } = *request;
    let mut film = Film::new(width, height, frames)?;
    let mut subject = match &request.picture {
        Some(bytes) => Subject::Still(Still::new(bytes, &request.prompt, width, height)?),
        None => Subject::Scene(Box::new(Scene::new(&request.prompt, width, height)?)),
    };
    let mark = if request.mark { Mark::new(width, height) } else { None };
    let mut pixels = vec![255; width as usize * height as usize * 4];
    for frame in 0..frames {
        if give_up.load(Ordering::Relaxed) {
            return Err(RenderError::GivenUp);
        }
        let through = f64::from(frame) / f64::from(frames.max(2) - 1);
        match &mut subject {
            Subject::Still(still) => still.draw(through, &mut pixels)?,
            Subject::Scene(scene) => scene.draw(frame, through, &mut pixels),
        }
        if let Some(mark) = &mark {
            mark.draw(&mut pixels);
        }
        film.add(&pixels)?;
    }
    film.finish(out)
}

/// What the clip shows.
enum Subject {
    Still(Still),
    Scene(Box<Scene>),
}

/// A number that only depends on the text: the same prompt gives the same clip everywhere.
pub(crate) fn seed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Small repeatable random numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A number between two others.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }
}

/// Whether a text has one of these words: as a whole word in Latin letters, anywhere otherwise.
pub(crate) fn mentions(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if word.is_ascii() {
            text.split(|c: char| !c.is_ascii_alphanumeric()).any(|found| found == *word)
        } else {
            text.contains(word)
        }
    })
}
