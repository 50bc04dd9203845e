//! People: one who walks or stands in a long coat, and a child.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::color::Rgb;
use crate::render::paint::shape::{Outline, Place};

const COATS: [Rgb; 5] = [
    [164.0, 62.0, 56.0],
    [206.0, 158.0, 88.0],
    [62.0, 92.0, 132.0],
    [84.0, 104.0, 84.0],
    [120.0, 84.0, 118.0],
];
const SKIN: Rgb = [222.0, 176.0, 146.0];

/// Someone who walks, one unit tall.
pub(crate) fn walking(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    person(sprite, place, cue, 1.0);
}

/// Someone who stands and looks, one unit tall.
pub(crate) fn standing(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    person(sprite, place, cue, 0.0);
}

fn person(sprite: &mut Sprite<'_>, place: Place, cue: &Cue, gait: f32) {
    let step = (cue.seconds * 5.2 + cue.phase).sin() * gait;
    let bob = 0.012 * (cue.seconds * 10.4 + cue.phase * 2.0).cos() * gait;
    let wind = (cue.seconds * 2.1 + cue.phase).sin();
    let coat = COATS[(cue.kind * 4.99) as usize % 5];
    let dark = coat.map(|value| value * 0.72);
    let legs = Ink::Own([52.0, 50.0, 66.0]);
    for (side, shade) in [(-1.0, Ink::Own([42.0, 40.0, 56.0])), (1.0, legs)] {
        let swing = step * side * 0.11;
        let lift = (step * side).max(0.0) * 0.03;
        let leg = [(0.01, -0.46), (swing * 0.45 + 0.015, -0.24), (swing, -0.03 - lift)];
        sprite.part(Outline::new().taper(&leg, 0.085, 0.05), place, shade);
        let foot = [
            (swing - 0.03, -0.035 - lift),
            (swing + 0.03, -0.045 - lift),
            (swing + 0.085, -0.008 - lift),
            (swing - 0.03, -lift),
        ];
        sprite.part(Outline::new().poly(&foot), place, shade);
    }
    let y = bob;
    let back =
        [(-0.02, -0.78 + y), (-0.06 - step * 0.05, -0.62 + y), (-0.02 - step * 0.09, -0.46 + y)];
    sprite.part(Outline::new().taper(&back, 0.07, 0.05), place, Ink::Own(dark));
    let body = [
        (-0.035, -0.84 + y),
        (0.045, -0.84 + y),
        (0.105, -0.77 + y),
        (0.095, -0.6 + y),
        (0.115 + 0.01 * wind, -0.32 + y),
        (-0.12 + 0.015 * wind, -0.31 + y),
        (-0.095, -0.6 + y),
        (-0.1, -0.77 + y),
    ];
    sprite.part(Outline::new().soft(&body), place, Ink::Own(coat));
    let front =
        [(0.03, -0.79 + y), (0.06 + step * 0.05, -0.62 + y), (0.045 + step * 0.1, -0.47 + y)];
    if cue.wet {
        let arm = [(0.04, -0.77 + y), (0.11, -0.66 + y), (0.1, -0.78 + y)];
        sprite.part(Outline::new().taper(&arm, 0.07, 0.045), place, Ink::Own(dark));
    } else {
        sprite.part(Outline::new().taper(&front, 0.07, 0.045), place, Ink::Own(dark));
    }
    let scarf =
        [(0.01, -0.845 + y), (-0.1, -0.83 + y + 0.01 * wind), (-0.21, -0.8 + y - 0.03 * wind)];
    sprite.part(Outline::new().taper(&scarf, 0.06, 0.03), place, Ink::Own([232.0, 206.0, 160.0]));
    sprite.part(Outline::new().oval(0.012, -0.925 + y, 0.058, 0.068), place, Ink::Own(SKIN));
    let hair = [
        (0.05, -0.985 + y),
        (-0.02, -1.005 + y),
        (-0.07, -0.95 + y),
        (-0.06, -0.86 + y),
        (-0.015, -0.87 + y),
        (-0.005, -0.94 + y),
    ];
    sprite.part(Outline::new().soft(&hair), place, Ink::Own([56.0, 44.0, 50.0]));
    if cue.wet {
        umbrella(sprite, place.moved(0.09, -0.76 + y), coat);
    }
}

fn umbrella(sprite: &mut Sprite<'_>, place: Place, coat: Rgb) {
    let rgb = if coat[0] > 150.0 { [74.0, 96.0, 130.0] } else { [206.0, 74.0, 62.0] };
    sprite.part(
        Outline::new().slab(-0.008, -0.42, 0.016, 0.44),
        place,
        Ink::Own([60.0, 54.0, 60.0]),
    );
    let mut points = Vec::new();
    for step in 0..=12 {
        let turn = std::f32::consts::PI * step as f32 / 12.0;
        points.push((-0.32 * turn.cos(), -0.3 - 0.19 * turn.sin()));
    }
    for step in (0..8).rev() {
        let part = (step as f32 + 0.5) / 8.0;
        points.push((-0.32 + 0.64 * part, -0.3 - if step % 2 == 0 { 0.03 } else { 0.012 }));
    }
    sprite.part(Outline::new().poly(&points), place, Ink::Own(rgb));
    let half = [(0.02, -0.488), (0.2, -0.44), (0.31, -0.305), (0.16, -0.32)];
    sprite.part(Outline::new().soft(&half), place, Ink::Own(rgb.map(|value| value * 0.8)));
}

/// A child who skips along, one unit tall.
pub(crate) fn child(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let step = (cue.seconds * 6.4 + cue.phase).sin();
    let hop = -0.035 * step.abs();
    let coat = COATS[((cue.kind * 4.99) as usize + 1) % 5].map(|value| (value * 1.15).min(255.0));
    let dark = coat.map(|value| value * 0.75);
    for side in [-1.0, 1.0] {
        let swing = step * side * 0.13;
        let leg = [
            (0.0, -0.4 + hop),
            (swing * 0.5, -0.2 + hop),
            (swing, -0.02 + hop * (0.5 + 0.5 * side)),
        ];
        sprite.part(Outline::new().taper(&leg, 0.085, 0.06), place, Ink::Own([72.0, 62.0, 74.0]));
    }
    let arm =
        [(0.0, -0.62 + hop), (-0.14 - 0.04 * step, -0.5 + hop), (-0.18 - 0.08 * step, -0.38 + hop)];
    sprite.part(Outline::new().taper(&arm, 0.07, 0.05), place, Ink::Own(dark));
    let dress = [
        (-0.06, -0.7 + hop),
        (0.06, -0.7 + hop),
        (0.11, -0.52 + hop),
        (0.2, -0.31 + hop),
        (0.0, -0.28 + hop),
        (-0.2, -0.31 + hop),
        (-0.11, -0.52 + hop),
    ];
    sprite.part(Outline::new().soft(&dress), place, Ink::Own(coat));
    let arm =
        [(0.04, -0.62 + hop), (0.16 + 0.04 * step, -0.52 + hop), (0.2 + 0.08 * step, -0.4 + hop)];
    sprite.part(Outline::new().taper(&arm, 0.07, 0.05), place, Ink::Own(dark));
    sprite.part(Outline::new().circle(0.01, -0.82 + hop, 0.115), place, Ink::Own(SKIN));
    let hair = [
        (0.1, -0.92 + hop),
        (0.0, -0.96 + hop),
        (-0.13, -0.9 + hop),
        (-0.15, -0.76 + hop),
        (-0.1, -0.68 + hop),
        (-0.05, -0.8 + hop),
    ];
    sprite.part(Outline::new().soft(&hair), place, Ink::Own([66.0, 48.0, 48.0]));
    let hat = [
        (-0.17, -0.89 + hop),
        (-0.1, -0.98 + hop),
        (0.05, -1.0 + hop),
        (0.13, -0.91 + hop),
        (0.2, -0.87 + hop),
    ];
    sprite.part(Outline::new().soft(&hat), place, Ink::Own([236.0, 204.0, 130.0]));
}
