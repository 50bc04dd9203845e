//! Firs and cypresses, one by one and in stands along a crest.

use crate::render::dice::Dice;
use crate::render::paint::ground::Crest;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::{Outline, Place};

/// A stand of firs along a crest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    /// The height of the tallest, in pixels.
    pub(crate) tall: f32,
    /// Trees for a tree's height of ground.
    pub(crate) dense: f32,
    /// How much of the crest is left free, from 0 to 1.
    pub(crate) gaps: f32,
    /// How far under the crest they may stand, in pixels.
    pub(crate) depth: f32,
    /// From which side the light comes: -1 left, 1 right.
    pub(crate) side: f32,
    /// How much snow lies on them, from 0 to 1.
    pub(crate) snow: f32,
}

/// Paints a stand over a plate that has room for it.
pub(crate) fn stand(plate: &mut Plate, crest: &Crest, stand: &Stand, dice: &mut Dice) {
    let step = stand.tall / stand.dense;
    let grove = crate::render::paint::noise::Noise::new(dice.bits());
    let mut trees = Vec::new();
    let mut x = crest.left() - stand.tall * 0.3;
    while x < crest.right() + stand.tall * 0.3 {
        let group = grove.at(x / stand.tall * 0.16, 4.0) * 0.5 + 0.5;
        if group + dice.between(-0.12, 0.12) > stand.gaps {
            let deep = dice.unit() * stand.depth;
            // At the edge of a grove they are younger.
            let age = ((group - stand.gaps) * 5.0).clamp(0.35, 1.0);
            let tall = stand.tall * age * dice.between(0.55, 1.0);
            trees.push((x, crest.at(x) + deep + stand.tall * 0.04, tall, deep));
        }
        x += step * dice.between(0.5, 1.5);
    }
    trees.sort_by(|a, b| a.3.total_cmp(&b.3));
    for (x, foot, tall, _) in trees {
        fir(plate, Place::at(x, foot, tall), stand.side, stand.snow, dice);
    }
}

/// Paints one fir: one unit tall, standing on its place.
pub(crate) fn fir(plate: &mut Plate, place: Place, side: f32, snow: f32, dice: &mut Dice) {
    let wide = dice.between(0.15, 0.21);
    let tiers = (place.scale / 10.0).clamp(5.0, 24.0) as usize;
    let lean = dice.between(-0.015, 0.015);
    let mut left = vec![(lean, -1.0)];
    let mut right = vec![(lean, -1.0)];
    for tier in 1..=tiers {
        let down = tier as f32 / tiers as f32;
        let y = -1.0 + 0.94 * down.powf(0.92);
        let out = wide * down.powf(0.85);
        let (l, r) = (out * dice.between(0.72, 1.12), out * dice.between(0.72, 1.12));
        let drop = 0.02 + 0.02 * down;
        left.push((-l + lean * (1.0 - down), y + drop));
        right.push((r + lean * (1.0 - down), y + drop));
        if tier < tiers {
            left.push((-l * 0.52, y - 0.008));
            right.push((r * 0.52, y - 0.008));
        }
    }
    let trunk = Outline::new().slab(-0.016, -0.1, 0.032, 0.12);
    if let Some(path) = trunk.put(place) {
        plate.fill(&path, 0.05);
    }
    let mut all = left.clone();
    all.extend(right.iter().rev());
    if let Some(path) = Outline::new().poly(&all).put(place) {
        plate.fill(&path, 0.06 + 0.08 * dice.unit());
    }
    // The side towards the light, cut back from the middle.
    let edge = if side < 0.0 { &left } else { &right };
    let mut bright: Vec<_> = edge.clone();
    let inner = edge.iter().rev().enumerate().map(|(index, &(x, y))| {
        let in_and_out = if index % 2 == 0 { 0.5 } else { 0.2 };
        (x * in_and_out, y - 0.02)
    });
    bright.extend(inner);
    if let Some(path) = Outline::new().poly(&bright).put(place) {
        let light = (0.26 + 0.14 * dice.unit()) * (1.0 - 0.6 * snow);
        plate.wash(&path, light, 0.4 + 0.5 * side.abs());
    }
    if snow > 0.0 {
        snow_on(plate, place, [&left, &right], snow, dice);
    }
}

/// Snow on the upper side of the branches.
fn snow_on(plate: &mut Plate, place: Place, edges: [&[(f32, f32)]; 2], snow: f32, dice: &mut Dice) {
    for edge in edges {
        for pair in edge.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            if x1.abs() <= x0.abs() || dice.unit() > snow {
                continue;
            }
            let thick = (y1 - y0) * 0.22;
            let inner = (x0 * 0.4, y0 + thick);
            let cap = [(x0, y0), (x1, y1), (x1 * 0.7, y1 - thick * 0.1), inner];
            if let Some(path) = Outline::new().poly(&cap).put(place) {
                plate.wash(&path, 0.86, 0.68);
            }
        }
    }
}

/// Paints a slim cypress, one unit tall.
pub(crate) fn cypress(plate: &mut Plate, place: Place, side: f32) {
    let body = [
        (0.0, -1.0),
        (0.07, -0.72),
        (0.1, -0.36),
        (0.07, -0.06),
        (0.0, 0.0),
        (-0.07, -0.06),
        (-0.1, -0.36),
        (-0.07, -0.72),
    ];
    if let Some(path) = Outline::new().soft(&body).put(place) {
        plate.fill(&path, 0.06);
    }
    let half: Vec<_> =
        body.iter().map(|&(x, y)| (x * 0.45 + side.signum() * 0.045, y * 0.9 - 0.03)).collect();
    if let Some(path) = Outline::new().soft(&half).put(place) {
        plate.wash(&path, 0.5, 0.8);
    }
}
