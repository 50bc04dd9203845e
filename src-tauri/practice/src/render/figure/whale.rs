//! A whale: its back with a breath of spray, then its fluke, and the sea closes.

use super::actor::Cue;
use super::sprite::{Ink, Sprite};
use crate::render::paint::color::smooth;
use crate::render::paint::shape::{Outline, Place};

/// One turn of breathing and diving, in seconds.
const TURN: f32 = 5.0;

/// A whale about two units long; its place is at the water.
pub(crate) fn whale(sprite: &mut Sprite<'_>, place: Place, cue: &Cue) {
    let at = ((cue.seconds + cue.phase) / TURN).fract();
    let skin = Ink::Own([58.0, 74.0, 98.0]);
    let belly = Ink::Own([86.0, 104.0, 128.0]);
    // The back rolls forward through the surface.
    let back = smooth(0.0, 0.14, at) * smooth(0.56, 0.36, at);
    if back > 0.01 {
        let roll = at * 0.7;
        let high = 0.34 * back;
        let hump = [
            (-0.95 + roll, 0.03),
            (-0.6 + roll, -high * 0.62),
            (-0.1 + roll, -high),
            (0.4 + roll, -high * 0.7),
            (0.8 + roll, 0.03),
        ];
        sprite.part(Outline::new().soft(&hump), place, skin);
        let fin = [
            (-0.5 + roll, -high * 0.72),
            (-0.56 + roll, -high * 0.72 - 0.12 * back),
            (-0.36 + roll, -high * 0.84),
        ];
        sprite.part(Outline::new().poly(&fin), place, skin);
        let shine = [
            (-0.3 + roll, -high * 0.9),
            (0.2 + roll, -high * 0.88),
            (0.45 + roll, -high * 0.6),
            (0.1 + roll, -high * 0.74),
        ];
        sprite.part(Outline::new().soft(&shine), place, belly);
    }
    let spout = smooth(0.08, 0.14, at) * smooth(0.34, 0.2, at);
    if spout > 0.01 {
        for drop in 0..9 {
            let side = (drop as f32 - 4.0) / 4.0;
            let up = 0.3 + (0.62 - 0.2 * side.abs()) * smooth(0.08, 0.2, at);
            let size = (0.05 + 0.035 * (1.0 - side.abs())) * spout;
            sprite.part(
                Outline::new().circle(0.48 + side * 0.14 * up, -up, size),
                place,
                Ink::Own([232.0, 240.0, 250.0]),
            );
        }
        let jet = [(0.46, -0.16), (0.42, -0.5), (0.54, -0.5), (0.5, -0.16)];
        sprite.part(Outline::new().poly(&jet), place, Ink::Own([214.0, 228.0, 244.0]));
    }
    // The fluke comes up, bends over, and slides away.
    let fluke = smooth(0.46, 0.62, at) * smooth(0.97, 0.84, at);
    if fluke > 0.01 {
        let high = 0.78 * fluke;
        let lean = 0.16 * (at - 0.7);
        let x = 0.1;
        let stem = [
            (x - 0.17, 0.04),
            (x - 0.07 + lean * 0.4, -high * 0.55),
            (x + lean, -high * 0.86),
            (x + 0.07 + lean * 0.4, -high * 0.55),
            (x + 0.19, 0.04),
        ];
        sprite.part(Outline::new().soft(&stem), place, skin);
        for side in [-1.0, 1.0] {
            let tip = (x + lean + side * 0.56, -high * 1.02 + 0.06 - 0.1 * smooth(0.6, 0.8, at));
            let wing = [
                (x + lean, -high * 0.78),
                (x + lean + side * 0.22, -high * 0.84),
                tip,
                (x + lean + side * 0.3, -high * 1.02),
                (x + lean + side * 0.04, -high * 0.93),
            ];
            sprite.part(Outline::new().soft(&wing), place, skin);
        }
    }
    // White water where it breaks the surface.
    let foam = back.max(fluke);
    for fleck in 0..7 {
        let x = -0.6 + fleck as f32 * 0.2;
        let wave = (cue.seconds * 4.0 + fleck as f32 * 1.9).sin();
        let size = (0.08 + 0.02 * wave) * foam;
        sprite.part(
            Outline::new().oval(x + 0.05 * wave, 0.02, size, size * 0.3),
            place,
            Ink::Own([224.0, 234.0, 244.0]),
        );
    }
}
