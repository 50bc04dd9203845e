//! Towers of a city: a few kinds of tops, a lit and a shaded side, windows that light up.

use crate::render::dice::Dice;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Outline;

/// Where a tower stands and how large it is, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// Its left edge.
    pub(crate) x: f32,
    pub(crate) base: f32,
    pub(crate) wide: f32,
    pub(crate) tall: f32,
    /// From which side the light comes.
    pub(crate) side: f32,
}

/// Paints a tower.
pub(crate) fn paint(plate: &mut Plate, form: &Form, unit: f32, dice: &mut Dice) {
    let Form { x, base, wide, tall, side } = *form;
    let top = base - tall;
    let slim = tall > wide * 3.2;
    let kind = dice.unit();
    let (mut upper, mut left, mut right) = (top, x, x + wide);
    if slim && kind < 0.34 {
        // Steps back on the way up.
        let step = wide * dice.between(0.12, 0.2);
        let down = tall * dice.between(0.12, 0.3);
        body(plate, (x, top + down, wide, tall - down), side, dice.unit());
        windows(plate, (x, top + down, wide, tall - down), unit, dice);
        (left, right) = (x + step, x + wide - step);
        block(plate, (left, top, right - left, down + 1.0), side, unit, dice);
        if dice.chance(0.5) {
            let (l, w) = (left + step * 0.7, right - left - step * 1.4);
            body(plate, (l, top - down * 0.25, w, down * 0.27), side, dice.unit());
            upper = top - down * 0.25;
        }
    } else if slim && kind < 0.5 {
        // A slanted roof.
        let cut = wide * dice.between(0.3, 0.8);
        let way = dice.chance(0.5);
        let roof = if way {
            [(x, top), (x + wide, top + cut), (x + wide, top + cut + 1.0), (x, top + cut + 1.0)]
        } else {
            [(x, top + cut), (x + wide, top), (x + wide, top + cut + 1.0), (x, top + cut + 1.0)]
        };
        if let Some(path) = Outline::new().poly(&roof).end() {
            plate.fill(&path, 0.3);
        }
        block(plate, (x, top + cut, wide, tall - cut), side, unit, dice);
        (left, right) = if way { (x, x + wide * 0.2) } else { (x + wide * 0.8, x + wide) };
    } else if slim && kind < 0.62 {
        // A crown that narrows to a spire.
        let crown = wide * dice.between(0.7, 1.4);
        let middle = x + wide / 2.0;
        let points = [
            (x, top + crown),
            (middle - wide * 0.22, top + crown * 0.4),
            (middle, top - crown * 0.7),
            (middle + wide * 0.22, top + crown * 0.4),
            (x + wide, top + crown),
        ];
        if let Some(path) = Outline::new().poly(&points).end() {
            plate.fill(&path, 0.24);
        }
        block(plate, (x, top + crown - 0.5, wide, tall - crown), side, unit, dice);
        return;
    } else {
        block(plate, (x, top, wide, tall), side, unit, dice);
    }
    mast(plate, (left, right, upper), wide, unit, dice);
}

/// A mast or a small house on the roof.
fn mast(
    plate: &mut Plate,
    (left, right, top): (f32, f32, f32),
    wide: f32,
    unit: f32,
    dice: &mut Dice,
) {
    let thin = (unit * 0.0012).max(0.8);
    let middle = (left + right) / 2.0;
    if dice.chance(0.3) {
        let long = wide * dice.between(0.4, 1.1);
        if let Some(path) = Outline::new().slab(middle - thin / 2.0, top - long, thin, long).end() {
            plate.fill(&path, 0.2);
        }
        let size = thin * 1.1;
        if let Some(path) = Outline::new().circle(middle, top - long, size).end() {
            plate.lamp(&path, 0.9, 0.2);
        }
    } else if dice.chance(0.5) {
        let (w, h) = ((right - left) * dice.between(0.25, 0.5), wide * dice.between(0.08, 0.2));
        if let Some(path) = Outline::new().slab(middle - w / 2.0, top - h, w, h + 1.0).end() {
            plate.fill(&path, 0.22);
        }
    }
}

fn block(plate: &mut Plate, rect: (f32, f32, f32, f32), side: f32, unit: f32, dice: &mut Dice) {
    body(plate, rect, side, dice.unit());
    windows(plate, rect, unit, dice);
}

/// Signs that shine over a front: upright bars and small boards.
pub(crate) fn sign(plate: &mut Plate, form: &Form, unit: f32, dice: &mut Dice) {
    let size = unit * 0.0042;
    let left = form.x + form.wide * dice.between(0.1, 0.7);
    let top = form.base - form.tall * dice.between(0.35, 0.92);
    let (wide, high) = if dice.chance(0.6) {
        (size, form.tall * dice.between(0.12, 0.3))
    } else {
        ((form.wide * 0.5).min(size * 6.0), size * 1.6)
    };
    if let Some(path) = Outline::new().slab(left.round(), top.round(), wide, high).end() {
        plate.lamp(&path, dice.between(0.75, 1.0), dice.between(0.0, 0.5));
    }
}

/// A body with a broad side in the shade and a narrow one in the light.
fn body(plate: &mut Plate, (x, y, wide, tall): (f32, f32, f32, f32), side: f32, chance: f32) {
    let base = 0.1 + 0.14 * chance;
    if let Some(path) = Outline::new().slab(x, y, wide, tall).end() {
        plate.fill(&path, base);
    }
    let lit = wide * (0.2 + 0.2 * chance);
    let left = if side < 0.0 { x } else { x + wide - lit };
    if let Some(path) = Outline::new().slab(left, y, lit, tall).end() {
        plate.wash(&path, base + 0.42, 0.35 + 0.6 * side.abs());
    }
}

/// Rows of windows, of which some are lit in the evening.
fn windows(
    plate: &mut Plate,
    (x, y, wide, tall): (f32, f32, f32, f32),
    unit: f32,
    dice: &mut Dice,
) {
    let size = (unit * 0.0024).max(1.0);
    let (gap, floor) = (size * 2.0, size * 2.5);
    let columns = ((wide - size) / gap).floor();
    if columns < 1.0 {
        return;
    }
    let inset = (wide - columns * gap + gap - size) / 2.0;
    let busy = dice.between(0.12, 0.5);
    // Some houses have bands of glass instead of single windows.
    let banded = dice.chance(0.25);
    // By day the floors are faint lines of glass.
    let glass = dice.between(0.1, 0.22);
    let mut row = y + floor * 0.8;
    while row < y + tall - size {
        let floor_lit = dice.unit();
        if let Some(path) =
            Outline::new().slab(x + size, row.round(), wide - size * 2.0, size * 1.1).end()
        {
            plate.wash(&path, 0.02, glass);
        }
        for column in 0..columns as usize {
            let lit = if banded {
                floor_lit < busy * 0.7 && dice.chance(0.85)
            } else {
                dice.chance(busy)
            };
            if !lit {
                continue;
            }
            let left = x + inset + column as f32 * gap;
            let broad = if banded { gap } else { size };
            if let Some(path) =
                Outline::new().slab(left.round(), row.round(), broad, size * 1.2).end()
            {
                plate.lamp(&path, dice.between(0.45, 1.0), dice.between(0.1, 1.0));
            }
        }
        row += floor;
    }
}
