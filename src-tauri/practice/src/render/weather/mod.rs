//! What falls or blows before the camera: rain, snow, petals and leaves. Every drop's way follows
//! from its number and the time.

mod fall;
mod petals;

use super::brief::{Land, Season, Weather};
use super::scene::Set;

/// Adds what the weather of a scene drops.
pub(crate) fn add(set: &mut Set<'_>) {
    match set.brief.weather() {
        Weather::Rain => {
            let mirrors = [Land::Sea, Land::Lake, Land::City, Land::Street];
            let wet = mirrors.contains(&set.brief.reading.land).then_some(set.stage.horizon);
            let rain = fall::Rain::new(set.stage, set.brief.also.storm, wet, &mut set.dice);
            set.add(rain);
        }
        Weather::Snowfall => {
            let snow = fall::Snow::new(set.stage, &mut set.dice);
            set.add(snow);
        }
        Weather::Petals => {
            let leaves = set.brief.season() == Some(Season::Autumn);
            let petals = petals::Petals::new(set.stage, leaves, &mut set.dice);
            set.add(petals);
        }
        _ => {}
    }
}
