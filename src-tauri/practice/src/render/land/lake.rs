//! A lake or a slow river: mountains or woods beyond it, their image in the water, reeds in front.

use super::matter::{FAR, PINE, ROCK, SNOW, ground, reeds};
use super::rock::{self, Range};
use super::water::{Form, Water};
use crate::render::brief::Figure;
use crate::render::figure;
use crate::render::growth::fir::{self, Stand};
use crate::render::growth::grass as blades;
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::noise::Noise;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, level) = (stage.unit, stage.horizon);
    if set.brief.also.mountains || set.brief.also.snow {
        mountains(set)?;
    } else {
        hills(set)?;
    }
    shore(set)?;
    mist::add(set, (level - 0.07 * unit, level + 0.012 * unit), 0.6, 0.6, 0.06);
    figure::air(set);
    figure::bridge::across(set, level + 1.0, 0.085, 0.09, 0.14)?;
    let own = [[84.0, 132.0, 160.0], [20.0, 62.0, 84.0]];
    let form = Form { level, bottom: stage.high, rough: 0.12, deep: 0.5, own };
    let water = Water::new(form, &mut set.dice);
    set.add(water);
    figure::water(set);
    mist::add(set, (level - 0.004 * unit, level + 0.07 * unit), 0.4, 0.85, 0.08);
    bank(set)?;
    let own = reeds(set.brief.season(), set.brief.also.snow);
    blades::reeds(set, stage.high * 1.01, own)
}

fn mountains(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let snow = if set.brief.also.snow { 0.85 } else { 0.0 };
    let grow = mix(1.0, 1.35, (stage.tall() - 0.6).clamp(0.0, 1.0));
    let rows: [(f32, f32, f32, f32, f32); 3] =
        [(0.26, 1.35, 0.02, 0.62, 1.0), (0.2, 1.1, 0.035, 0.42, 0.8), (0.1, 1.5, 0.055, 0.24, 0.4)];
    for (index, (tall, rate, speed, far, rough)) in rows.into_iter().enumerate() {
        let base = stage.horizon + 2.0;
        let tall = tall * grow;
        let snow = if index < 2 { snow * (1.0 - 0.3 * index as f32) } else { 0.0 };
        let range = Range { base, tall, rate, speed, snow, rough };
        let (crest, noise) = rock::crest(set, &range);
        let plate = rock::plate(set, &range, &crest, noise, base)?;
        let own = if snow > 0.0 {
            [ROCK[0].map(|v| v * 0.75), SNOW[1]]
        } else {
            [0, 1].map(|i| blend(ROCK[i], PINE[i], index as f32 * 0.4))
        };
        let look = Look { own, far, foot: 0.28, rows: (crest.highest(), base) };
        set.layer(plate, look, speed);
        let rows = (base - tall * 0.5 * unit, base + 0.01 * unit);
        mist::add(set, rows, 0.55, 0.75, speed);
    }
    Some(())
}

fn hills(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    for (index, (tall, speed, far)) in
        [(0.13, 0.02, 0.74), (0.09, 0.035, 0.52), (0.055, 0.05, 0.3)].into_iter().enumerate()
    {
        let base = stage.horizon + 2.0;
        let noise = Noise::new(set.dice.bits());
        let crest = set.crest(base, speed, |x| {
            tall * (0.5 + 0.55 * noise.at(x * (1.3 + 0.5 * index as f32), 3.0))
                + 0.012 * noise.layered(x * 11.0, 4.0, 3)
        });
        let plate = crest.plate(base, 0.0, |x, y, depth| {
            let tree = noise.layered(x / unit * 40.0, y / unit * 60.0, 2) * 0.1;
            0.3 + tree + 0.4 * (-depth / (0.006 * unit)).exp()
        })?;
        let own = [0, 1].map(|i| blend(FAR[i], PINE[i], 0.3 + 0.3 * index as f32));
        let look = Look { own, far, foot: 0.2, rows: (crest.highest(), base) };
        set.layer(plate, look, speed);
        mist::add(set, (base - tall * 0.6 * unit, base + 0.01 * unit), 0.5, 0.75, speed);
    }
    Some(())
}

/// The far shore: woods that come down to the water.
fn shore(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let base = stage.horizon + 1.0;
    let tall = unit * if set.brief.also.forest { 0.075 } else { 0.045 };
    let speed = 0.075;
    let noise = Noise::new(set.dice.bits());
    let crest = set.crest(base, speed, |x| (0.012 + 0.02 * noise.at(x * 1.4, 1.0)).max(-0.01));
    let mut plate =
        crest.plate(base, tall * 1.1, |_, _, depth| 0.3 * (-depth / (0.004 * unit)).exp() + 0.1)?;
    let side = set.side(stage.wide / 2.0);
    let snow = if set.brief.also.snow { 0.6 } else { 0.0 };
    let gaps = if set.brief.also.forest { 0.3 } else { 0.5 };
    let stand = Stand { tall, dense: 4.6, gaps, depth: 0.0, side, snow };
    fir::stand(&mut plate, &crest, &stand, &mut set.dice);
    let look = Look { own: PINE, far: 0.16, foot: 0.14, rows: (base - tall, base) };
    set.add(Layer::new(plate, look, speed));
    figure::country(set, &crest, speed, 0.12);
    Some(())
}

/// A near bank for those who walk there.
fn bank(set: &mut Set<'_>) -> Option<()> {
    let walks = [
        Figure::Person,
        Figure::Child,
        Figure::Dog,
        Figure::Cat,
        Figure::Deer,
        Figure::Tree,
        Figure::Blossom,
    ];
    if !walks.into_iter().any(|figure| set.brief.has(figure)) {
        return Some(());
    }
    let stage = *set.stage;
    let unit = stage.unit;
    let noise = Noise::new(set.dice.bits());
    let away = if set.light.source.0 > stage.wide / 2.0 { -1.0 } else { 1.0 };
    let half = stage.wide / unit / 2.0;
    let speed = 0.3;
    let crest = set.crest(stage.high * 1.0, speed, |x| {
        0.13 * smooth(-0.7, 0.9, away * x / half) + 0.008 * noise.layered(x * 6.0, 1.0, 3) - 0.01
    });
    let plate = crest.plate(stage.high + 2.0, 0.0, |x, y, depth| {
        0.12 + 0.4 * (-depth / (0.006 * unit)).exp()
            + 0.12 * noise.layered(x / unit * 50.0, y / unit * 24.0, 3)
    })?;
    let own = ground(set.brief.season(), set.brief.also.snow);
    set.layer(plate, Look { own, far: 0.0, foot: 0.0, rows: (0.0, 1.0) }, speed);
    figure::near(set, &crest, speed)
}
