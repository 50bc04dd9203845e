//! The painter's tools: colours, noise, the canvas, and bitmaps that can be lit anew every frame.
//! They know nothing of what is painted.

pub(crate) mod canvas;
pub(crate) mod color;
pub(crate) mod field;
pub(crate) mod ground;
pub(crate) mod noise;
pub(crate) mod plate;
pub(crate) mod shape;
