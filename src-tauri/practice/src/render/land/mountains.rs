//! Ranges behind ranges, with mist in the valleys between them and firs in front.

use super::matter::{FAR, PINE, ROCK, SNOW};
use super::rock::{self, Range};
use crate::render::figure;
use crate::render::growth::fir::{self, Stand};
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::noise::Noise;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let (unit, high, horizon) = (set.stage.unit, set.stage.high, set.stage.horizon);
    let ground = high - horizon;
    let lines = 5;
    let snow = if set.brief.also.snow {
        0.75
    } else if set.dice.chance(0.35) {
        0.45
    } else {
        0.0
    };
    let sea_of_clouds = set.brief.also.clouds;
    let mut ranges = Vec::new();
    for number in 0..lines {
        let near = number as f32 / lines as f32;
        let range = Range {
            base: horizon + ground * mix(0.06, 0.86, near.powf(1.1)),
            tall: mix(0.3, 0.24, near)
                * set.dice.between(0.85, 1.15)
                * mix(1.0, 1.25, (set.stage.tall() - 0.6).clamp(0.0, 1.0)),
            rate: mix(1.5, 0.85, near),
            speed: mix(0.02, 0.17, near.powf(1.3)),
            snow: if number < 2 { snow } else { 0.0 },
            rough: mix(1.0, 0.45, near),
        };
        let (crest, noise) = rock::crest(set, &range);
        ranges.push((range, crest, noise));
    }
    for index in 0..lines {
        let near = index as f32 / lines as f32;
        let bottom = ranges.get(index + 1).map_or(high, |(_, next, _)| next.lowest() + 3.0);
        let (range, crest, noise) = &ranges[index];
        let plate = rock::plate(set, range, crest, *noise, bottom)?;
        let stone = if range.snow > 0.0 {
            [ROCK[0].map(|v| v * 0.75), SNOW[1]]
        } else {
            [0, 1].map(|i| blend(FAR[i], blend(ROCK[i], PINE[i], near), smooth(0.0, 0.5, near)))
        };
        let look = Look {
            own: stone,
            far: mix(0.66, 0.02, near.powf(0.75)),
            foot: mix(0.34, 0.3, near),
            rows: (crest.highest() + 0.02 * unit, crest.lowest() + 0.1 * unit),
        };
        let (low, speed) = (crest.lowest(), range.speed);
        if index == 3 {
            figure::country(set, crest, speed, 0.12);
        }
        set.layer(plate, look, speed);
        if index == 2 {
            figure::air(set);
            figure::bridge::across(set, bottom, 0.16, speed, 0.3)?;
        }
        let thick = if sea_of_clouds { 1.0 } else { mix(0.85, 0.4, near) };
        let rise = if sea_of_clouds { 0.12 } else { 0.07 };
        let rows = (low - rise * unit, (low + 0.16 * unit).max(bottom));
        mist::add(set, rows, thick, if sea_of_clouds { 0.45 } else { 0.75 }, speed * 1.2);
    }
    foreground(set)
}

/// A near slope with firs that frames the view.
fn foreground(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let left = set.light.source.0 > stage.wide / 2.0;
    let noise = Noise::new(set.dice.bits());
    let speed = 0.3;
    let half = stage.wide / unit / 2.0;
    let crest = set.crest(stage.high * 0.995, speed, |x| {
        let aside = (if left { -x } else { x }) / half;
        0.2 * smooth(-0.35, 1.15, aside) + 0.02 * noise.layered(x * 4.0, 2.0, 3) + 0.03
    });
    let tall = 0.24 * unit;
    let mut plate = crest.plate(stage.high + 2.0, tall * 1.1, |x, y, depth| {
        let grass = noise.layered(x / unit * 60.0, y / unit * 26.0, 3) * 0.14;
        0.3 * (-depth / (0.012 * unit)).exp() + 0.12 + grass
    })?;
    let side = if left { 1.0 } else { -1.0 };
    let snow = if set.brief.also.snow { 0.7 } else { 0.0 };
    let stand = Stand { tall, dense: 5.5, gaps: 0.36, depth: 0.02 * unit, side: side * 0.7, snow };
    fir::stand(&mut plate, &crest, &stand, &mut set.dice);
    let look = Look { own: PINE, far: 0.02, foot: 0.0, rows: (0.0, stage.high) };
    set.add(Layer::new(plate, look, speed));
    figure::near(set, &crest, speed)
}
