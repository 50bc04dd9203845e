//! Bridges across the view: stone arches for a train or by themselves, and a suspension bridge in
//! a city.

use super::actor::{Actor, Cue};
use super::traffic::{TRAIN, train};
use crate::render::brief::Figure;
use crate::render::paint::color::Rgb;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::{Outline, Place};
use crate::render::scene::{Layer, Look, Set};

const STONE: [Rgb; 2] = [[104.0, 96.0, 112.0], [226.0, 204.0, 180.0]];
const STEEL: [Rgb; 2] = [[70.0, 66.0, 92.0], [226.0, 150.0, 130.0]];

/// Adds a bridge over the row `base` if one is named, with a train on it if one is.
pub(crate) fn across(set: &mut Set<'_>, base: f32, tall: f32, speed: f32, far: f32) -> Option<()> {
    let driven = set.brief.has(Figure::Train);
    if !driven && !set.brief.has(Figure::Bridge) {
        return Some(());
    }
    let stage = *set.stage;
    let unit = stage.unit;
    let deck = base - tall * unit;
    let high = 0.028 * unit;
    if driven {
        let cue = Cue { seconds: 0.0, phase: 0.0, kind: set.dice.unit(), wet: false, snow: false };
        let long = TRAIN * high;
        let seconds = stage.seconds;
        let flip = set.dice.chance(0.5);
        let way = move |stage: &crate::render::scene::Stage, now: &crate::render::scene::Moment| {
            // It is on the bridge from the first frame on and leaves towards the end.
            let pace = ((stage.wide + long * 0.75) / seconds).min(0.26 * stage.unit);
            let gone = long * 0.55 + pace * now.seconds;
            let x = if flip { stage.wide - gone } else { gone };
            Place::at(x, deck, high).flipped(flip)
        };
        set.add(Actor {
            shape: train,
            way: Box::new(way),
            cue,
            speed,
            far: far * 0.8,
            afloat: false,
            lamps: &[(-0.2, -0.3, 2.2)],
        });
    }
    let room = Layer::room(&stage, speed);
    let mut plate = Plate::new(-room, deck - 2.0, stage.wide + room, base + 2.0)?;
    arches(
        &mut plate,
        (-room, stage.wide + room),
        deck,
        base,
        tall * unit,
        set.side(stage.wide / 2.0),
    );
    let look = Look { own: STONE, far, foot: 0.2, rows: (deck, base) };
    set.layer(plate, look, speed);
    Some(())
}

/// A row of arches from a deck down to the ground.
fn arches(
    plate: &mut Plate,
    (left, right): (f32, f32),
    deck: f32,
    base: f32,
    tall: f32,
    side: f32,
) {
    let span = tall * 0.82;
    let pier = span * 0.2;
    let thick = tall * 0.13;
    if let Some(path) = Outline::new().slab(left, deck - thick * 0.2, right - left, thick).end() {
        plate.fill(&path, 0.3);
    }
    if let Some(path) =
        Outline::new().slab(left, deck - thick * 0.34, right - left, thick * 0.22).end()
    {
        plate.fill(&path, 0.62);
    }
    let mut x = left;
    while x < right {
        let (from, to) = (x + pier / 2.0, x + span - pier / 2.0);
        let radius = (to - from) / 2.0;
        let middle = (from + to) / 2.0;
        let spring = deck + thick * 0.7 + radius;
        // Two corners over an arch, then the pier.
        for way in [-1.0, 1.0] {
            let edge = middle + way * (radius + pier / 2.0);
            let mut points = vec![(edge, deck + thick * 0.5), (middle, deck + thick * 0.5)];
            for step in 0..=10 {
                let turn = step as f32 / 10.0 * std::f32::consts::FRAC_PI_2;
                points.push((middle + way * radius * turn.sin(), spring - radius * turn.cos()));
            }
            points.push((middle + way * radius, base));
            points.push((edge, base));
            if let Some(path) = Outline::new().poly(&points).end() {
                plate.fill(&path, if way * side > 0.0 { 0.36 } else { 0.2 });
            }
        }
        x += span;
    }
}

/// Adds a suspension bridge over the row `base` if a bridge is named, with lights on it.
pub(crate) fn suspended(set: &mut Set<'_>, base: f32, speed: f32, far: f32) -> Option<()> {
    if !set.brief.has(Figure::Bridge) {
        return Some(());
    }
    let stage = *set.stage;
    let unit = stage.unit;
    let room = Layer::room(&stage, speed);
    let (deck, top) = (base - 0.06 * unit, base - 0.33 * unit);
    let mut plate = Plate::new(-room, top - 6.0, stage.wide + room, base + 2.0)?;
    let slab = |plate: &mut Plate, x: f32, y: f32, w: f32, h: f32, light: f32| {
        if let Some(path) = Outline::new().slab(x, y, w, h).end() {
            plate.fill(&path, light);
        }
    };
    let half = 0.46 * stage.wide.max(0.7 * unit);
    let middle = stage.wide * 0.5;
    let towers = [middle - half * 0.72, middle + half * 0.72];
    let thin = (0.0013 * unit).max(0.8);
    // The cable sags between the towers and runs down outside of them.
    let cable = |x: f32| {
        let across = (x - middle) / (half * 0.72);
        if across.abs() <= 1.0 {
            deck - 0.012 * unit - (deck - 0.012 * unit - top) * across * across
        } else {
            top + (deck - top) * ((across.abs() - 1.0) / 0.62).min(1.0)
        }
    };
    let mut x = -room;
    let gap = 0.021 * unit;
    let mut line = Vec::new();
    while x < stage.wide + room {
        line.push((x, cable(x)));
        if cable(x) < deck - 1.0 {
            slab(&mut plate, x, cable(x), thin * 0.7, deck - cable(x), 0.35);
        }
        if let Some(path) = Outline::new().circle(x, cable(x), thin * 1.35).end() {
            plate.lamp(&path, 1.0, 0.3);
        }
        x += gap;
    }
    if let Some(path) = Outline::new().line(&line).end() {
        plate.stroke(&path, thin * 1.9, 0.4);
    }
    slab(&mut plate, -room, deck, stage.wide + 2.0 * room, 0.012 * unit, 0.3);
    slab(&mut plate, -room, deck - 0.002 * unit, stage.wide + 2.0 * room, 0.003 * unit, 0.7);
    for tower in towers {
        for leg in [-0.012, 0.012] {
            slab(
                &mut plate,
                tower + leg * unit - 0.004 * unit,
                top - 0.01 * unit,
                0.008 * unit,
                base - top + 0.01 * unit,
                0.4,
            );
        }
        for beam in [0.02, 0.08, 0.15] {
            slab(
                &mut plate,
                tower - 0.015 * unit,
                top + beam * unit,
                0.03 * unit,
                0.008 * unit,
                0.4,
            );
        }
    }
    set.layer(plate, Look { own: STEEL, far, foot: 0.1, rows: (deck, base) }, speed);
    Some(())
}
