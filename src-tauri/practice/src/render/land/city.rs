//! A city at the water: towers in the haze, windows that light up, their image in the river.

use super::matter::{ROCK, STONE};
use super::rock::{self, Range};
use super::water::{Form, Water};
use crate::render::brief::Figure;
use crate::render::build::tower;
use crate::render::figure;
use crate::render::paint::color::{Rgb, blend, mix};
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Outline;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, level) = (stage.unit, stage.horizon);
    if set.brief.also.mountains || set.dice.chance(0.5) {
        let range = Range { base: level, tall: 0.2, rate: 1.3, speed: 0.02, snow: 0.0, rough: 0.5 };
        let (crest, noise) = rock::crest(set, &range);
        let plate = rock::plate(set, &range, &crest, noise, level)?;
        let look = Look { own: ROCK, far: 0.8, foot: 0.15, rows: (crest.highest(), level) };
        set.layer(plate, look, 0.02);
    }
    let signs: [Rgb; 2] = [[255.0, 74.0, 150.0], [64.0, 224.0, 255.0]];
    let grow = mix(1.0, 1.55, (stage.tall() - 0.56).clamp(0.0, 1.2) / 1.2);
    let rows = [
        (0.34, 0.03, 0.66, 0.018),
        (0.44, 0.06, 0.42, 0.026),
        (0.3, 0.1, 0.16, 0.034),
        (0.1, 0.13, 0.04, 0.03),
    ];
    for (index, (tall, speed, far, wide)) in rows.into_iter().enumerate() {
        let room = Layer::room(&stage, speed) + 0.1 * unit;
        let tall = tall * grow * unit;
        let mut plate = Plate::new(-room, level - tall * 1.4, stage.wide + room, level + 1.0)?;
        let mut signs = signs.map(|rgb| (rgb, None));
        let neon = index > 0 && index < 3;
        let mut x = -room;
        let source = set.light.source.0;
        while x < stage.wide + room {
            // Towers stand together, beside the light rather than before it.
            let off = (x - source) / unit;
            let open = 1.0 - 0.62 * (-off * off * 26.0).exp();
            let group = mix(0.34, 1.0, set.dice.unit().powf(2.2)) * open;
            let broad = unit * wide * set.dice.between(0.75, 1.9);
            let form = tower::Form {
                x,
                base: level + 1.0,
                wide: broad,
                tall: tall * group,
                side: set.side(x),
            };
            tower::paint(&mut plate, &form, unit, &mut set.dice);
            if neon && set.dice.chance(0.4) {
                let which = usize::from(set.dice.chance(0.5));
                let (left, right) = (-room, stage.wide + room);
                if signs[which].1.is_none() {
                    signs[which].1 =
                        Some(Plate::new(left, level - tall * 1.4, right, level + 1.0)?);
                }
                if let Some(board) = &mut signs[which].1 {
                    tower::sign(board, &form, unit, &mut set.dice);
                }
            }
            x += broad * set.dice.between(0.86, 1.5);
        }
        let own =
            [0, 1].map(|i| blend(STONE[i], [[44.0, 52.0, 86.0], [190.0, 164.0, 168.0]][i], 0.6));
        let look =
            Look { own, far, foot: 0.24 - 0.05 * index as f32, rows: (level - tall * 0.6, level) };
        set.layer(plate, look, speed);
        for (rgb, board) in signs {
            if let Some(board) = board {
                set.add(Layer::new(board, look, speed).shining(rgb));
            }
        }
        if index < 3 {
            mist::add(set, (level - 0.12 * unit, level + 0.01 * unit), 0.4, 0.6, speed);
        }
    }
    figure::air(set);
    figure::bridge::suspended(set, level + 1.0, 0.15, 0.04)?;
    let own = [[78.0, 112.0, 142.0], [14.0, 40.0, 70.0]];
    let form = Form { level, bottom: stage.high, rough: 0.3, deep: 0.42, own };
    let water = Water::new(form, &mut set.dice);
    set.add(water);
    figure::water(set);
    mist::add(set, (level - 0.004 * unit, level + 0.05 * unit), 0.3, 0.85, 0.12);
    quay(set)
}

/// A quay with a low wall, a rail and lamps, for those who walk there.
fn quay(set: &mut Set<'_>) -> Option<()> {
    let walks =
        [Figure::Person, Figure::Child, Figure::Dog, Figure::Cat, Figure::Blossom, Figure::Tree];
    if !walks.into_iter().any(|figure| set.brief.has(figure)) {
        return Some(());
    }
    let stage = *set.stage;
    let unit = stage.unit;
    let speed = 0.3;
    let top = stage.high - 0.065 * unit;
    let (post, rail) = (0.3 * unit, 0.042 * unit);
    let crest = set.crest(top, speed, |_| 0.0);
    let mut plate = crest.plate(stage.high + 2.0, post * 1.1, |x, _, depth| {
        let row = (depth / (0.022 * unit)).floor();
        let joint = ((x / (0.055 * unit) + row * 0.5).rem_euclid(1.0) - 0.5).abs() > 0.47;
        let line = (depth / (0.022 * unit)).fract() > 0.9;
        let cap = if depth < 0.006 * unit { 0.4 } else { 0.0 };
        0.2 + cap - if joint || line { 0.08 } else { 0.0 }
    })?;
    let (left, right) = (crest.left(), crest.right());
    let mut slab = |x: f32, y: f32, wide: f32, high: f32, light: f32| {
        if let Some(path) = Outline::new().slab(x, y, wide, high).end() {
            plate.fill(&path, light);
        }
    };
    slab(left, top - rail, right - left, 0.0032 * unit, 0.3);
    slab(left, top - rail * 0.55, right - left, 0.002 * unit, 0.2);
    let mut x = left;
    while x < right {
        slab(x, top - rail, 0.0026 * unit, rail, 0.15);
        x += 0.035 * unit;
    }
    let gap = 0.46 * unit;
    let lamps: Vec<f32> =
        (0..).map(|number| left + (0.3 + number as f32) * gap).take_while(|x| *x < right).collect();
    for x in &lamps {
        slab(x - 0.0025 * unit, top - post, 0.005 * unit, post, 0.12);
        slab(x - 0.012 * unit, top - post - 0.004 * unit, 0.024 * unit, 0.005 * unit, 0.2);
    }
    for x in &lamps {
        if let Some(path) = Outline::new().circle(*x, top - post + 0.011 * unit, 0.009 * unit).end()
        {
            plate.lamp(&path, 1.0, 0.0);
        }
    }
    set.layer(plate, Look { own: STONE, far: 0.0, foot: 0.0, rows: (0.0, 1.0) }, speed);
    figure::near(set, &crest, speed)
}
