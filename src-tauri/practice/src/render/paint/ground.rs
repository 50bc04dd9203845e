//! Land as a line and what lies under it: a crest across the frame becomes a plate whose every
//! spot knows how deep under the crest it is. What the light does there is the caller's.

use super::plate::Plate;

/// The upper edge of a piece of land, a height for every column.
#[derive(Debug, Clone)]
pub(crate) struct Crest {
    left: f32,
    tops: Vec<f32>,
}

impl Crest {
    /// The crest between two columns; `top(x)` is the canvas row of its edge.
    pub(crate) fn new(left: f32, right: f32, top: impl Fn(f32) -> f32) -> Self {
        let left = left.floor();
        let columns = (right.ceil() - left).max(2.0) as usize + 1;
        Self { left, tops: (0..columns).map(|column| top(left + column as f32)).collect() }
    }

    /// The row of the edge at a column.
    pub(crate) fn at(&self, x: f32) -> f32 {
        let place = (x - self.left).clamp(0.0, self.tops.len() as f32 - 1.001);
        let (column, part) = (place as usize, place.fract());
        self.tops[column] * (1.0 - part) + self.tops[column + 1] * part
    }

    /// How steeply it falls to the right at a column, in rows for a column.
    pub(crate) fn slope(&self, x: f32, reach: f32) -> f32 {
        (self.at(x + reach) - self.at(x - reach)) / (2.0 * reach)
    }

    /// The row of its highest point.
    pub(crate) fn highest(&self) -> f32 {
        self.tops.iter().copied().fold(f32::MAX, f32::min)
    }

    /// The row of its lowest point.
    pub(crate) fn lowest(&self) -> f32 {
        self.tops.iter().copied().fold(f32::MIN, f32::max)
    }

    pub(crate) fn left(&self) -> f32 {
        self.left
    }

    pub(crate) fn right(&self) -> f32 {
        self.left + self.tops.len() as f32 - 1.0
    }

    /// A plate of the land down to the row `bottom`, with `above` rows of room over the crest.
    /// `light(x, y, depth)` is the share of direct light, `depth` in pixels under the crest.
    pub(crate) fn plate(
        &self,
        bottom: f32,
        above: f32,
        mut light: impl FnMut(f32, f32, f32) -> f32,
    ) -> Option<Plate> {
        let top = self.highest().floor() - 1.0 - above.ceil();
        let bottom = bottom.max(self.lowest() + 2.0);
        let mut plate = Plate::new(self.left, top, self.right(), bottom)?;
        plate.shade(|column, x, y| {
            let edges = [self.tops[column], self.tops[(column + 1).min(self.tops.len() - 1)]];
            if y + 0.5 < edges[0].min(edges[1]) {
                return (0.0, 0.0);
            }
            let mut cover = 0.0;
            for step in 0..4 {
                let part = (step as f32 + 0.5) / 4.0;
                cover += (y + 0.5 - edges[0] - (edges[1] - edges[0]) * part).clamp(0.0, 1.0);
            }
            let depth = (y - (edges[0] + edges[1]) / 2.0).max(0.0);
            (cover / 4.0, light(x, y, depth))
        });
        Some(plate)
    }
}
