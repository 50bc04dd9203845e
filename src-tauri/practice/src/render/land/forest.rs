//! Woods: rows of firs that fade into the mist, trunks that frame the view, ferns in front.

use super::matter::{FAR, PINE, grass, leaves};
use crate::render::brief::{Figure, Season};
use crate::render::figure;
use crate::render::growth::fir::{self, Stand};
use crate::render::growth::{bamboo, grass as blades};
use crate::render::paint::color::{blend, mix};
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Place;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

/// Rows of trees.
const ROWS: usize = 6;

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    if set.brief.has(Figure::Bamboo) {
        return bamboo::build(set);
    }
    let stage = *set.stage;
    let (unit, high, horizon) = (stage.unit, stage.high, stage.horizon);
    let ground = high - horizon;
    let turned = set.brief.season() == Some(Season::Autumn);
    let source = (set.light.source.0 - stage.wide / 2.0) / unit;
    for row in 0..ROWS {
        let near = row as f32 / (ROWS - 1) as f32;
        let noise = Noise::new(set.dice.bits());
        let speed = mix(0.02, 0.26, near.powf(1.4));
        let tall = unit
            * mix(0.09, 0.46, near.powf(1.25))
            * mix(1.0, 1.3, (stage.tall() - 0.6).clamp(0.0, 1.0));
        let base = horizon + ground * mix(-0.12, 0.86, near.powf(1.1));
        // A clearing in front of the light.
        let crest = set.crest(base, speed, |x| {
            let open = (-(x - source * 0.6).powi(2) * 7.0).exp();
            0.035 * noise.at(x * 1.7, 2.0) + 0.05 * (1.0 - near) * (1.0 - open) - 0.05 * near * open
        });
        let mut plate = crest.plate(high + 2.0, tall * 1.05, |x, y, depth| {
            let moss = noise.layered(x / unit * 40.0, y / unit * 20.0, 2) * 0.1;
            0.16 + moss + 0.2 * (-depth / (0.01 * unit)).exp()
        })?;
        let side = set.side(stage.wide / 2.0) * 0.8;
        let snow = if set.brief.also.snow { 0.7 } else { 0.0 };
        let gaps = mix(0.24, 0.5, near);
        let stand = Stand { tall, dense: mix(6.5, 4.0, near), gaps, depth: tall * 0.1, side, snow };
        fir::stand(&mut plate, &crest, &stand, &mut set.dice);
        let green = [0, 1].map(|i| blend(FAR[i], PINE[i], (near * 2.0).min(1.0)));
        let own = if turned && row % 2 == 1 { leaves(Some(Season::Autumn)) } else { green };
        let far = mix(0.8, 0.0, near.powf(0.5));
        let rows = (base - tall * 0.5, base + 0.02 * unit);
        set.layer(plate, Look { own, far, foot: mix(0.3, 0.05, near), rows }, speed);
        if row == 1 {
            figure::air(set);
            figure::bridge::across(set, base + 0.1 * unit, 0.13, speed, 0.4)?;
        }
        if row == ROWS - 2 {
            figure::country(set, &crest, speed, 0.06);
        }
        if row == ROWS - 1 {
            figure::near(set, &crest, speed)?;
        }
        if row + 1 < ROWS {
            let rows = (base - tall * 0.34, base + 0.12 * unit);
            mist::add(set, rows, mix(0.75, 0.35, near), 0.7, speed * 1.1);
        }
    }
    edges(set)?;
    let own = grass(set.brief.season());
    let strip = blades::Strip { root: high * 0.995, tall: 0.085, dense: 300.0, speed: 0.44, own };
    blades::add(set, &strip)
}

/// Great firs at both edges, out of which the camera looks.
fn edges(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let unit = stage.unit;
    let speed = 0.28;
    let room = Layer::room(&stage, speed);
    let mut plate = Plate::new(-room, -2.0, stage.wide + room, stage.high + 2.0)?;
    let snow = if set.brief.also.snow { 0.8 } else { 0.0 };
    let tall = stage.high.min(unit * 1.1);
    for edge in [0.0, stage.wide] {
        for (out, share) in [(-0.03, 1.15), (0.1, 0.72)] {
            if share < 1.0 && set.dice.chance(0.4) {
                continue;
            }
            let inward = (out + set.dice.between(-0.03, 0.03)) * unit;
            let x = if edge == 0.0 { inward } else { edge - inward };
            let place = Place::at(x, stage.high * 1.06, tall * share * set.dice.between(0.9, 1.1));
            let side = set.side(x);
            fir::fir(&mut plate, place, side, snow, &mut set.dice);
        }
    }
    let own = [PINE[0].map(|v| v * 0.6), PINE[1].map(|v| v * 0.9)];
    set.layer(plate, Look { own, far: 0.0, foot: 0.0, rows: (0.0, 1.0) }, speed);
    Some(())
}
