//! A bamboo grove: culms in rows that fade into the mist, leaves that hang into the frame.

use super::grass::{self, Strip};
use crate::render::dice::Dice;
use crate::render::paint::color::{Rgb, mix};
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Outline;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

const CULM: [Rgb; 2] = [[44.0, 96.0, 72.0], [196.0, 216.0, 120.0]];
/// Rows of culms.
const ROWS: usize = 5;

/// Builds the grove.
pub(crate) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    for row in 0..ROWS {
        let near = row as f32 / (ROWS - 1) as f32;
        let speed = mix(0.03, 0.42, near.powf(1.3));
        let room = Layer::room(&stage, speed) + 0.05 * unit;
        let mut plate = Plate::new(-room, -4.0, stage.wide + room, stage.high + 4.0)?;
        let thick = unit * mix(0.007, 0.036, near.powf(1.3));
        let gap = thick * mix(2.6, 6.4, near);
        let mut x = -room;
        while x < stage.wide + room {
            // The middle stays open for the light.
            let middle = (x / stage.wide - 0.5).abs() * 2.0;
            if set.dice.unit() < mix(1.0, 0.22 + middle * 0.9, near) {
                let thick = thick * set.dice.between(0.7, 1.15);
                culm(&mut plate, set, x, thick, near);
            }
            x += gap * set.dice.between(0.5, 1.6);
        }
        let far = mix(0.82, 0.0, near.powf(0.5));
        let rows = (stage.high * 0.45, stage.high);
        set.add(Layer::new(plate, Look { own: CULM, far, foot: 0.16, rows }, speed));
        if row + 1 < ROWS {
            mist::add(set, (stage.high * 0.35, stage.high * 1.1), mix(0.5, 0.25, near), 0.6, speed);
        }
    }
    canopy(set)?;
    let strip = Strip { root: stage.high * 0.995, tall: 0.1, dense: 380.0, speed: 0.5, own: CULM };
    grass::add(set, &strip)
}

/// One culm with its nodes and a few twigs.
fn culm(plate: &mut Plate, set: &mut Set<'_>, x: f32, thick: f32, near: f32) {
    let stage = *set.stage;
    let lean = set.dice.between(-0.04, 0.04) * stage.high;
    let at = |y: f32| x + lean * (1.0 - y / stage.high).powi(2);
    let side = set.side(x);
    let base = set.dice.between(0.1, 0.3);
    let mut y = stage.high + thick;
    while y > -thick * 4.0 {
        let long = thick * set.dice.between(5.0, 6.5);
        let (low, up) = (y, y - long + thick * 0.12);
        let half = thick / 2.0;
        let body = [
            (at(low) - half, low),
            (at(up) - half, up),
            (at(up) + half, up),
            (at(low) + half, low),
        ];
        if let Some(path) = Outline::new().poly(&body).end() {
            plate.fill(&path, base);
        }
        let edge = side * half * 0.5;
        let rim = [(at(low) + edge, low), (at(up) + edge, up + thick * 0.1)];
        if let Some(path) = Outline::new().taper(&rim, half * 0.7, half * 0.5).end() {
            plate.wash(&path, base + 0.4, 0.6);
        }
        if let Some(path) = Outline::new()
            .slab(at(up) - half * 1.15, up - thick * 0.1, thick * 1.15, thick * 0.12)
            .end()
        {
            plate.fill(&path, base + 0.25);
        }
        if set.dice.chance(0.1 + 0.2 * near) && y < stage.high * 0.7 {
            let way = if set.dice.chance(0.5) { 1.0 } else { -1.0 };
            twig(plate, (at(up), up), way, thick * set.dice.between(3.0, 6.0), &mut set.dice);
        }
        y -= long;
    }
}

/// A twig with hanging leaves.
fn twig(plate: &mut Plate, (x, y): (f32, f32), way: f32, long: f32, dice: &mut Dice) {
    let end = (x + way * long, y - long * 0.3);
    if let Some(path) = Outline::new().taper(&[(x, y), end], long * 0.02 + 0.5, 0.5).end() {
        plate.fill(&path, 0.2);
    }
    for leaf in 0..7 {
        let along = 0.35 + 0.65 * leaf as f32 / 6.0;
        let start = (x + way * long * along, y - long * 0.3 * along);
        let size = long * dice.between(0.25, 0.45);
        let turn = dice.between(0.3, 1.5);
        let tip = (start.0 + way * size * turn.cos(), start.1 + size * turn.sin());
        let (mx, my) = ((start.0 + tip.0) / 2.0, (start.1 + tip.1) / 2.0);
        let (nx, ny) = (-(tip.1 - start.1) * 0.13, (tip.0 - start.0) * 0.13);
        let points = [start, (mx + nx, my + ny), tip, (mx - nx, my - ny)];
        if let Some(path) = Outline::new().poly(&points).end() {
            plate.fill(&path, dice.between(0.1, 0.6));
        }
    }
}

/// Leaves that hang into the frame from above.
fn canopy(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let speed = 0.5;
    let room = Layer::room(&stage, speed);
    let mut plate = Plate::new(-room, -10.0, stage.wide + room, stage.high * 0.4)?;
    let count = ((stage.wide + 2.0 * room) / stage.unit * 34.0) as usize;
    for _ in 0..count {
        let x = set.dice.between(-room, stage.wide + room);
        let edge = ((x / stage.wide - 0.5).abs() * 2.0).min(1.2);
        let y = stage.high * (set.dice.between(-0.05, 0.03) + 0.16 * edge * set.dice.unit());
        let way = if set.dice.chance(0.5) { 1.0 } else { -1.0 };
        let long = stage.unit * set.dice.between(0.05, 0.11);
        twig(&mut plate, (x, y), way, long, &mut set.dice);
    }
    let look =
        Look { own: CULM.map(|rgb| rgb.map(|v| v * 0.72)), far: 0.0, foot: 0.0, rows: (0.0, 1.0) };
    set.add(Layer::new(plate, look, speed));
    Some(())
}
