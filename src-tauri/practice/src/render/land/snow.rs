//! Snow: high white mountains, firs under their load, and untouched fields in front.

use super::matter::{PINE, ROCK, SNOW};
use super::rock::{self, Range};
use crate::render::figure;
use crate::render::growth::fir::{self, Stand};
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::ground::Crest;
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Place;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, high, horizon) = (stage.unit, stage.high, stage.horizon);
    let ground = high - horizon;
    let grow = mix(1.0, 1.3, (stage.tall() - 0.6).clamp(0.0, 1.0));
    for (tall, rate, speed, far, low) in
        [(0.32, 1.15, 0.02, 0.4, 0.04), (0.22, 1.4, 0.04, 0.22, 0.16)]
    {
        let base = horizon + ground * low;
        let range = Range { base, tall: tall * grow, rate, speed, snow: 0.84, rough: 0.9 };
        let (crest, noise) = rock::crest(set, &range);
        let bottom = horizon + ground * 0.5;
        let plate = rock::plate(set, &range, &crest, noise, bottom)?;
        let own = [blend(ROCK[0].map(|v| v * 0.62), SNOW[0], 0.12), SNOW[1]];
        let look = Look { own, far, foot: 0.3, rows: (crest.highest(), base) };
        set.layer(plate, look, speed);
        mist::add(set, (base - 0.08 * unit, base + 0.08 * unit), 0.6, 0.75, speed);
    }
    let wooded = [
        (0.3, 0.075, 0.36, 0.06, 0.34),
        (0.52, 0.13, 0.2, 0.1, 0.42),
        (0.86, 0.26, 0.02, 0.2, 0.66),
    ];
    for (index, (down, speed, far, tall, gaps)) in wooded.into_iter().enumerate() {
        let near = index as f32 / 2.0;
        let noise = Noise::new(set.dice.bits());
        let crest = set.crest(horizon + ground * down, speed, |x| {
            0.05 * noise.at(x * mix(1.6, 0.8, near), 2.0) + 0.02 * noise.at(x * 3.1, 5.0)
        });
        let bottom = if index == 2 { high + 2.0 } else { horizon + ground * (down + 0.5) };
        field(set, &crest, noise, bottom, (tall * unit, gaps, speed, far, near))?;
        if index < 2 {
            mist::add(
                set,
                (crest.lowest() - 0.03 * unit, crest.lowest() + 0.1 * unit),
                0.4,
                0.85,
                speed,
            );
        }
    }
    edge(set)
}

/// Great firs at one edge, near enough to frame the view.
fn edge(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let speed = 0.22;
    let room = Layer::room(&stage, speed);
    let left = set.light.source.0 > stage.wide / 2.0;
    let mut plate = Plate::new(-room, 0.0, stage.wide + room, stage.high + 2.0)?;
    let side = set.side(stage.wide / 2.0);
    for (out, tall) in [(0.02, 0.72), (0.14, 0.5), (-0.12, 0.6), (0.21, 0.3)] {
        let out = out + set.dice.between(-0.02, 0.02);
        let x = if left { out * unit } else { stage.wide - out * unit };
        let place = Place::at(x, stage.high * 1.02, tall * unit * set.dice.between(0.9, 1.1));
        fir::fir(&mut plate, place, side, 0.5, &mut set.dice);
    }
    let own = [PINE[0].map(|v| v * 0.7), SNOW[1]];
    set.layer(plate, Look { own, far: 0.0, foot: 0.0, rows: (0.0, 1.0) }, speed);
    Some(())
}

/// A snowfield with the firs that stand on its crest.
fn field(
    set: &mut Set<'_>,
    crest: &Crest,
    noise: Noise,
    bottom: f32,
    (tall, gaps, speed, far, near): (f32, f32, f32, f32, f32),
) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let key = set.key();
    let room = Layer::room(&stage, speed);
    let mut firs = Plate::new(
        -room,
        crest.highest() - tall * 1.2,
        stage.wide + room,
        crest.lowest() + tall * 0.1,
    )?;
    let side = set.side(stage.wide / 2.0);
    let stand = Stand { tall, dense: 4.2, gaps, depth: tall * 0.08, side, snow: 0.75 };
    fir::stand(&mut firs, crest, &stand, &mut set.dice);
    let own = [PINE[0].map(|v| v * 0.8), SNOW[1]];
    let look = Look { own, far, foot: 0.12, rows: (crest.highest() - tall, crest.lowest()) };
    set.layer(firs, look, speed);
    let plate = crest.plate(bottom, 0.0, |x, y, depth| {
        let side = key.side(x);
        // Drifts: long waves, each with a soft shadow behind it.
        let v = (y - crest.at(x) * 0.5) / unit * mix(20.0, 9.0, near);
        let drift = noise.layered(x / unit * 2.6 + v * 0.25, v, 3);
        let fall = noise.layered((x + 0.012 * unit) / unit * 2.6 + v * 0.25, v, 3) - drift;
        let lit = smooth(
            -0.09,
            0.09,
            fall * side + 0.02 * drift - crest.slope(x, 0.02 * unit) * side * 0.1,
        );
        let rim = (-depth / (0.006 * unit)).exp();
        0.1 + 0.5 * lit + 0.3 * rim + 0.12 * smooth(0.2 * unit, 0.0, depth)
    })?;
    if near > 0.3 && near < 0.9 {
        figure::air(set);
        figure::country(set, crest, speed, far * 0.6);
    }
    let look = Look { own: SNOW, far, foot: 0.06, rows: (crest.highest(), bottom) };
    set.layer(plate, look, speed);
    if near < 0.1 {
        figure::bridge::across(set, bottom.min(stage.high), 0.13, speed, 0.3)?;
    }
    if near > 0.9 {
        figure::near(set, crest, speed)?;
    }
    Some(())
}
