//! Outlines: small builders for the shapes that figures and trees are made of, and where they
//! are put. Coordinates of a figure are its own; `Place` says where they lie in the frame.

use tiny_skia::{Path, PathBuilder, Rect, Transform};

/// Where a figure's own coordinates lie in the frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Pixels for one of the figure's units.
    pub(crate) scale: f32,
    /// Turned around its origin, in radians, clockwise.
    pub(crate) turn: f32,
    /// Looking to the left instead of to the right.
    pub(crate) flip: bool,
}

impl Place {
    pub(crate) fn at(x: f32, y: f32, scale: f32) -> Self {
        Self { x, y, scale, turn: 0.0, flip: false }
    }

    pub(crate) fn flipped(self, flip: bool) -> Self {
        Self { flip, ..self }
    }

    pub(crate) fn turned(self, turn: f32) -> Self {
        Self { turn, ..self }
    }

    /// Moved by this much of its own units.
    pub(crate) fn moved(self, x: f32, y: f32) -> Self {
        let (x, y) = self.point(x, y);
        Self { x, y, ..self }
    }

    /// Where a point of the figure lies in the frame.
    pub(crate) fn point(self, x: f32, y: f32) -> (f32, f32) {
        let across = if self.flip { -x } else { x };
        let (sin, cos) = self.turn.sin_cos();
        (
            self.x + (across * cos - y * sin) * self.scale,
            self.y + (across * sin + y * cos) * self.scale,
        )
    }

    fn transform(self) -> Transform {
        let side = if self.flip { -self.scale } else { self.scale };
        let (sin, cos) = self.turn.sin_cos();
        Transform::from_row(
            cos * side,
            sin * side,
            -sin * self.scale,
            cos * self.scale,
            self.x,
            self.y,
        )
    }
}

/// An outline in the making.
#[derive(Debug, Default)]
pub(crate) struct Outline(PathBuilder);

impl Outline {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A closed shape with straight sides.
    pub(crate) fn poly(mut self, points: &[(f32, f32)]) -> Self {
        for (index, (x, y)) in clockwise(points).into_iter().enumerate() {
            if index == 0 { self.0.move_to(x, y) } else { self.0.line_to(x, y) }
        }
        self.0.close();
        self
    }

    /// A closed shape that runs softly through these points.
    pub(crate) fn soft(mut self, points: &[(f32, f32)]) -> Self {
        self.bend(&clockwise(points), true);
        self
    }

    /// An open line that runs softly through these points.
    pub(crate) fn line(mut self, points: &[(f32, f32)]) -> Self {
        self.bend(points, false);
        self
    }

    fn bend(&mut self, points: &[(f32, f32)], closed: bool) {
        let count = points.len();
        if count < 2 {
            return;
        }
        let point = |index: isize| {
            let last = count as isize - 1;
            let at = if closed { index.rem_euclid(count as isize) } else { index.clamp(0, last) };
            points[at as usize]
        };
        self.0.move_to(points[0].0, points[0].1);
        let segments = if closed { count } else { count - 1 };
        for index in 0..segments as isize {
            let (before, from, to, after) =
                (point(index - 1), point(index), point(index + 1), point(index + 2));
            self.0.cubic_to(
                from.0 + (to.0 - before.0) / 6.0,
                from.1 + (to.1 - before.1) / 6.0,
                to.0 - (after.0 - from.0) / 6.0,
                to.1 - (after.1 - from.1) / 6.0,
                to.0,
                to.1,
            );
        }
        if closed {
            self.0.close();
        }
    }

    /// A line that gets thinner from `wide` to `thin` along softly bent points.
    pub(crate) fn taper(self, points: &[(f32, f32)], wide: f32, thin: f32) -> Self {
        let count = points.len();
        if count < 2 {
            return self;
        }
        let mut left = Vec::with_capacity(count * 2);
        let mut right = Vec::with_capacity(count);
        for (index, &(x, y)) in points.iter().enumerate() {
            let (before, after) =
                (points[index.saturating_sub(1)], points[(index + 1).min(count - 1)]);
            let (dx, dy) = (after.0 - before.0, after.1 - before.1);
            let long = (dx * dx + dy * dy).sqrt().max(1e-4);
            let half = 0.5 * (wide + (thin - wide) * index as f32 / (count - 1) as f32);
            left.push((x - dy / long * half, y + dx / long * half));
            right.push((x + dy / long * half, y - dx / long * half));
        }
        left.extend(right.into_iter().rev());
        self.soft(&left)
    }

    pub(crate) fn circle(mut self, x: f32, y: f32, radius: f32) -> Self {
        self.0.push_circle(x, y, radius);
        self
    }

    /// An ellipse around a point.
    pub(crate) fn oval(mut self, x: f32, y: f32, across: f32, down: f32) -> Self {
        if let Some(rect) = Rect::from_xywh(x - across, y - down, 2.0 * across, 2.0 * down) {
            self.0.push_oval(rect);
        }
        self
    }

    /// A box from its upper left corner.
    pub(crate) fn slab(mut self, x: f32, y: f32, wide: f32, high: f32) -> Self {
        if let Some(rect) = Rect::from_xywh(x, y, wide, high) {
            self.0.push_rect(rect);
        }
        self
    }

    /// The outline in the frame; `None` if it is empty.
    pub(crate) fn put(self, place: Place) -> Option<Path> {
        self.0.finish()?.transform(place.transform())
    }

    /// The outline, whose coordinates are the frame's already.
    pub(crate) fn end(self) -> Option<Path> {
        self.0.finish()
    }
}

/// The points in the direction in which ovals and boxes run: overlapping parts of one outline
/// then add up instead of leaving holes.
fn clockwise(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let next = points.iter().cycle().skip(1);
    let area: f32 = points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    let mut points = points.to_vec();
    if area < 0.0 {
        points.reverse();
    }
    points
}
