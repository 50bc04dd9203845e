//! Birds: a flock that flies past, and herons at the water.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::shape::{Outline, Place};

/// A bird in flight, as wide as two units with its wings spread.
pub(crate) fn flying(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    // A few beats, then a glide.
    let cycle = (cue.seconds * 0.42 + cue.phase).fract();
    let beat = (cue.seconds * 11.0 + cue.phase * 40.0).sin();
    let lift = if cycle < 0.62 { beat * 0.5 } else { 0.16 + 0.04 * beat };
    let body = Outline::new().soft(&[
        (0.34, -0.02),
        (0.1, -0.08),
        (-0.26, -0.03),
        (-0.4, 0.02),
        (-0.2, 0.06),
        (0.16, 0.07),
    ]);
    sprite.part(body, place, Ink::Dark);
    for side in [1.0, -1.0] {
        let tip = (side * 0.98 - 0.1, -lift * 0.9 + 0.1 * lift.abs());
        let elbow = (side * 0.45 + 0.06, -lift * 0.75 - 0.1);
        let wing =
            [(0.12, -0.04), elbow, tip, (side * 0.42 - 0.12, -lift * 0.5 + 0.02), (-0.14, 0.03)];
        sprite.part(Outline::new().soft(&wing), place, Ink::Dark);
    }
}

/// A heron that stands in shallow water, one unit tall, and looks around.
pub(crate) fn heron(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let slow = (cue.seconds * 0.7 + cue.phase).sin();
    let dip = 0.03 * slow;
    let white = Ink::Own([236.0, 236.0, 240.0]);
    let grey = Ink::Own([150.0, 160.0, 178.0]);
    let leg = Ink::Own([92.0, 82.0, 80.0]);
    for (top, knee, foot) in [
        ((-0.02, -0.44), (-0.035, -0.22), (-0.02, 0.0)),
        ((0.03, -0.44), (0.05, -0.23), (0.035, 0.0)),
    ] {
        sprite.part(Outline::new().taper(&[top, knee, foot], 0.018, 0.011), place, leg);
    }
    let neck = [
        (0.1, -0.55),
        (0.16, -0.66),
        (0.11, -0.77 + dip),
        (0.14, -0.87 + dip),
        (0.17, -0.92 + dip),
    ];
    sprite.part(Outline::new().taper(&neck, 0.066, 0.032), place, white);
    let body = [
        (0.14, -0.6),
        (0.16, -0.52),
        (0.04, -0.42),
        (-0.16, -0.4),
        (-0.32, -0.31),
        (-0.3, -0.37),
        (-0.14, -0.56),
        (0.02, -0.63),
    ];
    sprite.part(Outline::new().soft(&body), place, white);
    let wing = [
        (0.06, -0.57),
        (0.0, -0.49),
        (-0.16, -0.43),
        (-0.33, -0.31),
        (-0.24, -0.44),
        (-0.08, -0.57),
    ];
    sprite.part(Outline::new().soft(&wing), place, grey);
    let head = [
        (0.13, -0.95 + dip),
        (0.21, -0.97 + dip),
        (0.27, -0.935 + dip),
        (0.2, -0.9 + dip),
        (0.13, -0.91 + dip),
    ];
    sprite.part(Outline::new().soft(&head), place, white);
    let beak = [(0.24, -0.955 + dip), (0.44, -0.915 + dip), (0.24, -0.915 + dip)];
    sprite.part(Outline::new().poly(&beak), place, Ink::Own([226.0, 160.0, 82.0]));
    let plume = [(0.15, -0.955 + dip), (0.06, -0.95 + dip), (-0.02, -0.89 + dip)];
    sprite.part(Outline::new().taper(&plume, 0.016, 0.004), place, Ink::Own([70.0, 74.0, 92.0]));
}

/// A heron in flight, two units wide, with slow beats.
pub(crate) fn heron_flying(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let lift = 0.42 * (cue.seconds * 4.2 + cue.phase).sin() + 0.12;
    let white = Ink::Own([232.0, 234.0, 240.0]);
    let neck = [(0.2, -0.02), (0.36, 0.03), (0.34, -0.05), (0.46, -0.05)];
    sprite.part(Outline::new().taper(&neck, 0.08, 0.045), place, white);
    sprite.part(
        Outline::new().poly(&[(0.44, -0.08), (0.64, -0.035), (0.44, -0.02)]),
        place,
        Ink::Own([226.0, 160.0, 82.0]),
    );
    let body =
        [(0.26, -0.03), (0.1, -0.08), (-0.2, -0.04), (-0.36, 0.02), (-0.1, 0.07), (0.16, 0.06)];
    sprite.part(Outline::new().soft(&body), place, white);
    sprite.part(
        Outline::new().taper(&[(-0.3, 0.02), (-0.8, 0.06)], 0.03, 0.02),
        place,
        Ink::Own([92.0, 82.0, 80.0]),
    );
    for (side, ink) in [(0.8, Ink::Own([176.0, 184.0, 200.0])), (1.0, white)] {
        let tip = (-0.22 * side, -lift * 1.25 * side - 0.05);
        let wing = [
            (0.2, -0.04),
            (0.16, -lift * 0.6 - 0.05),
            tip,
            (-0.3, -lift * 0.85 * side),
            (-0.22, -lift * 0.25),
            (-0.18, 0.02),
        ];
        sprite.part(Outline::new().soft(&wing), place, ink);
    }
}
