//! A picture and the camera that moves over it: a slow push with a little drift.
//! The first frame is always the picture's own framing, filling the frame, centred.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, Rgba, RgbaImage};

use super::RenderError;
use super::brief::mentions;
use super::dice::{Dice, seed};
use crate::pictures;

/// The prepared picture is this much larger than the frame, so that the push stays sharp.
const ROOM: f64 = 1.2;
/// How far the camera pushes in by the end.
const PUSH: f64 = 1.12;
/// The largest side and memory of a picture to wake, in pixels and bytes.
const MAX_SIDE: u32 = 16_384;
const MAX_MEMORY: u64 = 512 << 20;
/// What shows through a transparent picture.
const GROUND: [f32; 3] = [244.0, 242.0, 238.0];

/// A picture being filmed.
pub(crate) struct Still {
    picture: Image<'static>,
    path: Path,
    resizer: Resizer,
    frame: Image<'static>,
}

impl Still {
    /// Decodes the picture and fits it over a frame of this many pixels.
    pub(crate) fn new(
        bytes: &[u8],
        prompt: &str,
        width: u32,
        height: u32,
    ) -> Result<Self, RenderError> {
        let picture =
            pictures::decode(bytes, MAX_SIDE, MAX_MEMORY).map_err(|_| RenderError::Picture)?;
        let mut resizer = Resizer::new();
        let room = |side: u32| (f64::from(side) * ROOM).round() as u32;
        Ok(Self {
            picture: cover(picture, room(width), room(height), &mut resizer)?,
            path: Path::of(prompt),
            resizer,
            frame: Image::new(width, height, PixelType::U8x4),
        })
    }

    /// Draws the frame that lies `through` (0 to 1) of the clip into RGBA pixels.
    pub(crate) fn draw(&mut self, through: f64, pixels: &mut [u8]) -> Result<(), RenderError> {
        let (left, top, width, height) = self.path.view(
            through,
            f64::from(self.picture.width()),
            f64::from(self.picture.height()),
        );
        let options = ResizeOptions::new()
            .crop(left, top, width, height)
            .resize_alg(ResizeAlg::Convolution(FilterType::Hamming))
            .use_alpha(false);
        self.resizer
            .resize(&self.picture, &mut self.frame, &options)
            .map_err(|error| RenderError::Draw(error.to_string()))?;
        pixels.copy_from_slice(self.frame.buffer());
        Ok(())
    }
}

/// Scales and crops a picture so that it covers width x height, centred, without transparency.
fn cover(
    picture: DynamicImage,
    width: u32,
    height: u32,
    resizer: &mut Resizer,
) -> Result<Image<'static>, RenderError> {
    let draw = |error: &dyn std::fmt::Display| RenderError::Draw(error.to_string());
    let opaque = !picture.color().has_alpha();
    let mut picture: RgbaImage = picture.into_rgba8();
    if !opaque {
        for Rgba([red, green, blue, alpha]) in picture.pixels_mut() {
            let share = f32::from(*alpha) / 255.0;
            for (value, ground) in [red, green, blue].into_iter().zip(GROUND) {
                *value = (f32::from(*value) * share + ground * (1.0 - share)).round() as u8;
            }
            *alpha = 255;
        }
    }
    let (across, down) = picture.dimensions();
    let source = Image::from_vec_u8(across, down, picture.into_raw(), PixelType::U8x4)
        .map_err(|error| draw(&error))?;
    let mut covered = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new()
        .fit_into_destination(Some((0.5, 0.5)))
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        .use_alpha(false);
    resizer.resize(&source, &mut covered, &options).map_err(|error| draw(&error))?;
    Ok(covered)
}

/// Where the camera goes.
#[derive(Debug, Clone, Copy)]
struct Path {
    push: f64,
    /// Where in the free room the view ends, from -1 (left, top) to 1 (right, bottom).
    drift: (f64, f64),
}

impl Path {
    fn of(prompt: &str) -> Self {
        let text = prompt.to_lowercase();
        let mut dice = Dice::new(seed(prompt));
        let mut path = Self {
            push: PUSH,
            drift: (f64::from(dice.between(-0.5, 0.5)), f64::from(dice.between(-0.5, 0.2))),
        };
        let says = |words: &[&str]| mentions(&text, words);
        if says(&["left", "向左", "左移"]) {
            path.drift = (-1.0, 0.0);
        } else if says(&["right", "向右", "右移"]) {
            path.drift = (1.0, 0.0);
        } else if says(&["up", "upwards", "rise", "rises", "rising", "向上", "上升"]) {
            path.drift = (0.0, -1.0);
        } else if says(&["down", "downwards", "fall", "falls", "falling", "向下", "下降"]) {
            path.drift = (0.0, 1.0);
        }
        if says(&["static", "still", "motionless", "静止", "固定"]) {
            path.push = 1.03;
        }
        path
    }

    /// The part of a picture that fills the frame: left, top, width, height in pixels.
    fn view(&self, through: f64, width: f64, height: f64) -> (f64, f64, f64, f64) {
        let eased = ease(through);
        let zoom = 1.0 + (self.push - 1.0) * eased;
        let (across, down) = (width / zoom, height / zoom);
        // The room is empty at the first frame, so the view starts centred whatever the drift.
        let left = (width - across) * (0.5 + 0.5 * self.drift.0);
        let top = (height - down) * (0.5 + 0.5 * self.drift.1);
        (left.clamp(0.0, width - across), top.clamp(0.0, height - down), across, down)
    }
}

/// Starts and ends at rest.
pub(crate) fn ease(through: f64) -> f64 {
    let t = through.clamp(0.0, 1.0);
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}
