//! Dunes with sharp crests, one side in the light; table mountains far away.

use super::matter::SAND;
use super::rock::{self, Range};
use crate::render::figure;
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::ground::Crest;
use crate::render::paint::noise::Noise;
use crate::render::scene::{Look, Set};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, high, horizon) = (stage.unit, stage.high, stage.horizon);
    let ground = high - horizon;
    tables(set)?;
    let lines = 5;
    let mut dunes: Vec<(f32, f32, Crest, Noise)> = Vec::new();
    for number in 0..lines {
        let near = number as f32 / (lines - 1) as f32;
        let noise = Noise::new(set.dice.bits());
        let speed = mix(0.035, 0.3, near.powf(1.5));
        let base = horizon + ground * mix(0.05, 0.78, near.powf(1.15));
        let (tall, rate) = (mix(0.05, 0.13, near), mix(2.4, 0.75, near));
        let start = set.dice.between(0.0, 20.0);
        let crest = set.crest(base, speed, |x| dune(noise, x * rate + start) * tall);
        dunes.push((near, speed, crest, noise));
    }
    for index in 0..lines {
        let bottom = dunes.get(index + 1).map_or(high + 2.0, |(_, _, next, _)| next.lowest() + 3.0);
        let (near, speed, crest, noise) = &dunes[index];
        let plate = surface(set, crest, *noise, bottom, *near)?;
        let far = mix(0.6, 0.0, near.powf(0.6));
        let look = Look { own: SAND, far, foot: 0.1, rows: (crest.highest(), bottom) };
        set.layer(plate, look, *speed);
        if index == 1 {
            figure::air(set);
        }
        if index == 2 {
            figure::country(set, crest, *speed, 0.05);
        }
        if index == lines - 1 {
            figure::near(set, crest, *speed)?;
        }
        if index + 1 < lines {
            let (low, speed) = (crest.lowest(), *speed);
            mist::add(
                set,
                (low - 0.04 * unit, low + 0.06 * unit),
                mix(0.5, 0.1, *near),
                0.8,
                speed,
            );
        }
    }
    Some(())
}

/// The height of a line of dunes: slow up the wind, quick down.
fn dune(noise: Noise, x: f32) -> f32 {
    let bend = x + 0.3 * noise.at(x * 0.7, 9.0);
    let wave = bend - bend.floor();
    let number = bend.floor();
    let up = if wave < 0.68 {
        smooth(0.0, 1.3, wave / 0.68) * 2.0 * 0.62
    } else {
        (1.0 - (wave - 0.68) / 0.32).powf(1.25)
    };
    let tall = 0.55 + 0.45 * noise.at(number * 1.7 + 0.5, 3.0);
    let next = 0.12 * noise.at(x * 0.6, 1.0);
    up * tall + next
}

/// The sand under a crest: a bright side and a side in the shade meet in a line that winds down.
fn surface(
    set: &Set<'_>,
    crest: &Crest,
    noise: Noise,
    bottom: f32,
    near: f32,
) -> Option<crate::render::paint::plate::Plate> {
    let unit = set.stage.unit;
    let key = set.key();
    crest.plate(bottom, 0.0, |x, y, depth| {
        let side = key.side(x);
        let down = depth / unit;
        let bend = 0.09 * noise.at(x / unit * 1.5, down * 5.0) * (down * 12.0).min(1.0);
        // The edge between the sides swings further the lower it gets.
        let along = x + (bend + down * 0.55) * unit;
        let slope = crest.slope(along, unit * (0.004 + 0.05 * down));
        let facing = smooth(-0.09, 0.1, -slope * side);
        let soft = smooth(0.34, 0.0, down);
        let ripple =
            (noise.at(x / unit * 3.0, y / unit * 9.0) * 5.0 + y / unit * 260.0 + x / unit * 34.0)
                .sin();
        let ripple = ripple * 0.035 * smooth(0.45, 1.0, near) * (0.3 + facing);
        let rim = (-depth / (0.003 * unit)).exp() * 0.3;
        0.12 + 0.56 * facing * (0.55 + 0.45 * soft) + 0.1 * soft + ripple + rim
    })
}

/// Table mountains at the horizon.
fn tables(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let base = stage.horizon + 0.05 * stage.unit;
    let speed = 0.02;
    let noise = Noise::new(set.dice.bits());
    let high = set.dice.between(0.06, 0.15);
    let crest = set.crest(base, speed, |x| {
        let block = noise.at(x * 1.5, 4.0);
        let step = smooth(0.08, 0.13, block) * 0.62 + smooth(0.3, 0.34, block) * 0.38;
        0.055 + high * step + 0.008 * noise.layered(x * 12.0, 1.0, 3)
    });
    let range = Range { base, tall: 0.14, rate: 2.0, speed, snow: 0.0, rough: 0.5 };
    let plate = rock::plate(set, &range, &crest, noise, base + 0.1 * stage.unit)?;
    let own = [0, 1].map(|i| blend(SAND[i], [190.0, 120.0, 110.0], 0.4));
    let look = Look { own, far: 0.68, foot: 0.25, rows: (crest.highest(), base) };
    set.layer(plate, look, speed);
    mist::add(set, (base - 0.08 * stage.unit, base + 0.05 * stage.unit), 0.5, 0.7, speed);
    Some(())
}
