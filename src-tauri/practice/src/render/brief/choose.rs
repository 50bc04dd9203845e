//! From the senses of a prompt to one scene: what goes together, what a figure needs around it,
//! and what is chosen where nothing was said.

use super::lexicon::{Extra, Sense, senses};
use super::times::{DAWN, DAY, DUSK, GOLDEN, NIGHT};
use super::{Also, Brief, Figure, Hour, Land, Reading, Season, Weather};
use crate::render::dice::{Dice, seed};

/// What is understood of a prompt.
pub fn reading(prompt: &str) -> Reading {
    brief(prompt).reading
}

/// The scene that a prompt asks for.
pub(crate) fn brief(prompt: &str) -> Brief {
    let senses = senses(&prompt.to_lowercase());
    let seed = seed(prompt);
    let dice = Dice::new(seed);
    let figures = figures(&senses);
    let (land, mut also) = land(&senses, &figures, &mut dice.apart("land"));
    let season = senses.iter().find_map(|sense| match sense {
        Sense::Season(season) => Some(*season),
        _ => None,
    });
    also.snow |= land == Land::Snow || season == Some(Season::Winter);
    let (clock, passing) = clock(&senses, &mut dice.apart("hour"));
    let weather = weather(&senses, land, &also, clock, &mut dice.apart("weather"));
    let camera = senses.iter().find_map(|sense| match sense {
        Sense::Camera(camera) => Some(*camera),
        _ => None,
    });
    let (first, last) = (hour(clock.0), hour(clock.1));
    let until = (passing && first != last).then_some(last);
    let reading = Reading { land, hour: first, until, weather, season, figures };
    Brief { reading, clock, camera, also, seed }
}

fn figures(senses: &[Sense]) -> Vec<Figure> {
    let mut found = Vec::new();
    for sense in senses {
        if let Sense::Figure(figure) = sense
            && (*figure == Figure::Person || !found.contains(figure))
            && found.len() < 6
        {
            found.push(*figure);
        }
    }
    found
}

/// The land and what else of it was named.
fn land(senses: &[Sense], figures: &[Figure], dice: &mut Dice) -> (Land, Also) {
    let mut named = Vec::new();
    let mut also = Also::default();
    for sense in senses {
        match sense {
            Sense::Land(land) => named.push(*land),
            Sense::Also(Extra::Beach) => also.beach = true,
            Sense::Also(Extra::Flowers) => also.flowers = true,
            Sense::Also(Extra::Clouds) => also.clouds = true,
            Sense::Also(Extra::Crescent) => also.crescent = true,
            Sense::Also(Extra::Storm) => also.storm = true,
            Sense::Also(Extra::Village) => also.village = true,
            _ => {}
        }
    }
    let names = |land: Land| named.contains(&land);
    also.mountains = names(Land::Mountains);
    also.forest = names(Land::Forest);
    also.snow = names(Land::Snow);
    also.city = names(Land::City);
    // What lies at the water lies at the water, whatever else is there.
    let order = [Land::Street, Land::City, Land::Desert, Land::Sea, Land::Lake, Land::Snow];
    let main = order.into_iter().find(|land| names(*land)).or(named.first().copied());
    // Over the clouds only the peaks are left.
    let over = main == Some(Land::Snow) && also.mountains && also.clouds;
    let main = if over { Some(Land::Mountains) } else { main };
    let needs = |wanted: &[Figure]| figures.iter().any(|figure| wanted.contains(figure));
    let at_sea = needs(&[Figure::Whale, Figure::Lighthouse, Figure::Ship]);
    let wet = |land| matches!(land, Land::Sea | Land::Lake | Land::City);
    let land = match main {
        Some(land) if !wet(land) && at_sea => Land::Sea,
        Some(land) if !wet(land) && needs(&[Figure::Boat, Figure::Heron]) => Land::Lake,
        Some(Land::Lake) if needs(&[Figure::Whale]) => Land::Sea,
        Some(land) => land,
        None => unnamed(needs, dice),
    };
    if wet(land) && !names(Land::Mountains) && named.len() < 2 {
        also.mountains = land == Land::Lake && dice.chance(0.6);
        also.forest |= land == Land::Lake && dice.chance(0.4);
    }
    (land, also)
}

/// A land for a prompt that names none: one that suits its figures.
fn unnamed(needs: impl Fn(&[Figure]) -> bool, dice: &mut Dice) -> Land {
    let choices: &[(Land, f32)] = if needs(&[Figure::Whale, Figure::Lighthouse]) {
        &[(Land::Sea, 1.0)]
    } else if needs(&[Figure::Ship]) {
        &[(Land::Sea, 3.0), (Land::Lake, 1.0)]
    } else if needs(&[Figure::Boat, Figure::Heron]) {
        &[(Land::Lake, 1.0)]
    } else if needs(&[Figure::Lantern, Figure::Pagoda]) {
        &[(Land::Lake, 1.0), (Land::Mountains, 0.6)]
    } else if needs(&[Figure::Camel]) {
        &[(Land::Desert, 1.0)]
    } else if needs(&[Figure::Deer, Figure::Firefly]) {
        &[(Land::Forest, 1.0)]
    } else if needs(&[Figure::Train, Figure::Bridge]) {
        &[(Land::Hills, 1.0), (Land::Lake, 1.0), (Land::Mountains, 0.7)]
    } else if needs(&[Figure::Balloon]) {
        &[(Land::Hills, 1.0), (Land::Desert, 0.7), (Land::Lake, 0.5), (Land::Mountains, 0.5)]
    } else if needs(&[Figure::Car]) {
        &[(Land::Hills, 1.0), (Land::Desert, 0.6), (Land::Mountains, 0.6)]
    } else if needs(&[
        Figure::Cabin,
        Figure::Tree,
        Figure::Blossom,
        Figure::Windmill,
        Figure::Person,
        Figure::Child,
        Figure::Dog,
    ]) {
        &[(Land::Hills, 1.0), (Land::Lake, 0.6)]
    } else if needs(&[Figure::Cat]) {
        &[(Land::City, 1.0), (Land::Hills, 1.0)]
    } else {
        &[
            (Land::Hills, 1.0),
            (Land::Mountains, 1.0),
            (Land::Lake, 1.1),
            (Land::Sea, 1.0),
            (Land::Forest, 0.8),
            (Land::Snow, 0.7),
            (Land::Desert, 0.6),
            (Land::City, 0.5),
        ]
    };
    dice.pick(choices).unwrap_or(Land::Hills)
}

/// The hours of the clip, and whether the prompt asks for time to pass.
fn clock(senses: &[Sense], dice: &mut Dice) -> ((f32, f32), bool) {
    let becomes = senses.contains(&Sense::Becomes) || senses.contains(&Sense::Passes);
    let passes = senses.contains(&Sense::Passes);
    let mut named = senses.iter().filter_map(|sense| match sense {
        Sense::Clock(clock) => Some((*clock, *clock)),
        Sense::Passing(from, to) => Some((*from, *to)),
        _ => None,
    });
    let (first, last) = (named.next(), named.next_back());
    let slipped = dice.between(-0.12, 0.12);
    match (first, last) {
        // From one hour to another; the night begins as soon as it is dark.
        (Some(from), Some(to)) if becomes && hour(from.0) != hour(to.1) => {
            let end = to.1.min(20.9);
            let start = if from.0 > 20.0 && end < 12.0 { 4.6 } else { from.0 };
            if start < end { ((start, end), true) } else { ((end - 1.0, end), true) }
        }
        (Some((from, to)), _) if passes && hour(from) == hour(to) => {
            let span = match hour(from) {
                Hour::Dawn => (from.min(5.3), to.max(7.6)),
                Hour::Day => (8.0, 16.0),
                Hour::Golden | Hour::Dusk => (from.min(17.0), to.max(20.4)),
                Hour::Night => (20.4, 25.0),
            };
            (span, true)
        }
        (Some((from, to)), _) if passes && to < 20.0 => ((from - 0.3, to + 1.6), true),
        (Some((from, to)), _) if to > from => ((from, to), true),
        (Some((clock, _)), _) => (around(clock + slipped), false),
        (None, _) if passes => {
            let spans = [((5.2, 8.4), 1.0), ((16.4, 20.7), 1.4), ((5.4, 20.7), 0.8)];
            (dice.pick(&spans).unwrap_or((16.4, 20.7)), true)
        }
        (None, _) => {
            let hours =
                [(DAWN, 1.0), (6.8, 0.5), (DAY, 0.9), (GOLDEN, 0.9), (DUSK, 1.0), (NIGHT, 0.5)];
            (around(dice.pick(&hours).unwrap_or(DAWN) + slipped), false)
        }
    }
}

/// The stretch of time that a clip shows around an hour. It is long enough for the light to move.
fn around(clock: f32) -> (f32, f32) {
    let half = match hour(clock) {
        Hour::Dawn => 0.26,
        Hour::Day => 0.5,
        Hour::Golden => 0.3,
        Hour::Dusk => 0.22,
        Hour::Night => 0.5,
    };
    (clock - half, clock + half)
}

/// The part of the day at an hour.
fn hour(clock: f32) -> Hour {
    match clock {
        c if c < 4.4 => Hour::Night,
        c if c < 8.2 => Hour::Dawn,
        c if c < 16.3 => Hour::Day,
        c if c < 17.65 => Hour::Golden,
        c if c < 20.0 => Hour::Dusk,
        _ => Hour::Night,
    }
}

fn weather(
    senses: &[Sense],
    land: Land,
    also: &Also,
    clock: (f32, f32),
    dice: &mut Dice,
) -> Weather {
    let named: Vec<_> = senses
        .iter()
        .filter_map(|sense| match sense {
            Sense::Weather(weather) => Some(*weather),
            _ => None,
        })
        .collect();
    let first = |wanted: &[Weather]| named.iter().copied().find(|one| wanted.contains(one));
    let chance = dice.unit();
    // What falls is seen before what only hangs in the air.
    if let Some(falls) = first(&[Weather::Rain, Weather::Snowfall]) {
        return if land == Land::Snow && falls == Weather::Rain {
            Weather::Snowfall
        } else {
            falls
        };
    }
    if let Some(named) = first(&[Weather::Aurora, Weather::Petals, Weather::Mist, Weather::Stars])
        .or(named.first().copied())
    {
        return named;
    }
    let dark = hour(clock.0) == Hour::Night;
    match land {
        Land::Snow if chance < 0.4 => Weather::Snowfall,
        Land::Lake if also.snow && chance < 0.25 => Weather::Snowfall,
        Land::Forest | Land::Mountains | Land::Lake if chance < 0.3 && !dark => Weather::Mist,
        Land::Desert | Land::Snow if dark && chance > 0.5 => Weather::Stars,
        _ => Weather::Clear,
    }
}
