//! Hot-air balloons.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::color::Rgb;
use crate::render::paint::shape::{Outline, Place};

const COLORS: [[Rgb; 2]; 4] = [
    [[216.0, 78.0, 62.0], [250.0, 220.0, 170.0]],
    [[62.0, 122.0, 158.0], [246.0, 236.0, 214.0]],
    [[240.0, 166.0, 72.0], [176.0, 66.0, 70.0]],
    [[126.0, 98.0, 168.0], [244.0, 196.0, 150.0]],
];

/// The outline of an envelope of half width one at a height from 0 (mouth) to 1 (crown).
fn half_width(up: f32) -> f32 {
    if up > 0.55 {
        let round = (up - 0.55) / 0.45;
        (1.0 - round * round).max(0.0).sqrt()
    } else {
        let neck = up / 0.55;
        0.16 + 0.84 * (neck * std::f32::consts::FRAC_PI_2).sin().powf(1.15)
    }
}

/// A balloon two units wide; its place is the basket.
pub(crate) fn balloon(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let place = place.turned(0.02 * (cue.seconds * 0.8 + cue.phase).sin());
    let [main, other] = COLORS[(cue.kind * 3.99) as usize % 4];
    // A burst of flame now and then makes the whole envelope shine from within.
    let burn = ((cue.seconds * 0.35 + cue.phase).fract() < 0.3) as u8 as f32;
    let (mouth, tall) = (-0.62, 2.25);
    let edge = |share: f32, up: f32| (share * half_width(up), mouth - up * tall);
    let gores = 7;
    for gore in 0..gores {
        // Gores look narrower towards the edge, as on a globe.
        let angle = |number: usize| (number as f32 / gores as f32 - 0.5) * std::f32::consts::PI;
        let (from, to) = (angle(gore).sin(), angle(gore + 1).sin());
        let mut points = Vec::new();
        for step in 0..=16 {
            points.push(edge(from, step as f32 / 16.0));
        }
        for step in (0..=16).rev() {
            points.push(edge(to * 1.01, step as f32 / 16.0));
        }
        let own = if gore % 2 == 0 { main } else { other };
        let round = 1.06 - 0.3 * ((from + to) / 2.0).abs();
        let ink = own.map(|value| (value * round * (1.0 + 0.12 * burn)).min(255.0));
        let ink = if burn > 0.0 && gore == 3 {
            Ink::Lamp(ink.map(|v| (v * 1.15).min(255.0)))
        } else {
            Ink::Own(ink)
        };
        sprite.part(Outline::new().poly(&points), place, ink);
    }
    let rope = Ink::Own([70.0, 56.0, 52.0]);
    for side in [-1.0, 1.0] {
        let line = [(side * 0.14, mouth + 0.02), (side * 0.11, -0.2)];
        sprite.part(Outline::new().taper(&line, 0.016, 0.016), place, rope);
    }
    if burn > 0.0 {
        sprite.part(
            Outline::new().oval(0.0, -0.48, 0.045, 0.12),
            place,
            Ink::Lamp([255.0, 226.0, 150.0]),
        );
    }
    sprite.part(
        Outline::new().poly(&[(-0.14, -0.22), (0.14, -0.22), (0.11, 0.0), (-0.11, 0.0)]),
        place,
        Ink::Own([132.0, 92.0, 62.0]),
    );
    sprite.part(Outline::new().slab(-0.15, -0.24, 0.3, 0.035), place, Ink::Own([96.0, 64.0, 48.0]));
}
