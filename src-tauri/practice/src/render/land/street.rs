//! An old street in the evening: houses with eaves on both sides, lanterns, stones that mirror
//! the light when they are wet.

use super::matter::{FAR, STONE};
use crate::render::brief::Weather;
use crate::render::build::eaves::{self, House, View};
use crate::render::figure::lantern::Hanging;
use crate::render::paint::color::{Rgb, mix};
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::Plate;
use crate::render::scene::{Layer, Look, Set};
use crate::render::sky::mist;

const WOOD: [Rgb; 2] = [[84.0, 62.0, 74.0], [206.0, 158.0, 128.0]];
/// The distances between which a group of houses shares a plate.
const GROUPS: [(f32, f32); 4] = [(5.0, 9.6), (3.1, 5.0), (1.9, 3.1), (0.95, 1.9)];

/// How fast something at this distance goes by.
fn speed(z: f32) -> f32 {
    0.2 / z.max(0.8)
}

/// How the street lies in a frame.
pub(crate) fn view(set: &Set<'_>) -> View {
    let stage = set.stage;
    let scale = stage.unit * 0.62;
    View { x: stage.wide / 2.0, y: stage.horizon, scale, eye: 0.42, mirror: false, alpha: 1.0 }
}

/// Builds the land.
pub(super) fn build(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let (unit, horizon) = (stage.unit, stage.horizon);
    let noise = Noise::new(set.dice.bits());
    let far = set.crest(horizon + 4.0, 0.02, |x| {
        0.1 + 0.08 * noise.at(x * 1.8, 2.0) + 0.012 * noise.layered(x * 12.0, 3.0, 3)
    });
    let plate =
        far.plate(horizon + 6.0, 0.0, |_, _, depth| 0.2 + 0.4 * (-depth / (0.006 * unit)).exp())?;
    set.layer(plate, Look { own: FAR, far: 0.66, foot: 0.2, rows: (far.highest(), horizon) }, 0.02);
    crate::render::figure::air(set);
    let view = view(set);
    let houses = houses(set);
    ground(set, &view)?;
    let wet = match set.brief.weather() {
        Weather::Rain => 0.62,
        Weather::Mist | Weather::Snowfall => 0.4,
        _ => 0.3,
    };
    let dice = set.dice.apart("houses");
    let mirror = View { mirror: true, alpha: wet, ..view };
    for group in GROUPS {
        row(set, &mirror, &houses, group, &mut dice.clone())?;
    }
    for (index, group) in GROUPS.into_iter().enumerate() {
        row(set, &view, &houses, group, &mut dice.clone())?;
        let places = lanterns(&houses, group);
        set.add(Hanging::new(view, places, speed, wet, &mut dice.apart("lanterns")));
        if index < 3 {
            let y = horizon + view.eye / group.0 * view.scale;
            mist::add(
                set,
                (y - 0.16 * unit, y + 0.03 * unit),
                mix(0.4, 0.15, index as f32 / 3.0),
                0.6,
                speed(group.0),
            );
        }
        if index == 2 {
            crate::render::figure::on_street(set, &view, speed);
        }
    }
    Some(())
}

/// The houses of both sides, farthest first.
fn houses(set: &mut Set<'_>) -> Vec<House> {
    let mut houses = Vec::new();
    for side in [-1.0, 1.0] {
        let mut from = set.dice.between(0.75, 1.0);
        while from < 9.0 {
            let to = from + set.dice.between(0.62, 0.95);
            houses.push(House { side, from, to: to - 0.03, tall: set.dice.between(0.82, 1.2) });
            from = to;
        }
    }
    houses.sort_by(|a, b| b.from.total_cmp(&a.from));
    houses
}

/// One plate of houses, or of their image in the ground.
fn row(
    set: &mut Set<'_>,
    view: &View,
    houses: &[House],
    group: (f32, f32),
    dice: &mut crate::render::dice::Dice,
) -> Option<()> {
    let stage = *set.stage;
    let pace = speed((group.0 * group.1).sqrt());
    let room = Layer::room(&stage, pace);
    let mut plate = Plate::new(-room, -2.0, stage.wide + room, stage.high + 2.0)?;
    for house in houses.iter().filter(|house| house.from >= group.0 && house.from < group.1) {
        eaves::house(&mut plate, view, house, dice);
    }
    let far = mix(0.0, 0.62, ((group.0 - 0.95) / 5.0).powf(0.7));
    let rows = (stage.horizon - 0.1 * stage.unit, stage.horizon + 0.1 * stage.unit);
    let look = Look { own: WOOD, far, foot: 0.0, rows };
    let layer = Layer::new(plate, look, pace);
    set.add(if view.mirror { layer.rippling(0.0022) } else { layer });
    Some(())
}

/// The paved ground.
fn ground(set: &mut Set<'_>, view: &View) -> Option<()> {
    let stage = *set.stage;
    let noise = Noise::new(set.dice.bits());
    let room = Layer::room(&stage, 0.2);
    let mut plate = Plate::new(-room, stage.horizon, stage.wide + room, stage.high + 2.0)?;
    plate.shade(|_, x, y| {
        let z = view.eye * view.scale / (y - view.y).max(0.5);
        let across = (x - view.x) / view.scale * z;
        // Stones in rows, each a little different.
        let row = (z * 7.0).floor();
        let shift = if row as i64 % 2 == 0 { 0.5 } else { 0.0 };
        let stone = (across * 4.2 + shift).floor();
        let own = noise.at(stone * 0.73 + 0.3, row * 0.61 + 0.2) * 0.1;
        let joint_x = ((across * 4.2 + shift).fract() - 0.5).abs();
        let joint_z = ((z * 7.0).fract() - 0.5).abs();
        let clear = (1.4 / z).min(1.0);
        let joint = if joint_x > 0.46 || joint_z > 0.44 { -0.12 * clear } else { 0.0 };
        (1.0, 0.3 + own * clear + joint)
    });
    let look = Look { own: STONE, far: 0.0, foot: 0.55, rows: (stage.high * 0.9, stage.horizon) };
    set.layer(plate, look, 0.1);
    Some(())
}

/// Where lanterns hang: under the eaves, and on lines across the street.
fn lanterns(houses: &[House], group: (f32, f32)) -> Vec<(f32, f32, f32)> {
    let mut places = Vec::new();
    for house in houses.iter().filter(|house| house.from >= group.0 && house.from < group.1) {
        let z = house.from + (house.to - house.from) * 0.5;
        places.push((house.side * 0.8, house.tall - 0.14, z - 0.18));
        places.push((house.side * 0.8, house.tall - 0.14, z + 0.18));
        if house.side < 0.0 && (house.from * 3.0) as i32 % 2 == 0 && house.from > 1.4 {
            for step in 1..8 {
                let part = step as f32 / 8.0;
                let sag = 0.16 * (1.0 - (part * 2.0 - 1.0).powi(2));
                places.push((-0.86 + 1.72 * part, house.tall + 0.02 - sag, house.from));
            }
        }
    }
    places.sort_by(|a, b| b.2.total_cmp(&a.2));
    places
}
