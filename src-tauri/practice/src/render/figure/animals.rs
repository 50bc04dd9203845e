//! Animals on land: dog, cat, deer and camel.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::shape::{Outline, Place};

/// Four legs that trot: where they begin, their length and width, the swing.
fn legs(
    sprite: &mut Sprite<'_>,
    place: Place,
    at: [(f32, f32); 4],
    wide: f32,
    step: f32,
    ink: [Ink; 2],
) {
    for (index, (x, top)) in at.into_iter().enumerate() {
        // Opposite legs go together.
        let side = if index == 0 || index == 3 { 1.0 } else { -1.0 };
        let swing = step * side;
        let lift = swing.max(0.0) * 0.25;
        let way = [(x, top), (x + swing * 0.4, top * 0.48), (x + swing, -0.005 - lift)];
        sprite.part(Outline::new().taper(&way, wide, wide * 0.55), place, ink[index % 2]);
    }
}

/// A dog that trots along, about one unit long.
pub(crate) fn dog(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let step = 0.11 * (cue.seconds * 9.5 + cue.phase).sin();
    let wag = 0.12 * (cue.seconds * 12.0).sin();
    let coat = if cue.kind < 0.5 { [188.0, 132.0, 82.0] } else { [226.0, 208.0, 182.0] };
    let (fur, shade) = (Ink::Own(coat), Ink::Own(coat.map(|value| value * 0.72)));
    let at = [(-0.3, -0.36), (-0.24, -0.36), (0.2, -0.36), (0.27, -0.36)];
    legs(sprite, place, at, 0.095, step, [shade, fur]);
    let tail = [(-0.36, -0.5), (-0.5, -0.62 + wag * 0.3), (-0.52 + wag * 0.4, -0.78)];
    sprite.part(Outline::new().taper(&tail, 0.085, 0.03), place, fur);
    let body = [
        (-0.38, -0.5),
        (-0.26, -0.58),
        (0.05, -0.55),
        (0.28, -0.6),
        (0.35, -0.48),
        (0.28, -0.31),
        (0.05, -0.33),
        (-0.18, -0.37),
        (-0.36, -0.35),
    ];
    sprite.part(Outline::new().soft(&body), place, fur);
    let neck = [(0.22, -0.5), (0.36, -0.7)];
    sprite.part(Outline::new().taper(&neck, 0.24, 0.17), place, fur);
    let head = [
        (0.3, -0.85),
        (0.42, -0.87),
        (0.5, -0.77),
        (0.64, -0.72),
        (0.63, -0.64),
        (0.46, -0.62),
        (0.32, -0.66),
    ];
    sprite.part(Outline::new().soft(&head), place, fur);
    let ear = [(0.33, -0.85), (0.28, -0.76), (0.3, -0.64), (0.39, -0.74)];
    sprite.part(Outline::new().soft(&ear), place, shade);
    sprite.part(Outline::new().circle(0.635, -0.7, 0.026), place, Ink::Dark);
}

/// A cat that sits and moves its tail, one unit tall.
pub(crate) fn cat(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let slow = (cue.seconds * 1.7 + cue.phase).sin();
    let turn = 0.03 * (cue.seconds * 0.6 + cue.phase).sin();
    let coat = match cue.kind {
        k if k < 0.4 => [66.0, 62.0, 76.0],
        k if k < 0.75 => [222.0, 150.0, 88.0],
        _ => [236.0, 230.0, 222.0],
    };
    let (fur, shade) = (Ink::Own(coat), Ink::Own(coat.map(|value| value * 0.8)));
    let tail =
        [(-0.2, -0.05), (-0.46, -0.04), (-0.62, -0.14), (-0.66 + 0.06 * slow, -0.3 - 0.05 * slow)];
    sprite.part(Outline::new().taper(&tail, 0.09, 0.05), place, fur);
    let body = [
        (0.02, -0.68),
        (0.15, -0.58),
        (0.2, -0.3),
        (0.24, 0.0),
        (-0.26, 0.0),
        (-0.32, -0.14),
        (-0.26, -0.36),
        (-0.12, -0.58),
    ];
    sprite.part(Outline::new().soft(&body), place, fur);
    sprite.part(Outline::new().oval(-0.14, -0.11, 0.16, 0.12), place, shade);
    sprite.part(Outline::new().taper(&[(0.12, -0.36), (0.15, -0.02)], 0.1, 0.08), place, shade);
    let x = 0.05 + turn;
    sprite.part(Outline::new().oval(x, -0.77, 0.175, 0.145), place, fur);
    for side in [-1.0, 1.0] {
        let ear = [(x + side * 0.16, -0.8), (x + side * 0.15, -1.0), (x + side * 0.03, -0.88)];
        sprite.part(Outline::new().poly(&ear), place, fur);
    }
}

/// A deer that stands and lifts its head, one unit tall to its antlers.
pub(crate) fn deer(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let slow = (cue.seconds * 0.55 + cue.phase).sin();
    let (fur, shade) = (Ink::Own([164.0, 112.0, 76.0]), Ink::Own([120.0, 80.0, 60.0]));
    let at = [(-0.23, -0.36), (-0.17, -0.36), (0.12, -0.36), (0.19, -0.36)];
    legs(sprite, place, at, 0.055, 0.012, [shade, fur]);
    let body = [
        (-0.28, -0.48),
        (-0.14, -0.54),
        (0.1, -0.52),
        (0.22, -0.54),
        (0.25, -0.44),
        (0.16, -0.33),
        (-0.06, -0.34),
        (-0.24, -0.33),
        (-0.3, -0.4),
    ];
    sprite.part(Outline::new().soft(&body), place, fur);
    sprite.part(
        Outline::new().soft(&[(-0.27, -0.5), (-0.34, -0.45), (-0.31, -0.37), (-0.27, -0.42)]),
        place,
        Ink::Own([236.0, 226.0, 210.0]),
    );
    let head = (0.33 + 0.02 * slow, -0.75 + 0.02 * slow);
    sprite.part(
        Outline::new().taper(&[(0.16, -0.46), (0.24, -0.6), head], 0.15, 0.075),
        place,
        fur,
    );
    let skull = [
        (head.0 - 0.05, head.1 - 0.03),
        (head.0 + 0.02, head.1 - 0.06),
        (head.0 + 0.14, head.1 + 0.01),
        (head.0 + 0.13, head.1 + 0.045),
        (head.0 + 0.02, head.1 + 0.05),
    ];
    sprite.part(Outline::new().soft(&skull), place, fur);
    let ear = [
        (head.0 - 0.03, head.1 - 0.03),
        (head.0 - 0.11, head.1 - 0.07),
        (head.0 - 0.05, head.1 + 0.0),
    ];
    sprite.part(Outline::new().poly(&ear), place, shade);
    let horn = Ink::Own([206.0, 176.0, 140.0]);
    for side in [-0.5, 0.6] {
        let (x, y) = (head.0 - 0.005, head.1 - 0.05);
        let beam = [(x, y), (x - 0.05 + side * 0.05, y - 0.1), (x + side * 0.14, y - 0.21)];
        sprite.part(Outline::new().taper(&beam, 0.024, 0.012), place, horn);
        for (from, out) in [(0.09, 0.09), (0.15, 0.07)] {
            let start = (x - 0.03 + side * (0.06 + from * 0.2), y - from);
            let tine = [start, (start.0 + 0.04 + side * 0.05, start.1 - out)];
            sprite.part(Outline::new().taper(&tine, 0.018, 0.008), place, horn);
        }
    }
}

/// A camel with a load that walks, one unit tall.
pub(crate) fn camel(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let step = 0.07 * (cue.seconds * 3.4 + cue.phase).sin();
    let nod = 0.015 * (cue.seconds * 6.8 + cue.phase).sin();
    let (fur, shade) = (Ink::Own([172.0, 122.0, 82.0]), Ink::Own([126.0, 86.0, 64.0]));
    let at = [(-0.3, -0.46), (-0.22, -0.46), (0.14, -0.46), (0.22, -0.46)];
    legs(sprite, place, at, 0.07, step, [shade, fur]);
    sprite.part(
        Outline::new().taper(&[(-0.37, -0.62), (-0.43, -0.48), (-0.41, -0.38)], 0.035, 0.02),
        place,
        shade,
    );
    let body = [
        (-0.38, -0.6),
        (-0.3, -0.72),
        (-0.2, -0.84),
        (-0.1, -0.72),
        (0.0, -0.71),
        (0.09, -0.85),
        (0.19, -0.73),
        (0.3, -0.64),
        (0.28, -0.5),
        (0.1, -0.42),
        (-0.12, -0.43),
        (-0.34, -0.48),
    ];
    sprite.part(Outline::new().soft(&body), place, fur);
    let neck = [(0.22, -0.58), (0.37, -0.58), (0.44, -0.72), (0.47, -0.9 + nod)];
    sprite.part(Outline::new().taper(&neck, 0.16, 0.075), place, fur);
    let head = [
        (0.42, -0.95 + nod),
        (0.5, -0.98 + nod),
        (0.62, -0.92 + nod),
        (0.61, -0.87 + nod),
        (0.48, -0.86 + nod),
    ];
    sprite.part(Outline::new().soft(&head), place, fur);
    let load = [(-0.12, -0.74), (0.02, -0.75), (0.05, -0.56), (-0.02, -0.5), (-0.14, -0.56)];
    sprite.part(Outline::new().soft(&load), place, Ink::Own([196.0, 74.0, 58.0]));
    if cue.kind < 0.5 {
        let robe = [
            (-0.06, -1.08),
            (0.02, -1.08),
            (0.06, -0.9),
            (0.05, -0.7),
            (-0.11, -0.7),
            (-0.1, -0.92),
        ];
        sprite.part(Outline::new().soft(&robe), place, Ink::Own([226.0, 214.0, 196.0]));
        sprite.part(
            Outline::new().circle(-0.02, -1.12, 0.055),
            place,
            Ink::Own([206.0, 92.0, 70.0]),
        );
    }
}
