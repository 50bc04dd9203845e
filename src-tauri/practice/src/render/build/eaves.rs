//! Old houses along a street, seen in perspective: upturned eaves, lattice windows, posts.
//! The street's own measures: its half width is 1, the ground is at 0, `z` goes away from the eye.

use crate::render::dice::Dice;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Outline;

/// How the street is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// Where lines meet.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Pixels for one at the distance one.
    pub(crate) scale: f32,
    /// The height of the eye.
    pub(crate) eye: f32,
    /// Upside down in the wet ground, and how strongly it is seen.
    pub(crate) mirror: bool,
    pub(crate) alpha: f32,
}

impl View {
    /// Where a point lies in the frame.
    pub(crate) fn point(&self, x: f32, up: f32, z: f32) -> (f32, f32) {
        let up = if self.mirror { -up } else { up };
        (self.x + x / z * self.scale, self.y - (up - self.eye) / z * self.scale)
    }

    fn poly(&self, plate: &mut Plate, points: &[(f32, f32, f32)], light: f32) {
        let points: Vec<_> = points.iter().map(|&(x, up, z)| self.point(x, up, z)).collect();
        if let Some(path) = Outline::new().poly(&points).end() {
            plate.wash(&path, light, self.alpha);
        }
    }

    fn pane(
        &self,
        plate: &mut Plate,
        x: f32,
        (low, high): (f32, f32),
        (z0, z1): (f32, f32),
        strength: f32,
        order: f32,
    ) {
        self.glass(
            plate,
            &[(x, low, z0), (x, high, z0), (x, high, z1), (x, low, z1)],
            strength,
            order,
        );
    }

    /// Something that shines once it is lit.
    fn glass(&self, plate: &mut Plate, corners: &[(f32, f32, f32)], strength: f32, order: f32) {
        let points: Vec<_> = corners.iter().map(|&(x, up, z)| self.point(x, up, z)).collect();
        let strength = if self.mirror { strength * self.alpha * 0.8 } else { strength };
        if let Some(path) = Outline::new().poly(&points).end() {
            plate.lamp(&path, strength, order);
        }
    }
}

/// One house: on which side of the street, from where to where, how high.
#[derive(Debug, Clone, Copy)]
pub(crate) struct House {
    /// -1 on the left, 1 on the right.
    pub(crate) side: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
    pub(crate) tall: f32,
}

/// Paints a house.
pub(crate) fn house(plate: &mut Plate, view: &View, house: &House, dice: &mut Dice) {
    let House { side, from, to, tall } = *house;
    let x = |out: f32| side * (1.0 + out);
    let wood = dice.between(0.1, 0.2);
    // The end that looks at us, then the front along the street.
    let gable = [
        (x(0.0), 0.0, from),
        (x(0.0), tall, from),
        (x(0.42), tall + 0.3, from),
        (x(2.4), tall + 0.2, from),
        (x(2.4), 0.0, from),
    ];
    view.poly(plate, &gable, wood * 0.5);
    timber(plate, view, house, wood, dice);
    let front = [(x(0.0), 0.0, from), (x(0.0), tall, from), (x(0.0), tall, to), (x(0.0), 0.0, to)];
    view.poly(plate, &front, wood);
    let long = to - from;
    let floor = tall * 0.5;
    let bays = 3;
    for bay in 0..bays {
        let z0 = from + long * (bay as f32 + 0.14) / bays as f32;
        let z1 = from + long * (bay as f32 + 0.86) / bays as f32;
        if dice.chance(0.75) {
            let order = dice.between(0.1, 0.8);
            view.pane(
                plate,
                x(-0.004),
                (0.1, floor * 0.72),
                (z0, z1),
                dice.between(0.55, 0.95),
                order,
            );
            lattice(plate, view, x(-0.008), (0.1, floor * 0.72), (z0, z1), 3);
        }
        if dice.chance(0.6) {
            let order = dice.between(0.2, 1.0);
            view.pane(
                plate,
                x(-0.004),
                (floor + 0.12, tall * 0.84),
                (z0, z1),
                dice.between(0.4, 0.85),
                order,
            );
            lattice(plate, view, x(-0.008), (floor + 0.12, tall * 0.84), (z0, z1), 4);
        }
    }
    for post in 0..=bays {
        let z = from + long * post as f32 / bays as f32;
        let thin = 0.025;
        let body = [
            (x(-0.02), 0.0, z),
            (x(-0.02), tall, z),
            (x(-0.02), tall, z + thin),
            (x(-0.02), 0.0, z + thin),
        ];
        view.poly(plate, &body, 0.06);
    }
    eaves(plate, view, house, floor, 0.16, 0.07, wood);
    eaves(plate, view, house, tall, 0.26, 0.3, wood);
}

/// Beams and a window on the end that looks at us.
fn timber(plate: &mut Plate, view: &View, house: &House, wood: f32, dice: &mut Dice) {
    let House { side, from, tall, .. } = *house;
    let x = |out: f32| side * (1.0 + out);
    let floor = tall * 0.5;
    let board = |plate: &mut Plate, (a, b): (f32, f32), (low, high): (f32, f32)| {
        let corners =
            [(x(a), low, from), (x(a), high, from), (x(b), high, from), (x(b), low, from)];
        view.poly(plate, &corners, wood * 0.95);
    };
    for beam in 0..6 {
        let out = beam as f32 * 0.42;
        board(plate, (out, out + 0.035), (0.0, tall));
    }
    for up in [0.02, floor - 0.03, tall - 0.04] {
        board(plate, (0.0, 2.4), (up, up + 0.035));
    }
    for floor in [0.12, floor + 0.08] {
        if dice.chance(0.55) {
            let out = 0.42 * (dice.unit() * 3.0).floor() + 0.08;
            let order = dice.between(0.1, 0.9);
            let (low, high) = (floor, floor + tall * 0.26);
            let corners = [(out, low), (out, high), (out + 0.28, high), (out + 0.28, low)];
            view.glass(
                plate,
                &corners.map(|(out, up)| (x(out), up, from)),
                dice.between(0.45, 0.8),
                order,
            );
            for bar in 0..=4 {
                let at = out + 0.28 * bar as f32 / 4.0;
                board(plate, (at - 0.006, at + 0.006), (low, high));
            }
            board(plate, (out, out + 0.28), (low + tall * 0.09, low + tall * 0.1));
        }
    }
}

/// Bars over a window.
fn lattice(
    plate: &mut Plate,
    view: &View,
    x: f32,
    (low, high): (f32, f32),
    (z0, z1): (f32, f32),
    bars: usize,
) {
    let thin = 0.012;
    for bar in 0..=bars {
        let part = bar as f32 / bars as f32;
        let z = z0 + (z1 - z0) * part;
        view.poly(
            plate,
            &[(x, low, z), (x, high, z), (x, high, z + thin), (x, low, z + thin)],
            0.05,
        );
    }
    for up in [low + (high - low) * 0.32, high - (high - low) * 0.12] {
        view.poly(plate, &[(x, up, z0), (x, up + thin, z0), (x, up + thin, z1), (x, up, z1)], 0.05);
    }
}

/// A roof that reaches over the street, its corners turned up a little.
fn eaves(plate: &mut Plate, view: &View, house: &House, at: f32, out: f32, rise: f32, wood: f32) {
    let House { side, from, to, .. } = *house;
    let x = |out: f32| side * (1.0 + out);
    let (z0, z1) = (from - 0.08, to + 0.02);
    let lift = out * 0.2;
    let curve = |part: f32| at - 0.03 + lift * (part * 2.0 - 1.0).abs().powi(5);
    let steps = 12;
    let edge: Vec<_> = (0..=steps)
        .map(|step| {
            let part = step as f32 / steps as f32;
            (x(-out), curve(part), z0 + (z1 - z0) * part)
        })
        .collect();
    // The underside from the wall to the edge, and the rim of tiles along it.
    let mut under = edge.clone();
    under.push((x(0.02), at + 0.03, z1));
    under.push((x(0.02), at + 0.03, z0));
    view.poly(plate, &under, wood * 0.4);
    for tile in 0..26 {
        let (p0, p1) = (tile as f32 / 26.0, (tile as f32 + 0.62) / 26.0);
        let (a, b) = (z0 + (z1 - z0) * p0, z0 + (z1 - z0) * p1);
        let (low, high) = (-0.004, 0.042);
        let points = [
            (x(-out - 0.004), curve(p0) + low, a),
            (x(-out - 0.004), curve(p0) + high, a),
            (x(-out - 0.004), curve(p1) + high, b),
            (x(-out - 0.004), curve(p1) + low, b),
        ];
        view.poly(plate, &points, 0.16);
    }
    let mut rim = edge.clone();
    rim.extend(edge.iter().rev().map(|&(px, up, z)| (px + side * 0.01, up + 0.034, z)));
    view.poly(plate, &rim, 0.3);
    // The end of the roof that looks at us: a bent line from the tip up to the ridge.
    let tip = curve(0.0);
    let bent = [(-out, 0.012), (-out * 0.5, 0.0), (0.06, 0.07), (0.24, 0.2), (0.42, 0.4)];
    let over = |(along, up): (f32, f32)| (x(along), tip + up * (rise / 0.4) + 0.02, z0);
    let mut end: Vec<_> = bent.iter().map(|&point| over(point)).collect();
    end.push((x(2.4), tip + rise, z0));
    end.push((x(2.4), tip + rise - 0.3, z0));
    end.push((x(0.02), tip - 0.06, z0));
    end.push((x(-out * 0.8), tip - 0.02, z0));
    view.poly(plate, &end, wood * 0.55);
    let mut line: Vec<_> = bent.iter().map(|&point| over(point)).collect();
    line.extend(bent.iter().rev().map(|&(along, up)| {
        let (px, py, pz) = over((along, up));
        (px, py - 0.045, pz)
    }));
    view.poly(plate, &line, 0.3);
}
