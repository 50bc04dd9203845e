//! Northern lights: curtains of light that fold and drift. Pure arithmetic for the sky's field.

use crate::render::paint::color::{Rgb, blend, smooth, times};
use crate::render::paint::noise::Noise;
use crate::render::scene::Stage;

/// The curtains of a scene.
pub(crate) struct Aurora(Noise);

impl Aurora {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Noise::new(seed))
    }

    /// The light that the curtains add at a point of the frame.
    pub(crate) fn at(&self, stage: &Stage, seconds: f32, x: f32, y: f32) -> Rgb {
        let u = x / stage.unit;
        let v = y / stage.horizon;
        let mut sum = [0.0_f32; 3];
        for curtain in 0..3 {
            let number = curtain as f32;
            let slow = seconds * 0.045 + number * 7.7;
            let fold = self.0.layered(u * 0.8 + slow * 0.4, number * 5.1 + slow * 0.25, 2);
            let hem = 0.62 - 0.16 * number + 0.34 * fold;
            let up = hem - v;
            // Sharp below, and fading upwards in rays.
            let ray = self.0.layered(u * 15.0 + fold * 6.0 + slow * 1.5, slow * 1.4, 2) * 0.5 + 0.5;
            let tall = 0.14 + 0.5 * ray * ray;
            let body = smooth(-0.015, 0.03, up) * (-up.max(0.0) / tall * 1.5).exp();
            let gap = smooth(-0.7, 0.15, self.0.at(u * 0.9 - slow, 9.0 + number));
            let strength = body * (0.35 + 0.65 * ray) * gap * (1.0 - 0.25 * number);
            let green = [64.0, 255.0, 168.0];
            let violet = [150.0, 96.0, 255.0];
            let rgb = blend(green, violet, smooth(0.08, 0.42, up));
            let add = times(rgb, 0.95 * strength);
            sum = [0, 1, 2].map(|i| sum[i] + add[i]);
        }
        sum
    }
}
