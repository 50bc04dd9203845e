//! What drives: a train over a viaduct, a car on a country road.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::color::Rgb;
use crate::render::paint::shape::{Outline, Place};

/// The length of a train in its own units, where its height is one.
pub(crate) const TRAIN: f32 = 23.0;

/// A train that drives to the right; its place is the rail under its front.
pub(crate) fn train(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let body: Rgb = if cue.kind < 0.5 { [206.0, 74.0, 62.0] } else { [70.0, 104.0, 132.0] };
    let band: Rgb = [240.0, 226.0, 196.0];
    for car in 0..6 {
        let x = -1.0 - car as f32 * 3.7;
        let left = x - 3.5;
        if car == 0 {
            let nose = [
                (left, -0.14),
                (left, -0.96),
                (-1.9, -1.0),
                (-1.0, -0.82),
                (-0.3, -0.42),
                (-0.12, -0.14),
            ];
            sprite.part(Outline::new().poly(&nose), place, Ink::Own(body));
            let glass = [(-1.5, -0.86), (-1.05, -0.78), (-0.66, -0.56), (-1.4, -0.56)];
            sprite.part(Outline::new().poly(&glass), place, Ink::Lamp([255.0, 220.0, 150.0]));
            sprite.part(
                Outline::new().circle(-0.26, -0.3, 0.07),
                place,
                Ink::Lamp([255.0, 246.0, 214.0]),
            );
        } else {
            sprite.part(
                Outline::new().poly(&[
                    (left, -0.14),
                    (left, -0.94),
                    (left + 0.1, -1.0),
                    (x - 0.1, -1.0),
                    (x, -0.94),
                    (x, -0.14),
                ]),
                place,
                Ink::Own(body),
            );
        }
        sprite.part(
            Outline::new().slab(left, -0.4, 3.5 - if car == 0 { 0.9 } else { 0.0 }, 0.07),
            place,
            Ink::Own(band),
        );
        let panes = if car == 0 { 5 } else { 8 };
        for pane in 0..panes {
            let x = left + 0.22 + pane as f32 * 0.4;
            sprite.part(
                Outline::new().slab(x, -0.82, 0.28, 0.3),
                place,
                Ink::Lamp([255.0, 222.0, 150.0]),
            );
        }
        for wheel in [0.5, 0.95, 2.55, 3.0] {
            sprite.part(Outline::new().circle(left + wheel, -0.1, 0.11), place, Ink::Dark);
        }
        sprite.part(Outline::new().slab(left - 0.22, -0.34, 0.24, 0.08), place, Ink::Dark);
    }
}

/// A car two units long that drives to the right.
pub(crate) fn car(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let colors: [Rgb; 3] = [[206.0, 78.0, 62.0], [232.0, 214.0, 178.0], [86.0, 128.0, 150.0]];
    let paint = colors[(cue.kind * 2.99) as usize % 3];
    let bounce = 0.012 * (cue.seconds * 17.0).sin();
    let y = bounce;
    let cabin = [
        (-0.62, -0.42 + y),
        (-0.5, -0.68 + y),
        (-0.3, -0.74 + y),
        (0.16, -0.73 + y),
        (0.34, -0.64 + y),
        (0.52, -0.42 + y),
    ];
    sprite.part(Outline::new().poly(&cabin), place, Ink::Own(paint.map(|value| value * 0.92)));
    for glass in [
        [(-0.52, -0.44 + y), (-0.44, -0.63 + y), (-0.14, -0.67 + y), (-0.14, -0.44 + y)],
        [(-0.08, -0.44 + y), (-0.08, -0.67 + y), (0.16, -0.66 + y), (0.4, -0.44 + y)],
    ] {
        sprite.part(Outline::new().poly(&glass), place, Ink::Own([120.0, 150.0, 172.0]));
    }
    let body = [
        (-0.96, -0.18 + y),
        (-0.94, -0.4 + y),
        (-0.6, -0.45 + y),
        (0.5, -0.45 + y),
        (0.88, -0.38 + y),
        (0.98, -0.28 + y),
        (0.98, -0.16 + y),
        (0.0, -0.12 + y),
    ];
    sprite.part(Outline::new().soft(&body), place, Ink::Own(paint));
    for x in [-0.56, 0.58] {
        sprite.part(Outline::new().circle(x, -0.15, 0.16), place, Ink::Own([40.0, 38.0, 46.0]));
        sprite.part(Outline::new().circle(x, -0.15, 0.075), place, Ink::Own([186.0, 186.0, 190.0]));
    }
    sprite.part(
        Outline::new().oval(0.94, -0.3 + y, 0.04, 0.055),
        place,
        Ink::Lamp([255.0, 244.0, 206.0]),
    );
    sprite.part(
        Outline::new().oval(-0.94, -0.34 + y, 0.03, 0.05),
        place,
        Ink::Lamp([255.0, 70.0, 50.0]),
    );
}
