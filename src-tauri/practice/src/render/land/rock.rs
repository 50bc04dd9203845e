//! Mountains: crests with peaks, and faces with ridges, gullies and snow that take the light.

use crate::render::paint::color::{mix, smooth};
use crate::render::paint::ground::Crest;
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::Plate;
use crate::render::scene::Set;

/// A range of mountains.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    /// The row of its foot.
    pub(super) base: f32,
    /// How high its peaks are, in units.
    pub(super) tall: f32,
    /// Peaks for a unit.
    pub(super) rate: f32,
    pub(super) speed: f32,
    /// How much of it is under snow, from 0 to 1.
    pub(super) snow: f32,
    /// How rugged it is, from soft hills (0) to needles (1).
    pub(super) rough: f32,
}

/// A range's outline.
pub(super) fn crest(set: &mut Set<'_>, range: &Range) -> (Crest, Noise) {
    let noise = Noise::new(set.dice.bits());
    let Range { tall, rate, rough, .. } = *range;
    let pass = (set.light.source.0 - set.stage.wide / 2.0) / set.stage.unit;
    let crest = set.crest(range.base, range.speed, |x| {
        let peaks = noise.ridged(x * rate, 2.0, 3);
        let detail = noise.ridged(x * rate * 5.0, 7.0, 4) - 0.5;
        let swell = noise.at(x * rate * 0.45, 5.0) * 0.5 + 0.5;
        let body = mix(swell, peaks * peaks * 0.9, 0.35 + 0.5 * rough) * (0.55 + 0.6 * swell);
        // The range is lower where the light stands, so that it is seen.
        let open = 1.0 - 0.5 * (-(x - pass).powi(2) * 11.0).exp();
        tall * (0.12 + body * open + detail * 0.13 * rough)
    });
    (crest, noise)
}

/// A range's plate down to the row `bottom`.
pub(super) fn plate(
    set: &Set<'_>,
    range: &Range,
    crest: &Crest,
    noise: Noise,
    bottom: f32,
) -> Option<Plate> {
    let unit = set.stage.unit;
    let key = set.key();
    let tall = range.tall * unit;
    let scale = 1.0 / tall.max(1.0);
    let rough = 0.5 + 0.5 * range.rough;
    crest.plate(bottom, 0.0, |x, y, depth| {
        let side = key.side(x);
        let down = depth * scale;
        // A spine runs down from every peak, in a zigzag: on this side of it is light.
        let zigzag = noise.at(x * scale * 0.8, down * 3.4) * 0.1
            + noise.at(x * scale * 2.4, down * 9.0) * 0.035
            + noise.at(x * scale * 6.0, down * 23.0) * 0.012;
        let along = x + zigzag * tall * (down * 5.0).min(1.0);
        // Small spurs end where large ones go on.
        let slope = crest.slope(along, unit * (0.006 + 0.1 * down))
            + 0.4 * crest.slope(along + tall * 0.02, unit * (0.004 + 0.03 * down));
        let facing = -slope * side * rough;
        let lit = 0.8 * smooth(-0.1, 0.16, facing) + 0.2 * smooth(-1.0, 1.0, facing);
        // Low on the mountain the air evens it out.
        let lit = mix(lit, 0.45, 0.75 * smooth(0.2, 0.8, down));
        let grain = 0.07 * noise.layered(x * scale * 9.0, y * scale * 5.0, 2);
        let rim = (-depth / (unit * 0.0028)).exp() * 0.45;
        if range.snow <= 0.0 {
            return 0.12 + 0.5 * lit + grain + rim;
        }
        // Snow lies on the heights and in the gullies, and ends unevenly.
        let high = (range.base - y) / tall;
        let line =
            0.78 - 0.75 * range.snow + 0.26 * noise.layered(x * scale * 1.6, y * scale * 2.2, 3);
        let lies = smooth(
            line - 0.03,
            line + 0.05,
            high + 0.12 * (lit - 0.5) - 0.1 * (slope.abs() - 0.5).max(0.0),
        );
        let rock = 0.04 + 0.22 * lit + grain;
        let snow = 0.26 + 0.74 * lit;
        mix(rock, snow, lies) + rim * 0.6
    })
}
