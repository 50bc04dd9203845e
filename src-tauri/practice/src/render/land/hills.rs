//! Rolling hills: far ranges in the haze, meadows that catch the light, trees along their crests,
//! grass and flowers in front.

use super::matter::{FAR, grass, leaves};
use crate::render::figure;
use crate::render::growth::fir::{self, Stand};
use crate::render::growth::{grass as blades, tree};
use crate::render::paint::color::{Rgb, blend, mix, smooth};
use crate::render::paint::ground::Crest;
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Place;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// How many lines of hills there are.
const LINES: usize = 6;

/// One line of hills.
struct Line {
    near: f32,
    speed: f32,
    crest: Crest,
    noise: Noise,
}

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let (unit, high) = (set.stage.unit, set.stage.high);
    let lines: Vec<Line> = (0..LINES).map(|number| line(set, number)).collect();
    for (index, line) in lines.iter().enumerate() {
        let bottom = lines.get(index + 1).map_or(high, |next| next.crest.lowest() + 3.0);
        if index == 3 {
            figure::air(set);
            figure::country(set, &line.crest, line.speed, 0.14);
        }
        paint(set, line, bottom)?;
        if index + 1 < LINES {
            let low = line.crest.lowest();
            let rows = (low - 0.05 * unit, bottom.max(low + 0.1 * unit));
            mist::add(set, rows, mix(0.6, 0.1, line.near), 0.7, line.speed);
        }
        if index == 1 {
            figure::bridge::across(set, bottom, 0.13, line.speed, 0.45)?;
        }
    }
    figure::near(set, &lines[LINES - 1].crest, lines[LINES - 1].speed)?;
    let meadow = grass(set.brief.season());
    let strip =
        blades::Strip { root: high * 0.99, tall: 0.075, dense: 340.0, speed: 0.42, own: meadow };
    blades::add(set, &strip)?;
    if set.brief.also.flowers || set.dice.chance(0.4) {
        let colors: [([Rgb; 2], f32); 4] = [
            ([[150.0, 52.0, 60.0], [255.0, 110.0, 84.0]], 1.0),
            ([[150.0, 150.0, 190.0], [255.0, 250.0, 240.0]], 1.0),
            ([[110.0, 86.0, 170.0], [206.0, 170.0, 255.0]], 1.0),
            ([[170.0, 120.0, 60.0], [255.0, 214.0, 96.0]], 1.0),
        ];
        let own = set.dice.pick(&colors)?;
        blades::flowers(set, &strip, own, if set.brief.also.flowers { 150 } else { 60 })?;
    }
    Some(())
}

fn line(set: &mut Set<'_>, number: usize) -> Line {
    let near = number as f32 / (LINES - 1) as f32;
    let ground = set.stage.high - set.stage.horizon;
    let noise = Noise::new(set.dice.bits());
    let speed = mix(0.02, 0.3, near.powf(1.6));
    let base = set.stage.horizon + ground * mix(-0.02, 0.74, near.powf(1.25));
    let (swell, wave) = (mix(0.06, 0.07, near), mix(2.6, 0.9, near));
    let crest = set.crest(base, speed, |x| {
        swell * (noise.at(x * wave, 3.0) + 0.35 * noise.at(x * wave * 2.3, 8.0))
            + 0.014 * noise.layered(x * 8.0, 1.0, 2) * (1.0 - near)
    });
    Line { near, speed, crest, noise }
}

fn paint(set: &mut Set<'_>, line: &Line, bottom: f32) -> Option<()> {
    let unit = set.stage.unit;
    let Line { near, speed, crest, noise } = line;
    let meadow = grass(set.brief.season());
    let own = [0, 1].map(|i| blend(FAR[i], meadow[i], smooth(0.05, 0.45, *near)));
    let rim = unit * mix(0.003, 0.007, *near);
    let key = set.key();
    let plate = crest.plate(bottom, 0.0, |x, y, depth| {
        let side = key.side(x);
        let facing = (-crest.slope(x, 0.02 * unit) * side * 1.6).clamp(-0.5, 0.6);
        // Fields lie in bands that follow the slope.
        let band = noise.layered(x / unit * 2.2, (y - crest.at(x) * 0.55) / unit * 17.0, 2);
        let field = 0.16 * smooth(-0.06, 0.06, band) - 0.05;
        let fall = smooth(unit * 0.22, 0.0, depth);
        let tuft = 0.07 * noise.at(x / unit * 160.0, y / unit * 60.0) * near;
        0.16 + 0.46 * fall * (0.5 + facing)
            + (field + tuft) * (0.4 + fall)
            + 0.6 * (-depth / rim).exp() * (0.7 + facing)
    })?;
    let far = mix(0.84, 0.0, near.powf(0.6));
    let look = Look { own, far, foot: mix(0.2, 0.06, *near), rows: (crest.highest(), bottom) };
    trees(set, line, far)?;
    set.layer(plate, look, *speed);
    Some(())
}

/// Trees behind the crest of a line, so that their feet are hidden by it.
fn trees(set: &mut Set<'_>, line: &Line, far: f32) -> Option<()> {
    let Line { near, speed, crest, .. } = line;
    if *near < 0.15 || *near > 0.9 {
        return Some(());
    }
    let stage = *set.stage;
    let tall = stage.unit * mix(0.016, 0.085, near.powf(1.3));
    let room = Layer::room(&stage, *speed);
    let top = crest.highest() - tall * 1.3;
    let mut plate = Plate::new(-room, top, stage.wide + room, crest.lowest() + tall * 0.3)?;
    let side = set.side(stage.wide / 2.0);
    if set.dice.chance(0.35) {
        let stand = Stand { tall, dense: 4.5, gaps: 0.58, depth: tall * 0.1, side, snow: 0.0 };
        fir::stand(&mut plate, crest, &stand, &mut set.dice);
    } else {
        let grove = Noise::new(set.dice.bits());
        let mut feet = Vec::new();
        let mut x = -room;
        while x < stage.wide + room {
            let group = grove.at(x / tall * 0.09, 2.0);
            let foot = crest.at(x) + tall * 0.06;
            if group > 0.2 {
                feet.push((x, foot, tall * set.dice.between(0.3, 0.8)));
            } else if set.dice.chance(0.035) {
                fir::cypress(
                    &mut plate,
                    Place::at(x, foot, tall * set.dice.between(0.7, 1.1)),
                    side,
                );
            }
            x += tall * set.dice.between(0.2, 0.5);
        }
        tree::bushes(&mut plate, &feet, side, &mut set.dice);
    }
    let own = leaves(set.brief.season());
    let look = Look { own, far: far * 0.92, foot: 0.1, rows: (top, crest.lowest()) };
    set.layer(plate, look, *speed);
    Some(())
}
