//! Clips: from a prompt and perhaps a picture to an MP4 file, frame by frame.
//! No network, no clock, and the same request gives the same pictures. One thread draws while
//! another encodes.

mod brief;
mod build;
mod camera;
mod dice;
mod encode;
mod figure;
mod growth;
mod land;
mod light;
mod mark;
pub mod numbered;
mod paint;
mod scene;
mod sky;
mod weather;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

pub use brief::{Figure, Hour, Land, Reading, Season, Weather, reading};
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

/// Renders a clip into `out`, which appears only when it is whole. Takes seconds.
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
    let film = Film::new(request.width, request.height, request.frames)?;
    let mut shot = Shot::new(request)?;
    std::thread::scope(|scope| {
        // One frame waits while the next is drawn and the last is encoded.
        let (send, drawn) = mpsc::sync_channel::<Vec<u8>>(1);
        let (back, empty) = mpsc::channel::<Vec<u8>>();
        let encoder = scope.spawn(move || encode(film, &drawn, &back));
        for frame in 0..request.frames {
            if give_up.load(Ordering::Relaxed) {
                return Err(RenderError::GivenUp);
            }
            let mut pixels = empty.try_recv().unwrap_or_default();
            pixels.clear();
            pixels.extend_from_slice(shot.frame(frame)?);
            if send.send(pixels).is_err() {
                // The encoder has ended; its answer tells why.
                break;
            }
        }
        drop(send);
        let lost = || RenderError::Draw("the encoder was lost".into());
        encoder.join().map_err(|_| lost())??.finish(out)
    })
}

/// Encodes frames until no more come, and gives their memory back.
fn encode(
    mut film: Film,
    drawn: &mpsc::Receiver<Vec<u8>>,
    back: &mpsc::Sender<Vec<u8>>,
) -> Result<Film, RenderError> {
    for pixels in drawn {
        film.add(&pixels)?;
        // Nobody takes it back once the last frame is drawn.
        let _ = back.send(pixels);
    }
    Ok(film)
}

/// Draws one frame of a clip as RGBA pixels, as it is before it is encoded.
///
/// # Errors
/// As [`clip`].
pub fn frame(request: &RenderRequest, frame: u32) -> Result<image::RgbaImage, RenderError> {
    let RenderRequest { width, height, frames, .. } = *request;
    encode::check(width, height, frames)?;
    let mut shot = Shot::new(request)?;
    let pixels = shot.frame(frame)?.to_vec();
    image::RgbaImage::from_raw(width, height, pixels)
        .ok_or_else(|| RenderError::Draw("a frame of another size".into()))
}

/// A clip's pictures, one after the other.
struct Shot {
    subject: Subject,
    mark: Option<Mark>,
    frames: u32,
    pixels: Vec<u8>,
}

/// What a clip shows.
enum Subject {
    Still(Still),
    Scene(Box<Scene>),
}

impl Shot {
    fn new(request: &RenderRequest) -> Result<Self, RenderError> {
        let RenderRequest { width, height, frames, .. } = *request;
        let subject = match &request.picture {
            Some(bytes) => Subject::Still(Still::new(bytes, &request.prompt, width, height)?),
            None => Subject::Scene(Box::new(Scene::new(request)?)),
        };
        let mark = if request.mark { Mark::new(width, height) } else { None };
        let pixels = vec![255; width as usize * height as usize * 4];
        Ok(Self { subject, mark, frames, pixels })
    }

    fn frame(&mut self, frame: u32) -> Result<&[u8], RenderError> {
        let through = f64::from(frame) / f64::from(self.frames.max(2) - 1);
        match &mut self.subject {
            Subject::Still(still) => still.draw(through, &mut self.pixels)?,
            Subject::Scene(scene) => scene.draw(frame, through, &mut self.pixels),
        }
        if let Some(mark) = &self.mark {
            mark.draw(&mut self.pixels);
        }
        Ok(&self.pixels)
    }
}
