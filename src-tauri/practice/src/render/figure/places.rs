//! Where figures stand and how they go: each place of a scene takes those that belong there.

use super::actor::{Actor, Cue, Shape, Way};
use super::shine::{Beam, Fireflies, Rising};
use super::{animals, balloon, bird, boat, house, people, traffic, trees, whale};
use crate::render::brief::{Figure, Land, Weather};
use crate::render::build::eaves::View;
use crate::render::paint::color::mix;
use crate::render::paint::ground::Crest;
use crate::render::paint::shape::Place;
use crate::render::scene::{Moment, Set, Stage};

fn cue(set: &mut Set<'_>) -> Cue {
    let weather = set.brief.weather();
    Cue {
        seconds: 0.0,
        phase: set.dice.between(0.0, 6.3),
        kind: set.dice.unit(),
        wet: matches!(weather, Weather::Rain | Weather::Snowfall),
        snow: set.brief.also.snow,
    }
}

/// Adds a figure. `far` is the haze before it; `afloat` that it stands in water.
fn add(set: &mut Set<'_>, shape: Shape, speed: f32, far: f32, afloat: bool, way: Way) {
    let cue = cue(set);
    let lamps: Lamps = LAMPS
        .iter()
        .find(|(one, _)| std::ptr::fn_addr_eq(*one, shape))
        .map_or(&[], |(_, lamps)| lamps);
    set.add(Actor { shape, way, cue, speed, far, afloat, lamps });
}

/// Across, down and how far, in a figure's own units.
type Lamps = &'static [(f32, f32, f32)];

/// Where the lamps of figures shine.
const LAMPS: &[(Shape, Lamps)] = &[
    (boat::small, &[(0.79, -0.36, 0.55), (0.46, -0.18, 0.5)]),
    (house::cabin, &[(-0.2, -0.2, 0.9), (0.5, -0.3, 0.8)]),
    (house::pagoda, &[(0.0, -0.1, 0.34), (0.0, -0.4, 0.3)]),
    (traffic::car, &[(1.1, -0.28, 0.7), (2.0, -0.1, 1.5), (-1.0, -0.32, 0.4)]),
];

/// The column of the third that is away from the light, as a share of the width.
fn aside(set: &Set<'_>) -> f32 {
    if set.light.source.0 > set.stage.wide / 2.0 { 0.33 } else { 0.67 }
}

/// What flies.
pub(crate) fn air(set: &mut Set<'_>) {
    let stage = *set.stage;
    let unit = stage.unit;
    let figures = set.brief.reading.figures.clone();
    for figure in figures {
        match figure {
            Figure::Balloon => {
                let spots = [
                    (0.0, 0.34, 0.055),
                    (0.3, 0.2, 0.032),
                    (-0.26, 0.5, 0.022),
                    (0.5, 0.56, 0.014),
                    (-0.42, 0.16, 0.017),
                ];
                let middle = aside(set);
                for (across, down, size) in spots.into_iter().rev() {
                    let (x, y) = (
                        (middle + across) * stage.wide,
                        stage.horizon * (down + 0.22) + size * unit,
                    );
                    let phase = set.dice.between(0.0, 6.0);
                    let far = mix(0.5, 0.02, size / 0.055);
                    let way = move |stage: &Stage, now: &Moment| {
                        let up = stage.drift(0.006) * now.through
                            + 0.004 * unit * (now.seconds * 0.5 + phase).sin();
                        Place::at(x + stage.drift(0.004) * now.through, y - up, size * unit)
                    };
                    add(set, balloon::balloon, size * 2.4, far, false, Box::new(way));
                }
            }
            Figure::Lantern if set.brief.reading.land != Land::Street => {
                let rising = Rising::new(&mut set.dice);
                set.add(rising);
            }
            Figure::Bird => flock(set, 9, 0.013, bird::flying),
            Figure::Heron => flock(set, 2, 0.026, bird::heron_flying),
            _ => {}
        }
    }
}

/// A loose line of birds that cross the sky.
fn flock(set: &mut Set<'_>, count: usize, size: f32, shape: Shape) {
    let stage = *set.stage;
    let unit = stage.unit;
    let flip = set.dice.chance(0.5);
    let start = set.dice.between(0.18, 0.34);
    let high = set.dice.between(0.34, 0.5);
    for number in 0..count {
        let rank = number.div_ceil(2) as f32;
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        let back = rank * size * 2.3 + set.dice.between(-0.6, 0.6) * size;
        let down = side * rank * size * 1.1 + set.dice.between(-0.7, 0.7) * size;
        let own = size * set.dice.between(0.8, 1.1);
        let phase = set.dice.between(0.0, 6.0);
        let way = move |stage: &Stage, now: &Moment| {
            let gone = start * stage.wide + stage.drift(0.075) * now.through - back * unit;
            let x = if flip { stage.wide - gone } else { gone };
            let bob = 0.004 * unit * (now.seconds * 1.1 + phase).sin();
            let climb = stage.drift(0.008) * now.through;
            Place::at(x, stage.horizon * high + down * unit + bob - climb, own * unit).flipped(flip)
        };
        add(set, shape, 0.05, 0.12, false, Box::new(way));
    }
}

/// What is on the water that begins at the horizon.
pub(crate) fn water(set: &mut Set<'_>) {
    let stage = *set.stage;
    let unit = stage.unit;
    let depth = stage.high - stage.horizon;
    let at = move |down: f32| stage.horizon + depth * down;
    let middle = aside(set);
    let toward = if middle < 0.5 { 1.0 } else { -1.0 };
    for figure in set.brief.reading.figures.clone() {
        match figure {
            Figure::Lighthouse => {
                let (x, y, size) = (middle * stage.wide, at(0.045), 0.27 * unit);
                let way = move |_: &Stage, _: &Moment| Place::at(x, y, size);
                add(set, house::lighthouse, 0.08, 0.1, true, Box::new(way));
                set.add(Beam { x, y: y - 0.825 * size, speed: 0.08 });
            }
            Figure::Ship => {
                // Beside a lighthouse, not before it.
                let spots = if set.brief.has(Figure::Lighthouse) {
                    [(0.34, 0.24, 0.085), (0.2, 0.05, 0.022)]
                } else {
                    [(0.0, 0.2, 0.085), (0.34, 0.07, 0.03)]
                };
                for (across, down, size) in spots.into_iter().rev() {
                    let (x, y) = ((middle + across * toward) * stage.wide, at(down));
                    sail(set, boat::sailing, (x, y), size, toward, 0.012);
                }
            }
            Figure::Boat => {
                let (x, y) = ((middle + 0.06 * toward) * stage.wide, at(0.36));
                sail(set, boat::small, (x, y), 0.075, toward, 0.008);
            }
            Figure::Whale => {
                let (x, y) = (middle * stage.wide, at(0.3));
                let way = move |_: &Stage, _: &Moment| Place::at(x, y, 0.13 * unit);
                add(set, whale::whale, 0.16, 0.04, true, Box::new(way));
            }
            Figure::Heron => {
                let (x, y) = ((middle - 0.1 * toward) * stage.wide, at(0.62));
                let way =
                    move |_: &Stage, _: &Moment| Place::at(x, y, 0.15 * unit).flipped(toward < 0.0);
                add(set, bird::heron, 0.25, 0.0, true, Box::new(way));
            }
            _ => {}
        }
    }
}

/// A boat that glides slowly and rides the waves.
fn sail(set: &mut Set<'_>, shape: Shape, (x, y): (f32, f32), size: f32, toward: f32, pace: f32) {
    let unit = set.stage.unit;
    let phase = set.dice.between(0.0, 6.0);
    let way = move |stage: &Stage, now: &Moment| {
        let wave = 0.0022 * unit * (now.seconds * 1.5 + phase).sin();
        let gone = stage.drift(pace) * (now.through - 0.5) * toward;
        Place::at(x + gone, y + wave, size * unit).flipped(toward < 0.0)
    };
    let far = mix(0.4, 0.04, (size / 0.08).min(1.0));
    add(set, shape, 0.02 + size * 1.6, far, true, Box::new(way));
}

/// What stands or drives in the middle distance, on a crest.
pub(crate) fn country(set: &mut Set<'_>, crest: &Crest, speed: f32, far: f32) {
    let stage = *set.stage;
    let unit = stage.unit;
    let middle = aside(set);
    let toward = if middle < 0.5 { 1.0 } else { -1.0 };
    let spot = |share: f32| {
        let x = share * stage.wide;
        (x, crest.at(x))
    };
    let village = set.brief.also.village || set.brief.reading.land == Land::Hills;
    for figure in set.brief.reading.figures.clone() {
        let (shape, size, places): (Shape, f32, &[f32]) = match figure {
            Figure::Cabin if village => (house::cabin, 0.042, &[0.0, 0.13, -0.1, 0.21]),
            Figure::Cabin => (house::cabin, 0.062, &[0.0]),
            Figure::Windmill => (house::windmill, 0.14, &[0.05, -0.16]),
            Figure::Pagoda => (house::pagoda, 0.2, &[0.0]),
            _ => continue,
        };
        for (index, across) in places.iter().enumerate() {
            let (x, y) = spot(middle + across * toward);
            let size = size * unit * if index == 0 { 1.0 } else { set.dice.between(0.7, 0.9) };
            let flip = set.dice.chance(0.5);
            let way =
                move |_: &Stage, _: &Moment| Place::at(x, y + 0.004 * unit, size).flipped(flip);
            add(set, shape, speed, far, false, Box::new(way));
        }
    }
    let moving = [(Figure::Car, 0.02, 0.05), (Figure::Camel, 0.075, 0.012)];
    for (figure, size, pace) in moving {
        if !set.brief.has(figure) {
            continue;
        }
        let count = if figure == Figure::Camel { 4 } else { 1 };
        for number in 0..count {
            let line = crest.clone();
            let back = number as f32 * size * 1.35;
            let shape = if figure == Figure::Car { traffic::car } else { animals::camel };
            let way = move |stage: &Stage, now: &Moment| {
                let gone = stage.drift(pace) * now.through + 0.3 * stage.wide - back * unit;
                let x = if toward > 0.0 { gone } else { stage.wide - gone };
                // Along the crest, leaning with it.
                let slope = line.slope(x, 0.02 * unit);
                let turn = slope.atan() * if figure == Figure::Car { 1.0 } else { 0.25 };
                Place::at(x, line.at(x) + 0.002 * unit, size * unit)
                    .turned(turn)
                    .flipped(toward < 0.0)
            };
            add(set, shape, speed, far, false, Box::new(way));
        }
    }
}

/// Who stands or walks on the near ground, and the trees there.
pub(crate) fn near(set: &mut Set<'_>, crest: &Crest, speed: f32) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let middle = aside(set);
    let toward = if middle < 0.5 { 1.0 } else { -1.0 };
    for figure in [Figure::Blossom, Figure::Tree] {
        if set.brief.has(figure) {
            let (out, size) = if figure == Figure::Blossom { (0.16, 0.44) } else { (0.06, 0.34) };
            let x = (middle - out * toward) * stage.wide;
            let place = Place::at(x, crest.at(x) + 0.006 * unit, size * unit);
            trees::add(set, figure, place, speed, 0.0)?;
        }
    }
    let mut along = 0.0;
    for figure in set.brief.reading.figures.clone() {
        let (shape, size, pace): (Shape, f32, f32) = match figure {
            Figure::Person if set.brief.reading.land == Land::Sea => (people::standing, 0.105, 0.0),
            Figure::Person => (people::walking, 0.105, 0.016),
            Figure::Child => (people::child, 0.072, 0.016),
            Figure::Dog => (animals::dog, 0.05, 0.016),
            Figure::Cat => (animals::cat, 0.042, 0.0),
            Figure::Deer => (animals::deer, 0.1, 0.0),
            _ => continue,
        };
        let start = (middle + 0.04 * toward) * stage.wide + along * unit * toward;
        along += size * 0.55 + 0.022;
        let line = crest.clone();
        let way = move |stage: &Stage, now: &Moment| {
            let x = start + stage.drift(pace) * (now.through - 0.5) * toward;
            Place::at(x, line.at(x) + 0.003 * unit, size * unit).flipped(toward < 0.0)
        };
        add(set, shape, speed, 0.0, false, Box::new(way));
    }
    if set.brief.has(Figure::Firefly) {
        let flies = Fireflies::new(&mut set.dice);
        set.add(flies);
    }
    Some(())
}

/// Who walks in a street, towards the far end.
pub(crate) fn on_street(set: &mut Set<'_>, view: &View, speed: fn(f32) -> f32) {
    let view = *view;
    let walkers = [
        (Figure::Person, people::walking as Shape, 0.52),
        (Figure::Child, people::child, 0.36),
        (Figure::Dog, animals::dog, 0.26),
        (Figure::Cat, animals::cat, 0.2),
    ];
    let mut across = -0.28;
    for figure in set.brief.reading.figures.clone() {
        let Some((_, shape, size)) = walkers.into_iter().find(|(one, ..)| *one == figure) else {
            continue;
        };
        let z = 2.15;
        let x0 = across;
        across += 0.24;
        let way = move |stage: &Stage, now: &Moment| {
            let walked = if figure == Figure::Cat { 0.0 } else { 0.3 * (now.through - 0.5) };
            let (x, y) = view.point(x0 + walked, 0.0, z);
            let _ = stage;
            Place::at(x, y, size / z * view.scale)
        };
        add(set, shape, speed(z), 0.05, true, Box::new(way));
    }
}
