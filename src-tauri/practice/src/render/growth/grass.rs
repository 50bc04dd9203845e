//! Grass, reeds and flowers before the camera, that bend in the wind.

use crate::render::dice::Dice;
use crate::render::paint::color::{Rgb, mix};
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Outline;
use crate::render::scene::{Layer, Look, Set};

/// A strip of grass along the lower edge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strip {
    /// The row where it grows.
    pub(crate) root: f32,
    /// The height of the tallest blades, in units.
    pub(crate) tall: f32,
    /// Blades for a unit of ground.
    pub(crate) dense: f32,
    /// How fast it goes by.
    pub(crate) speed: f32,
    /// Its own colours.
    pub(crate) own: [Rgb; 2],
}

/// Adds grass in front of all that is there.
pub(crate) fn add(set: &mut Set<'_>, strip: &Strip) -> Option<()> {
    let stage = *set.stage;
    // Three rows bend each in their own time.
    for row in 0..3 {
        let near = row as f32 / 2.0;
        let speed = strip.speed * mix(0.85, 1.1, near);
        let room = Layer::room(&stage, speed) + 0.04 * stage.unit;
        let root = strip.root + near * 0.03 * stage.unit;
        let tall = strip.tall * stage.unit * mix(0.75, 1.0, near);
        let bottom = (root + 0.05 * stage.unit).min(stage.high + 2.0);
        let mut plate = Plate::new(-room, root - tall * 1.25, stage.wide + room, bottom)?;
        let count = ((stage.wide + 2.0 * room) / stage.unit * strip.dense / 3.0) as usize;
        for _ in 0..count {
            let x = set.dice.between(-room, stage.wide + room);
            let blade = tall * set.dice.between(0.35, 1.0) * set.dice.between(0.6, 1.0);
            let width = stage.unit * mix(0.0022, 0.0042, near) * set.dice.between(0.7, 1.3);
            let lean = set.dice.between(-0.28, 0.34) * blade;
            let tip = (x + lean, root - blade);
            let way = [(x, bottom), (x + lean * 0.12, root - blade * 0.45), tip];
            let light = set.dice.between(0.02, 0.5) * mix(1.0, 0.7, near);
            if let Some(path) = Outline::new().taper(&way, width * 1.4, width * 0.15).end() {
                plate.fill(&path, light);
            }
        }
        let rows = (root - tall, bottom);
        let look = Look { own: strip.own, far: mix(0.06, 0.0, near), foot: 0.0, rows };
        let phase = set.dice.between(0.0, 6.0);
        set.add(Layer::new(plate, look, speed).swaying(0.013, root, phase));
    }
    Some(())
}

/// Adds flowers among the grass, in one colour with lighter and darker heads.
pub(crate) fn flowers(set: &mut Set<'_>, strip: &Strip, own: [Rgb; 2], count: usize) -> Option<()> {
    let stage = *set.stage;
    let room = Layer::room(&stage, strip.speed) + 0.04 * stage.unit;
    let tall = strip.tall * stage.unit;
    let mut plate = Plate::new(-room, strip.root - tall * 1.3, stage.wide + room, strip.root)?;
    for _ in 0..count {
        let x = set.dice.between(-room, stage.wide + room);
        let up = tall * set.dice.between(0.35, 1.1);
        let size = stage.unit * set.dice.between(0.004, 0.0085);
        head(&mut plate, (x, strip.root - up), size, &mut set.dice);
    }
    let rows = (strip.root - tall, strip.root);
    let look = Look { own, far: 0.0, foot: 0.0, rows };
    let phase = set.dice.between(0.0, 6.0);
    set.add(Layer::new(plate, look, strip.speed).swaying(0.013, strip.root, phase));
    Some(())
}

/// One flower: a few petals seen from the side.
fn head(plate: &mut Plate, (x, y): (f32, f32), size: f32, dice: &mut Dice) {
    let light = dice.between(0.35, 0.9);
    for petal in [-0.7, 0.7, 0.0] {
        let tip = (x + petal * size, y - size * (1.1 - petal.abs() * 0.4));
        let points = [
            (x, y),
            (x + petal * size - size * 0.4, y - size * 0.55),
            tip,
            (x + petal * size + size * 0.4, y - size * 0.5),
        ];
        if let Some(path) = Outline::new().soft(&points).end() {
            plate.fill(&path, light - 0.2 * petal.abs());
        }
    }
}

/// Adds reeds at both sides of the frame, with room in between.
pub(crate) fn reeds(set: &mut Set<'_>, root: f32, own: [Rgb; 2]) -> Option<()> {
    let stage = *set.stage;
    let tall = 0.3 * stage.unit;
    for row in 0..2 {
        let speed = 0.34 + 0.07 * row as f32;
        let room = Layer::room(&stage, speed) + 0.08 * stage.unit;
        let mut plate = Plate::new(-room, root - tall * 1.2, stage.wide + room, stage.high + 2.0)?;
        let clumps = crate::render::paint::noise::Noise::new(set.dice.bits());
        let count = (230.0 * (stage.wide + 2.0 * room) / stage.unit) as usize;
        for _ in 0..count {
            let across = set.dice.unit();
            // Thick at the edges of the frame, thin in the middle.
            let edge = ((across - 0.5).abs() * 2.0).powf(2.2);
            let clump = clumps.at(across * 9.0, row as f32 * 7.0) * 0.5 + 0.3;
            if set.dice.unit() > 0.03 + edge * clump * 1.6 {
                continue;
            }
            let x = mix(-room, stage.wide + room, across);
            let up = tall * set.dice.between(0.3, 1.0) * (0.45 + 0.55 * edge);
            let lean = set.dice.between(-0.14, 0.2) * up;
            let width = stage.unit * set.dice.between(0.0013, 0.0027);
            let way =
                [(x, stage.high + 2.0), (x + lean * 0.2, root - up * 0.4), (x + lean, root - up)];
            let light = set.dice.between(0.0, 0.3);
            if let Some(path) = Outline::new().taper(&way, width * 1.5, width * 0.4).end() {
                plate.fill(&path, light);
            }
            if set.dice.chance(0.22) {
                plume(
                    &mut plate,
                    (x + lean, root - up),
                    stage.unit * 0.016,
                    lean.signum(),
                    light + 0.2,
                );
            }
        }
        let look = Look { own, far: 0.0, foot: 0.0, rows: (root, stage.high) };
        let phase = set.dice.between(0.0, 6.0);
        set.add(Layer::new(plate, look, speed).swaying(0.012, root, phase));
    }
    Some(())
}

/// The soft head of a reed.
fn plume(plate: &mut Plate, (x, y): (f32, f32), size: f32, side: f32, light: f32) {
    let points = [
        (x, y + size * 0.3),
        (x - size * 0.13, y - size * 0.5),
        (x + side * size * 0.12, y - size * 1.9),
        (x + side * size * 0.1 + size * 0.13, y - size * 0.5),
    ];
    if let Some(path) = Outline::new().soft(&points).end() {
        plate.fill(&path, light);
    }
}
