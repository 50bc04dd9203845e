//! Boats: a small one with a fisherman, and one under sail.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::shape::{Outline, Place};

/// A small boat two units long with a fisherman who stands and poles.
pub(crate) fn small(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let rock = 0.02 * (cue.seconds * 1.3 + cue.phase).sin();
    let place = place.turned(rock);
    let push = (cue.seconds * 0.9 + cue.phase).sin();
    let wood = Ink::Own([104.0, 70.0, 56.0]);
    let pole = [(-0.86 - 0.1 * push, -1.15), (-0.46, -0.5), (-0.3 + 0.1 * push, 0.1)];
    sprite.part(Outline::new().taper(&pole, 0.026, 0.02), place, Ink::Own([120.0, 96.0, 70.0]));
    let (hip, neck) = ((-0.44, -0.22), (-0.42 - 0.04 * push, -0.62));
    let coat = [
        (hip.0 - 0.1, -0.08),
        (hip.0 - 0.09, hip.1 - 0.12),
        (neck.0 - 0.09, neck.1 + 0.06),
        (neck.0, neck.1),
        (neck.0 + 0.09, neck.1 + 0.06),
        (hip.0 + 0.1, hip.1 - 0.1),
        (hip.0 + 0.11, -0.08),
    ];
    sprite.part(Outline::new().soft(&coat), place, Ink::Own([72.0, 82.0, 104.0]));
    let arm = [(neck.0 - 0.02, neck.1 + 0.08), (neck.0 - 0.14, neck.1 + 0.18), (-0.56, -0.58)];
    sprite.part(Outline::new().taper(&arm, 0.06, 0.04), place, Ink::Own([62.0, 72.0, 94.0]));
    sprite.part(
        Outline::new().circle(neck.0, neck.1 - 0.06, 0.065),
        place,
        Ink::Own([190.0, 150.0, 126.0]),
    );
    let hat = [
        (neck.0 - 0.18, neck.1 - 0.07),
        (neck.0, neck.1 - 0.2),
        (neck.0 + 0.18, neck.1 - 0.07),
        (neck.0, neck.1 - 0.045),
    ];
    sprite.part(Outline::new().poly(&hat), place, Ink::Own([206.0, 170.0, 110.0]));
    // A roof of mats amidships, with a lantern at its end.
    let roof =
        [(-0.12, -0.1), (-0.1, -0.27), (0.1, -0.36), (0.34, -0.36), (0.52, -0.27), (0.54, -0.1)];
    sprite.part(Outline::new().poly(&roof), place, Ink::Own([128.0, 98.0, 72.0]));
    let inside = [(0.4, -0.1), (0.42, -0.24), (0.51, -0.25), (0.52, -0.1)];
    sprite.part(Outline::new().poly(&inside), place, Ink::Lamp([255.0, 196.0, 112.0]));
    let hull = [
        (-1.04, -0.2),
        (-0.86, -0.1),
        (-0.4, -0.06),
        (0.4, -0.06),
        (0.84, -0.11),
        (1.06, -0.24),
        (0.92, 0.0),
        (0.62, 0.05),
        (-0.6, 0.05),
        (-0.9, 0.0),
    ];
    sprite.part(Outline::new().soft(&hull), place, wood);
    let edge = [
        (-1.02, -0.19),
        (-0.5, -0.075),
        (0.3, -0.07),
        (1.03, -0.23),
        (0.7, -0.055),
        (0.0, -0.03),
        (-0.7, -0.05),
    ];
    sprite.part(Outline::new().soft(&edge), place, Ink::Own([150.0, 108.0, 80.0]));
    sprite.part(Outline::new().slab(0.78, -0.44, 0.016, 0.3), place, wood);
    sprite.part(
        Outline::new().oval(0.79, -0.36, 0.045, 0.06),
        place,
        Ink::Lamp([255.0, 150.0, 70.0]),
    );
}

/// A boat under sail, two units high, that heels a little.
pub(crate) fn sailing(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let heel = 0.05 + 0.03 * (cue.seconds * 1.1 + cue.phase).sin();
    let place = place.turned(heel);
    let sail = match cue.kind {
        k if k < 0.5 => Ink::Own([250.0, 244.0, 232.0]),
        k if k < 0.75 => Ink::Own([224.0, 110.0, 84.0]),
        _ => Ink::Own([240.0, 214.0, 170.0]),
    };
    sprite.part(Outline::new().slab(-0.02, -1.95, 0.028, 1.9), place, Ink::Own([96.0, 76.0, 70.0]));
    let main = [
        (-0.03, -1.86),
        (-0.1, -1.3),
        (-0.32, -0.72),
        (-0.7, -0.28),
        (-0.36, -0.25),
        (-0.04, -0.26),
        (-0.035, -1.1),
    ];
    sprite.part(Outline::new().soft(&main), place, sail);
    let fold =
        [(-0.05, -1.5), (-0.16, -1.0), (-0.4, -0.5), (-0.56, -0.32), (-0.3, -0.36), (-0.08, -0.6)];
    sprite.part(
        Outline::new().soft(&fold),
        place,
        match sail {
            Ink::Own(rgb) => Ink::Own(rgb.map(|value| value * 0.88)),
            other => other,
        },
    );
    let jib = [(0.03, -1.7), (0.14, -1.1), (0.4, -0.6), (0.66, -0.26), (0.3, -0.3), (0.06, -0.34)];
    sprite.part(Outline::new().soft(&jib), place, sail);
    let hull = [
        (-0.78, -0.2),
        (-0.2, -0.17),
        (0.5, -0.18),
        (0.86, -0.24),
        (0.66, -0.02),
        (0.4, 0.05),
        (-0.5, 0.05),
        (-0.72, -0.02),
    ];
    sprite.part(Outline::new().soft(&hull), place, Ink::Own([84.0, 60.0, 62.0]));
    let stripe =
        [(-0.76, -0.17), (0.0, -0.13), (0.8, -0.2), (0.78, -0.16), (0.0, -0.095), (-0.75, -0.13)];
    sprite.part(Outline::new().poly(&stripe), place, Ink::Own([232.0, 214.0, 190.0]));
}
