//! The frame's measures, one moment of the clip, and what everything in a scene has in common.

use crate::render::brief::{Brief, Land};
use crate::render::light::Light;
use crate::render::paint::canvas::Canvas;
use crate::render::{FPS, RenderRequest};

/// The measures of a frame, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) wide: f32,
    pub(crate) high: f32,
    /// What sizes are measured in: the same for a wide and a tall frame of equal area.
    pub(crate) unit: f32,
    /// The row of the horizon.
    pub(crate) horizon: f32,
    /// Pixels between two nodes of soft fields.
    pub(crate) cell: usize,
    /// The clip's length.
    pub(crate) seconds: f32,
}

impl Stage {
    pub(crate) fn new(brief: &Brief, request: &RenderRequest) -> Self {
        let (wide, high) = (request.width as f32, request.height as f32);
        let unit = (wide * high).sqrt().min(1.6 * wide.min(high));
        // The horizon lies on the lower third where the sky is the subject, higher over water.
        let share = match brief.reading.land {
            Land::Sea => 0.62,
            Land::Lake => 0.57,
            Land::City => 0.68,
            Land::Street => 0.6,
            Land::Forest => 0.7,
            Land::Desert => 0.58,
            Land::Hills | Land::Mountains | Land::Snow => 0.62,
        };
        Self {
            wide,
            high,
            unit,
            horizon: (high * share).round(),
            cell: ((wide.min(high) / 90.0).round() as usize).clamp(2, 12),
            seconds: request.frames as f32 / FPS as f32,
        }
    }

    /// How much taller than wide the frame is; 1 for a square, 1.78 for 9:16.
    pub(crate) fn tall(&self) -> f32 {
        self.high / self.wide
    }

    /// How far something that drifts at this many units a second gets in the clip. In a long clip
    /// it slows down, because there is only so much of it.
    pub(crate) fn drift(&self, pace: f32) -> f32 {
        pace * self.unit * self.seconds.min(5.0 + (self.seconds - 5.0).max(0.0) * 0.25)
    }
}

/// One moment of a clip.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) light: Light,
    pub(crate) seconds: f32,
    /// How far the clip is, from 0 to 1.
    pub(crate) through: f32,
    /// Where the camera is, about -0.5 to 0.5 over the clip.
    pub(crate) pan: f32,
    pub(crate) frame: u32,
}

/// Something in a scene.
pub(crate) trait Act: Send {
    /// Draws itself over what is farther away.
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment);
}
