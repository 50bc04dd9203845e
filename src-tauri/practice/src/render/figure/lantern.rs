//! Lanterns: red ones that hang and swing over a street, and paper ones that rise into the sky.

use crate::render::build::eaves::View;
use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, mix, smooth, times};
use crate::render::paint::shape::{Outline, Place};
use crate::render::scene::{Act, Moment, Stage};

/// Lanterns that hang over a street.
pub(crate) struct Hanging {
    view: View,
    /// Across, up, away, and the phase of the swing.
    places: Vec<(f32, f32, f32, f32)>,
    speed: fn(f32) -> f32,
    wet: f32,
}

impl Hanging {
    pub(crate) fn new(
        view: View,
        places: Vec<(f32, f32, f32)>,
        speed: fn(f32) -> f32,
        wet: f32,
        dice: &mut Dice,
    ) -> Self {
        let places =
            places.into_iter().map(|(x, up, z)| (x, up, z, dice.between(0.0, 6.3))).collect();
        Self { view, places, speed, wet }
    }
}

impl Act for Hanging {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let burn = 0.25 + 0.75 * now.light.lamps;
        for &(x, up, z, phase) in &self.places {
            let shift = -now.pan * (self.speed)(z) * stage.unit;
            let size = self.view.scale / z;
            let (px, py) = self.view.point(x, up, z);
            let swing = 0.12 * (now.seconds * 1.6 + phase).sin();
            let place = Place::at(px + shift, py, size).turned(swing);
            let far = smooth(1.0, 9.0, z) * 0.55;
            let flicker = 0.92 + 0.08 * (now.seconds * 7.0 + phase * 5.0).sin();
            if z < 5.0 {
                // It warms the walls around it.
                let warm = 0.07 * burn * now.light.lamps * flicker;
                canvas.glow((px + shift, py + size * 0.1), size * 0.7, [255.0, 120.0, 60.0], warm);
            }
            lantern(canvas, place, now, far, burn * flicker);
            // Its light on the wet stones.
            let (_, ground) = self.view.point(x, 0.0, z);
            let (_, below) = View { mirror: true, ..self.view }.point(x, up, z);
            let strength = self.wet * burn * 0.5 * (1.0 - far) * now.light.lamps;
            let steps = if z < 4.0 { 5 } else { 0 };
            for step in 0..steps {
                let part = step as f32 / 4.0;
                let y = mix(ground, below, 0.25 + 0.85 * part);
                let waver = (now.seconds * 2.3 + phase + part * 5.0).sin() * size * 0.02;
                let glow = [255.0, 104.0, 52.0];
                canvas.glow(
                    (px + shift + waver, y),
                    size * 0.11,
                    glow,
                    strength * (0.3 + 0.4 * part),
                );
            }
        }
    }
}

/// A round red lantern hanging from its place.
fn lantern(canvas: &mut Canvas, place: Place, now: &Moment, far: f32, burn: f32) {
    let light = &now.light;
    let red: Rgb = [214.0, 40.0, 32.0];
    let shaded = blend(times(red, 0.35 + 0.65 * burn), light.haze, far * 0.7);
    let bright = blend([255.0, 142.0, 66.0], light.haze, far * 0.6);
    let dark = blend([60.0, 26.0, 30.0], light.haze, far);
    let middle = place.point(0.0, 0.09);
    canvas.glow(
        middle,
        place.scale * 0.3,
        [255.0, 96.0, 44.0],
        0.42 * burn * light.lamps * (1.0 - far),
    );
    let thin = 0.006_f32.max(0.7 / place.scale);
    let parts = [
        (Outline::new().slab(-thin / 2.0, -0.03, thin, 0.07), dark),
        (Outline::new().oval(0.0, 0.09, 0.068, 0.056), shaded),
        (Outline::new().oval(0.0, 0.095, 0.036, 0.05), bright),
        (Outline::new().slab(-0.028, 0.03, 0.056, 0.012), dark),
        (Outline::new().slab(-0.028, 0.139, 0.056, 0.012), dark),
        (Outline::new().slab(-thin, 0.15, thin * 2.0, 0.05), times(shaded, 0.8)),
    ];
    for (outline, rgb) in parts {
        if let Some(path) = outline.put(place) {
            canvas.fill(&path, rgb, 1.0);
        }
    }
}
