//! What lands are made of: their own colours in the shade and in the light, by season.

use crate::render::brief::Season;
use crate::render::paint::color::Rgb;

pub(super) const ROCK: [Rgb; 2] = [[112.0, 112.0, 136.0], [206.0, 190.0, 178.0]];
pub(super) const SNOW: [Rgb; 2] = [[146.0, 180.0, 240.0], [255.0, 253.0, 250.0]];
pub(super) const SAND: [Rgb; 2] = [[178.0, 104.0, 76.0], [255.0, 206.0, 140.0]];
pub(super) const STONE: [Rgb; 2] = [[76.0, 82.0, 108.0], [176.0, 170.0, 170.0]];
pub(super) const PINE: [Rgb; 2] = [[38.0, 74.0, 76.0], [112.0, 142.0, 88.0]];
pub(super) const FAR: [Rgb; 2] = [[92.0, 116.0, 146.0], [168.0, 178.0, 176.0]];

/// Meadows and fields.
pub(super) fn grass(season: Option<Season>) -> [Rgb; 2] {
    match season {
        Some(Season::Spring) => [[66.0, 112.0, 84.0], [182.0, 206.0, 112.0]],
        Some(Season::Autumn) => [[112.0, 86.0, 62.0], [232.0, 178.0, 92.0]],
        Some(Season::Winter) => SNOW,
        Some(Season::Summer) | None => [[54.0, 98.0, 82.0], [166.0, 186.0, 96.0]],
    }
}

/// The leaves of broad trees.
pub(crate) fn leaves(season: Option<Season>) -> [Rgb; 2] {
    match season {
        Some(Season::Spring) => [[74.0, 116.0, 82.0], [190.0, 206.0, 120.0]],
        Some(Season::Autumn) => [[150.0, 72.0, 56.0], [255.0, 168.0, 76.0]],
        Some(Season::Winter) => [[86.0, 98.0, 124.0], [206.0, 212.0, 224.0]],
        Some(Season::Summer) | None => [[40.0, 82.0, 72.0], [140.0, 166.0, 86.0]],
    }
}

/// Reeds at the water: green in the warm half of the year, straw in the other.
pub(super) fn reeds(season: Option<Season>, snow: bool) -> [Rgb; 2] {
    match season {
        _ if snow => [[92.0, 84.0, 84.0], [214.0, 190.0, 152.0]],
        Some(Season::Autumn) => [[104.0, 82.0, 62.0], [226.0, 184.0, 120.0]],
        other => grass(other),
    }
}

/// The ground under the feet: grass, or snow where it lies.
pub(super) fn ground(season: Option<Season>, snow: bool) -> [Rgb; 2] {
    if snow { SNOW } else { grass(season) }
}
