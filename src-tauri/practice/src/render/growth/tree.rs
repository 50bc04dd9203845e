//! Broad trees: a trunk that forks and a crown of leaves lit from one side.

use crate::render::dice::Dice;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::{Outline, Place};

/// The shape of a crown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crown {
    /// How wide it is, of the tree's height.
    pub(crate) wide: f32,
    /// Where it begins and how high it is, of the tree's height.
    pub(crate) from: f32,
    /// How many boughs its tufts gather around, and how far from them, of its width.
    pub(crate) boughs: usize,
    pub(crate) gather: f32,
    /// How much light comes through its leaves.
    pub(crate) bright: f32,
    /// Single leaves around each bough.
    pub(crate) fine: usize,
}

/// A field tree, round and full.
pub(crate) const ROUND: Crown =
    Crown { wide: 0.42, from: 0.27, boughs: 10, gather: 0.5, bright: 0.03, fine: 16 };
/// A tree in blossom, wide and airy.
pub(crate) const AIRY: Crown =
    Crown { wide: 0.66, from: 0.4, boughs: 15, gather: 0.3, bright: 0.36, fine: 26 };

/// Paints the trunk and the boughs of a tree one unit tall.
pub(crate) fn trunk(plate: &mut Plate, place: Place, crown: &Crown, dice: &mut Dice) {
    let lean = dice.between(-0.05, 0.05);
    let fork = -crown.from * 0.74;
    let stem = [
        (0.0, 0.03),
        (lean * 0.2, -0.03),
        (lean * 0.4, fork * 0.5),
        (lean, fork),
        (lean * 1.6, -0.78),
    ];
    if let Some(path) = Outline::new().taper(&stem, 0.078, 0.012).put(place) {
        plate.fill(&path, 0.08);
    }
    for bough in 0..8 {
        let side = if bough % 2 == 0 { 1.0 } else { -1.0 };
        let out = side * crown.wide * dice.between(0.3, 0.82);
        let up = fork - dice.between(0.08, 0.42);
        let start = (lean * 0.8, fork + 0.03 - 0.03 * bough as f32 * 0.4);
        let way = [start, (out * 0.45, (start.1 + up) * 0.5 - 0.02), (out, up)];
        if let Some(path) = Outline::new().taper(&way, 0.042, 0.008).put(place) {
            plate.fill(&path, 0.1);
        }
    }
}

/// Paints the crown of a tree one unit tall; the light comes from `(x, y)` (unit length).
pub(crate) fn crown(
    plate: &mut Plate,
    place: Place,
    crown: &Crown,
    light: (f32, f32),
    dice: &mut Dice,
) {
    let middle = (0.0, -(1.0 + crown.from) / 2.0);
    let half = (1.0 - crown.from) / 2.0;
    // Tufts gather around boughs and leave gaps between them.
    let boughs: Vec<(f32, f32)> = (0..crown.boughs)
        .map(|number| {
            let turn = (number as f32 + dice.between(-0.3, 0.3)) / crown.boughs as f32
                * std::f32::consts::TAU;
            let out = if number % 3 == 0 { 0.3 } else { 0.78 };
            let flat = if turn.sin() > 0.0 { 0.5 } else { 0.85 };
            (turn.cos() * out * crown.wide * 0.8, turn.sin() * out * half * flat)
        })
        .collect();
    // From the side in the shade to the side in the light.
    let mut boughs = boughs;
    let toward = |bough: &(f32, f32)| bough.0 * light.0 + bough.1 * light.1;
    boughs.sort_by(|a, b| toward(a).total_cmp(&toward(b)));
    let reach = crown.wide.max(half);
    for bough in &boughs {
        let bright = (0.5 + 0.5 * toward(bough) / reach).clamp(0.0, 1.0);
        let at = (middle.0 + bough.0, middle.1 + bough.1, crown.wide * crown.gather);
        clump(plate, place, at, light, crown.bright + 0.1 * bright, crown.fine, dice);
    }
}

/// One clump of leaves: dark below, lit above, ragged all around.
fn clump(
    plate: &mut Plate,
    place: Place,
    (x, y, size): (f32, f32, f32),
    light: (f32, f32),
    bright: f32,
    fine: usize,
    dice: &mut Dice,
) {
    let layers =
        [(0.0, 0.5, 8, 0.0), (0.2, 0.42, 8, 0.12), (0.42, 0.28, 8, 0.26), (0.58, 0.15, 9, 0.42)];
    for (up, share, count, lit) in layers {
        for _ in 0..count {
            let (turn, out) = (dice.between(0.0, std::f32::consts::TAU), dice.unit().sqrt());
            let spread = size * (0.9 - share * 0.7) * out;
            let mass = (
                x + turn.cos() * spread + light.0 * size * up * 0.55,
                y + turn.sin() * spread * 0.62 + (light.1 * 0.6 - 0.4) * size * up * 0.7,
                size * share * dice.between(0.75, 1.1),
            );
            leaf_mass(plate, place, mass, bright + lit * dice.between(0.8, 1.15), dice);
        }
    }
    for _ in 0..fine {
        let turn = dice.between(0.0, std::f32::consts::TAU);
        let out = size * dice.between(0.4, 1.05);
        let mass =
            (x + turn.cos() * out, y + turn.sin() * out * 0.72, size * dice.between(0.035, 0.085));
        let lit = 0.22 - 0.24 * turn.sin();
        leaf_mass(plate, place, mass, bright + lit.max(0.02), dice);
    }
}

/// A tuft of leaves with an uneven edge.
fn leaf_mass(
    plate: &mut Plate,
    place: Place,
    (x, y, size): (f32, f32, f32),
    light: f32,
    dice: &mut Dice,
) {
    let count = 9;
    let points: Vec<_> = (0..count)
        .map(|index| {
            let turn = index as f32 / count as f32 * std::f32::consts::TAU;
            let out = size * dice.between(0.78, 1.16);
            (x + turn.cos() * out, y + turn.sin() * out * 0.86)
        })
        .collect();
    if let Some(path) = Outline::new().soft(&points).put(place) {
        plate.fill(&path, light);
    }
}

/// Paints a row of bushes and small far trees; each is its foot and its height, in pixels.
pub(crate) fn bushes(plate: &mut Plate, feet: &[(f32, f32, f32)], side: f32, dice: &mut Dice) {
    let mut tufts = Vec::new();
    for &(x, y, tall) in feet {
        for _ in 0..5 {
            let up = dice.between(0.2, 0.8);
            let size = tall * (0.34 - 0.16 * up) * dice.between(0.8, 1.2);
            tufts.push((
                x + tall * dice.between(-0.34, 0.34) * (1.1 - up),
                y - tall * up + size * 0.3,
                size,
            ));
        }
        tufts.push((x, y - tall * 0.16, tall * 0.3));
    }
    let own = |size: f32| Place::at(0.0, 0.0, size);
    for &tuft in &tufts {
        leaf_mass(plate, own(1.0), tuft, 0.1, dice);
    }
    for &(x, y, size) in &tufts {
        let lit = (x + side * size * 0.24, y - size * 0.3, size * 0.66);
        leaf_mass(plate, own(1.0), lit, dice.between(0.24, 0.4), dice);
    }
    for &(x, y, size) in tufts.iter().filter(|tuft| tuft.2 > 1.5) {
        let lit = (x + side * size * 0.4, y - size * 0.5, size * 0.34);
        leaf_mass(plate, own(1.0), lit, dice.between(0.45, 0.65), dice);
    }
}
