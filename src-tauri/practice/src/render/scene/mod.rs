//! A drawn scene for prompts without a picture: everything in it from far to near, and each
//! frame of it. Everything follows from the prompt and the frame's number.

mod finish;
mod layer;
mod set;
mod stage;

pub(crate) use self::layer::{Layer, Look};
pub(crate) use self::set::Set;
pub(crate) use self::stage::{Act, Moment, Stage};

use self::finish::Finish;
use super::brief::{Camera, brief};
use super::camera::ease;
use super::dice::Dice;
use super::light::{Sun, light, sun};
use super::paint::canvas::Canvas;
use super::{FPS, RenderError, RenderRequest, land};

/// A scene being filmed.
pub(crate) struct Scene {
    stage: Stage,
    sun: Sun,
    acts: Vec<Box<dyn Act>>,
    finish: Finish,
    canvas: Canvas,
    camera: f32,
}

impl Scene {
    /// Sets the scene that a request asks for.
    pub(crate) fn new(request: &RenderRequest) -> Result<Self, RenderError> {
        let none = || RenderError::Draw("no memory for a canvas".into());
        let brief = brief(&request.prompt);
        let dice = Dice::new(brief.seed);
        let stage = Stage::new(&brief, request);
        let sun = sun(&brief, &mut dice.apart("sun"));
        let canvas = Canvas::new(request.width, request.height).ok_or_else(none)?;
        let start = light(&sun, &stage, 0.4);
        let mut set = Set::new(&stage, &brief, start, dice.apart("set"));
        land::build(&mut set).ok_or_else(none)?;
        let camera = match brief.camera {
            Some(Camera::Left) => -1.2,
            Some(Camera::Right) => 1.2,
            Some(Camera::Still) => 0.0,
            None if dice.apart("camera").chance(0.5) => -1.0,
            None => 1.0,
        };
        // In a short clip it goes less far, not faster.
        let camera = camera * (stage.seconds / 5.0).clamp(0.1, 1.0);
        Ok(Self { acts: set.acts, finish: Finish::new(&stage), stage, sun, canvas, camera })
    }

    /// Draws a frame into RGBA pixels; it lies `through` (0 to 1) of the clip.
    pub(crate) fn draw(&mut self, frame: u32, through: f64, pixels: &mut [u8]) {
        let eased = ease(through) as f32;
        let through = through as f32;
        let now = Moment {
            light: light(&self.sun, &self.stage, through),
            seconds: frame as f32 / FPS as f32,
            through,
            // Mostly even motion, a little eased: alive from the first frame to the last.
            pan: self.camera * (0.7 * through + 0.3 * eased - 0.5),
            frame,
        };
        for act in &mut self.acts {
            act.draw(&mut self.canvas, &self.stage, &now);
        }
        self.finish.draw(&mut self.canvas, &self.stage, &now);
        pixels.copy_from_slice(self.canvas.pixmap.data());
    }
}
