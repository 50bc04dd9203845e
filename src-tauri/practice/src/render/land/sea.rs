//! Open sea: islands in the haze, swell that catches the light, rocks or a beach in front.

use super::matter::{FAR, ROCK, SAND, STONE, grass};
use super::rock::{self, Range};
use super::water::{Form, Water};
use crate::render::figure;
use crate::render::growth::grass as blades;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::ground::Crest;
use crate::render::paint::noise::Noise;
use crate::render::paint::shape::Outline;
use crate::render::scene::{Act, Look, Moment, Set, Stage};
use crate::render::sky::mist;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, level) = (stage.unit, stage.horizon);
    islands(set)?;
    mist::add(set, (level - 0.045 * unit, level + 0.008 * unit), 0.55, 0.4, 0.03);
    figure::air(set);
    figure::bridge::across(set, level + 1.0, 0.07, 0.06, 0.2)?;
    let rough = if set.brief.also.storm { 1.0 } else { set.dice.between(0.42, 0.7) };
    let own = [[92.0, 150.0, 184.0], [10.0, 62.0, 92.0]];
    let form = Form { level, bottom: stage.high, rough, deep: 0.62, own };
    let water = Water::new(form, &mut set.dice);
    set.add(water);
    figure::water(set);
    mist::add(set, (level - 0.002 * unit, level + 0.05 * unit), 0.35, 0.8, 0.05);
    headland(set)
}

/// Islands and headlands at the horizon, away from the light.
fn islands(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let base = stage.horizon + 1.0;
    let half = stage.wide / unit / 2.0;
    let away = if set.light.source.0 > stage.wide / 2.0 { -1.0 } else { 1.0 };
    let rows: [(f32, f32, f32, f32); 3] =
        [(0.085, 0.018, 0.72, 0.3), (0.1, 0.035, 0.5, 0.62), (0.075, 0.055, 0.3, 0.95)];
    for (index, (tall, speed, far, out)) in rows.into_iter().enumerate() {
        if index == 1 && set.dice.chance(0.4) {
            continue;
        }
        let range = Range { base, tall, rate: 2.2, speed, snow: 0.0, rough: 0.7 };
        let noise = Noise::new(set.dice.bits());
        let (middle, wide) = (away * out * half, set.dice.between(0.28, 0.5) * half);
        let crest = set.crest(base, speed, |x| {
            let across = (x - middle) / wide;
            let hump = (1.0 - across * across).max(-0.4);
            let hump = if hump > 0.0 { hump.powf(0.75) } else { hump };
            let form = noise.ridged(x * 3.4, 3.0, 4) * 1.1 + 0.2;
            tall * hump * form + 0.006 * noise.layered(x * 14.0, 1.0, 2) - 0.004
        });
        let plate = rock::plate(set, &range, &crest, noise, base)?;
        let own = [0, 1].map(|i| blend(FAR[i], ROCK[i], index as f32 * 0.4));
        let look = Look { own, far, foot: 0.2, rows: (crest.highest(), base) };
        set.layer(plate, look, speed);
    }
    Some(())
}

/// The near shore on one side: a grassy rock, or sand.
fn headland(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let half = stage.wide / unit / 2.0;
    let away = if set.light.source.0 > stage.wide / 2.0 { -1.0 } else { 1.0 };
    let noise = Noise::new(set.dice.bits());
    let sandy = set.brief.also.beach;
    let speed = 0.3;
    let crest = set.crest(stage.high * 1.005, speed, |x| {
        let aside = away * x / half;
        if sandy {
            0.05 + 0.055 * smooth(-1.1, 1.3, aside) + 0.008 * noise.at(x * 2.2, 1.0)
        } else {
            0.19 * smooth(-0.25, 1.25, aside).powf(1.3)
                + 0.03 * noise.ridged(x * 3.0, 2.0, 4) * smooth(-0.9, 0.6, aside)
                - 0.012
        }
    });
    let plate = crest.plate(stage.high + 2.0, 0.0, |x, y, depth| {
        let grain = noise.layered(x / unit * 14.0, y / unit * 26.0, 4) * 0.16;
        let rim = 0.5 * (-depth / (0.006 * unit)).exp();
        if sandy {
            0.55 + grain * 0.5 - 0.35 * (-depth / (0.012 * unit)).exp()
        } else {
            0.12 + grain + rim
        }
    })?;
    let own = if sandy { SAND } else { STONE };
    let look = Look { own, far: 0.0, foot: 0.0, rows: (0.0, stage.high) };
    set.layer(plate, look, speed);
    if sandy {
        set.add(Foam { crest: crest.clone(), noise, speed });
    }
    figure::near(set, &crest, speed)?;
    if !sandy {
        let own = grass(set.brief.season());
        let tall = mix(0.05, 0.07, set.dice.unit());
        let strip = blades::Strip { root: stage.high * 1.0, tall, dense: 230.0, speed: 0.4, own };
        blades::add(set, &strip)?;
    }
    Some(())
}

/// Foam that runs up a beach and back.
struct Foam {
    crest: Crest,
    noise: Noise,
    speed: f32,
}

impl Act for Foam {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let unit = stage.unit;
        let shift = -now.pan * self.speed * unit;
        let rgb = blend(now.light.cloud[0], now.light.key, 0.4);
        for wave in 0..3 {
            let number = wave as f32;
            let turn = (now.seconds / 5.2 + number / 3.0).fract();
            // Up the beach quickly, back slowly and thinner.
            let up = smooth(0.0, 0.35, turn) * smooth(1.0, 0.35, turn);
            let fade = smooth(0.0, 0.12, turn) * smooth(1.0, 0.6, turn);
            let mut outer = Vec::new();
            let mut inner = Vec::new();
            let mut x = -0.02 * unit;
            while x <= stage.wide + 0.02 * unit {
                let at = (x - shift) / unit;
                let bay = 0.014 * self.noise.layered(at * 2.6 + number * 9.0, number, 2);
                let lace = 0.0035 * self.noise.layered(at * 21.0, number + now.seconds * 0.2, 2);
                let y = self.crest.at(x - shift) + (0.03 * up - 0.014 + bay) * unit;
                let thick = (0.0024 + 0.006 * (1.0 - turn) * up) * unit;
                outer.push((x, y + lace * unit));
                inner.push((x, y - thick - lace.abs() * unit));
                x += 0.006 * unit;
            }
            outer.extend(inner.into_iter().rev());
            if let Some(path) = Outline::new().poly(&outer).end() {
                canvas.fill(&path, rgb, 0.62 * fade);
            }
        }
    }
}
