//! What people built in the country: cabins, windmills, pagodas and lighthouses.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::color::Rgb;
use crate::render::paint::shape::{Outline, Place};

const WARM: Ink = Ink::Lamp([255.0, 206.0, 124.0]);

/// A small house one unit high, with smoke from its chimney.
pub(crate) fn cabin(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let wood: Rgb = if cue.kind < 0.5 { [150.0, 96.0, 70.0] } else { [206.0, 192.0, 172.0] };
    let shade = wood.map(|value| value * 0.7);
    let roof: Rgb = if cue.snow {
        [244.0, 248.0, 255.0]
    } else if cue.kind < 0.5 {
        [92.0, 62.0, 66.0]
    } else {
        [176.0, 84.0, 62.0]
    };
    for puff in 0..9 {
        let age = (puff as f32 / 9.0 + cue.seconds * 0.12 + cue.phase).fract();
        let x = -0.3 + age * age * 0.85 + 0.05 * (age * 9.0 + cue.phase).sin();
        let size = (0.04 + 0.11 * age) * (1.0 - age).powf(0.5);
        sprite.part(
            Outline::new().circle(x, -1.12 - age * 0.95, size),
            place,
            Ink::Own([206.0, 206.0, 214.0]),
        );
    }
    sprite.part(Outline::new().slab(-0.36, -1.1, 0.13, 0.4), place, Ink::Own([110.0, 84.0, 82.0]));
    // The long side, then the gable end.
    sprite.part(
        Outline::new().poly(&[(-0.7, 0.02), (-0.7, -0.42), (0.3, -0.42), (0.3, 0.02)]),
        place,
        Ink::Own(shade),
    );
    sprite.part(
        Outline::new().poly(&[
            (0.22, 0.02),
            (0.22, -0.44),
            (0.5, -0.84),
            (0.78, -0.44),
            (0.78, 0.02),
        ]),
        place,
        Ink::Own(wood),
    );
    let top = [(-0.8, -0.38), (-0.5, -0.9), (0.52, -0.9), (0.16, -0.38)];
    sprite.part(Outline::new().poly(&top), place, Ink::Own(roof));
    let edge =
        [(0.5, -0.92), (0.86, -0.4), (0.82, -0.35), (0.5, -0.81), (0.19, -0.36), (0.14, -0.4)];
    sprite.part(Outline::new().poly(&edge), place, Ink::Own(roof.map(|value| value * 0.86)));
    for x in [-0.52, -0.16] {
        sprite.part(Outline::new().slab(x, -0.3, 0.18, 0.17), place, WARM);
        sprite.part(Outline::new().slab(x + 0.082, -0.3, 0.016, 0.17), place, Ink::Own(shade));
    }
    sprite.part(Outline::new().slab(0.42, -0.4, 0.16, 0.17), place, WARM);
    sprite.part(
        Outline::new().slab(0.43, -0.2, 0.14, 0.22),
        place,
        Ink::Own(shade.map(|value| value * 0.7)),
    );
}

/// A windmill whose sails turn, one unit high to its cap.
pub(crate) fn windmill(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let stone: Rgb = [214.0, 200.0, 182.0];
    sprite.part(
        Outline::new().poly(&[(-0.24, 0.02), (-0.14, -0.82), (0.14, -0.82), (0.24, 0.02)]),
        place,
        Ink::Own(stone),
    );
    sprite.part(
        Outline::new().poly(&[(-0.24, 0.02), (-0.14, -0.82), (-0.05, -0.82), (-0.08, 0.02)]),
        place,
        Ink::Own(stone.map(|value| value * 0.8)),
    );
    sprite.part(
        Outline::new().soft(&[
            (-0.18, -0.8),
            (-0.13, -0.93),
            (0.0, -1.0),
            (0.13, -0.93),
            (0.18, -0.8),
            (0.0, -0.79),
        ]),
        place,
        Ink::Own([120.0, 74.0, 64.0]),
    );
    sprite.part(Outline::new().slab(-0.05, -0.56, 0.09, 0.1), place, WARM);
    sprite.part(Outline::new().slab(-0.07, -0.2, 0.14, 0.22), place, Ink::Own([96.0, 70.0, 62.0]));
    let turn = cue.seconds * 0.9 + cue.phase;
    for sail in 0..4 {
        let arm = place.moved(0.02, -0.86).turned(turn + sail as f32 * std::f32::consts::FRAC_PI_2);
        sprite.part(
            Outline::new().poly(&[(-0.012, 0.0), (0.012, 0.0), (0.01, -0.74), (-0.01, -0.74)]),
            arm,
            Ink::Own([88.0, 64.0, 58.0]),
        );
        sprite.part(
            Outline::new().poly(&[(0.012, -0.16), (0.13, -0.18), (0.12, -0.72), (0.01, -0.72)]),
            arm,
            Ink::Own([244.0, 236.0, 220.0]),
        );
    }
    sprite.part(
        Outline::new().circle(0.0, 0.0, 0.035),
        place.moved(0.02, -0.86),
        Ink::Own([70.0, 52.0, 50.0]),
    );
}

/// A pagoda of five floors, one unit high.
pub(crate) fn pagoda(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let wall: Rgb = [174.0, 92.0, 74.0];
    let roof: Rgb = if cue.snow { [240.0, 244.0, 252.0] } else { [78.0, 70.0, 84.0] };
    sprite.part(
        Outline::new().poly(&[(-0.011, -1.0), (0.011, -1.0), (0.016, -0.86), (-0.016, -0.86)]),
        place,
        Ink::Own([190.0, 150.0, 96.0]),
    );
    sprite.part(Outline::new().circle(0.0, -0.945, 0.022), place, Ink::Own([206.0, 164.0, 100.0]));
    for floor in 0..5 {
        let up = floor as f32;
        let y = -up * 0.168;
        let half = 0.165 - up * 0.021;
        sprite.part(Outline::new().slab(-half, y - 0.12, half * 2.0, 0.14), place, Ink::Own(wall));
        sprite.part(
            Outline::new().slab(-half, y - 0.12, half * 0.55, 0.14),
            place,
            Ink::Own(wall.map(|value| value * 0.74)),
        );
        for window in [-0.5, 0.0, 0.5] {
            sprite.part(
                Outline::new().slab(window * half * 1.2 - 0.016, y - 0.085, 0.032, 0.055),
                place,
                WARM,
            );
        }
        let out = half + 0.095;
        let eave = [
            (-out, y - 0.15),
            (-half - 0.02, y - 0.13),
            (-half * 0.72, y - 0.185),
            (half * 0.72, y - 0.185),
            (half + 0.02, y - 0.13),
            (out, y - 0.15),
            (half + 0.03, y - 0.105),
            (-half - 0.03, y - 0.105),
        ];
        sprite.part(Outline::new().poly(&eave), place, Ink::Own(roof));
    }
}

/// A lighthouse on a rock, one unit high above the water. Its beam is drawn by itself.
pub(crate) fn lighthouse(sprite: &mut Sprite<'_>, place: Place, _cue: &Cue) {
    let white: Rgb = [244.0, 240.0, 234.0];
    let red: Rgb = [206.0, 70.0, 60.0];
    let rock = Ink::Own([92.0, 88.0, 100.0]);
    let wide = |up: f32| 0.092 - 0.042 * up;
    for band in 0..5 {
        let (low, high) = (band as f32 / 5.0, (band as f32 + 1.0) / 5.0);
        let (y0, y1) = (-0.14 - low * 0.62, -0.145 - high * 0.62);
        let own = if band % 2 == 0 { white } else { red };
        sprite.part(
            Outline::new().poly(&[
                (-wide(low), y0),
                (-wide(high), y1),
                (wide(high), y1),
                (wide(low), y0),
            ]),
            place,
            Ink::Own(own),
        );
        let shade = own.map(|value| value * 0.78);
        sprite.part(
            Outline::new().poly(&[
                (-wide(low), y0),
                (-wide(high), y1),
                (-wide(high) * 0.3, y1),
                (-wide(low) * 0.3, y0),
            ]),
            place,
            Ink::Own(shade),
        );
    }
    sprite.part(
        Outline::new().slab(-0.075, -0.78, 0.15, 0.022),
        place,
        Ink::Own([70.0, 66.0, 78.0]),
    );
    sprite.part(
        Outline::new().slab(-0.042, -0.87, 0.084, 0.092),
        place,
        Ink::Lamp([255.0, 238.0, 190.0]),
    );
    for x in [-0.042, -0.006, 0.03] {
        sprite.part(
            Outline::new().slab(x, -0.87, 0.012, 0.092),
            place,
            Ink::Own([74.0, 66.0, 76.0]),
        );
    }
    sprite.part(
        Outline::new().soft(&[
            (-0.062, -0.865),
            (-0.03, -0.93),
            (0.0, -0.96),
            (0.03, -0.93),
            (0.062, -0.865),
            (0.0, -0.86),
        ]),
        place,
        Ink::Own(red),
    );
    let hut = place.moved(0.16, -0.12);
    sprite.part(
        Outline::new().poly(&[(-0.07, 0.03), (-0.07, -0.08), (0.09, -0.08), (0.09, 0.03)]),
        hut,
        Ink::Own(white.map(|v| v * 0.92)),
    );
    sprite.part(
        Outline::new().poly(&[(-0.09, -0.075), (-0.05, -0.14), (0.07, -0.14), (0.11, -0.075)]),
        hut,
        Ink::Own(red),
    );
    sprite.part(Outline::new().slab(-0.01, -0.055, 0.04, 0.045), hut, WARM);
    let base = [
        (-0.46, 0.03),
        (-0.36, -0.05),
        (-0.22, -0.1),
        (-0.12, -0.16),
        (0.06, -0.15),
        (0.24, -0.13),
        (0.34, -0.06),
        (0.5, 0.03),
    ];
    sprite.part(Outline::new().soft(&base), place, rock);
    let light = [(-0.1, -0.155), (0.05, -0.148), (0.22, -0.125), (0.3, -0.08), (0.1, -0.09)];
    sprite.part(Outline::new().soft(&light), place, Ink::Own([130.0, 122.0, 122.0]));
}
