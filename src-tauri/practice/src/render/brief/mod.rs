//! What a prompt asks for: land, hours, weather, figures. Words in, choices out; where the words
//! leave a choice open, the prompt's own number makes it, so that different prompts differ.

mod choose;
mod figures;
mod lexicon;
mod places;
mod times;

pub(crate) use self::choose::brief;
pub use self::choose::reading;
pub(crate) use self::lexicon::mentions;

/// What lies in front of the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Land {
    /// Rolling hills and meadows.
    Hills,
    /// Ranges behind ranges.
    Mountains,
    /// Open sea.
    Sea,
    /// A lake or river between shores.
    Lake,
    /// A skyline at the water.
    City,
    /// An old street with lanterns.
    Street,
    /// Woods.
    Forest,
    /// Snowy mountains and fields.
    Snow,
    /// Dunes.
    Desert,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hour {
    /// The sun comes up.
    Dawn,
    /// Full daylight.
    Day,
    /// Low warm light before the sunset.
    Golden,
    /// The sun goes down.
    Dusk,
    /// Moon, stars, lamps.
    Night,
}

/// What the air is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weather {
    /// Nothing but a few clouds.
    Clear,
    /// Mist in the valleys or fog over all.
    Mist,
    /// Rain.
    Rain,
    /// Snowfall.
    Snowfall,
    /// Petals or leaves in the wind.
    Petals,
    /// Northern lights.
    Aurora,
    /// A sky full of stars.
    Stars,
}

/// A season that colours the plants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Season {
    /// Blossom.
    Spring,
    /// Green.
    Summer,
    /// Red and gold.
    Autumn,
    /// Snow.
    Winter,
}

/// Something named that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names say it")]
pub enum Figure {
    Bird,
    Heron,
    Boat,
    Ship,
    Lighthouse,
    Lantern,
    Cabin,
    Bridge,
    Train,
    Blossom,
    Tree,
    Bamboo,
    Person,
    Child,
    Dog,
    Cat,
    Deer,
    Camel,
    Balloon,
    Whale,
    Car,
    Pagoda,
    Windmill,
    Firefly,
    Meteor,
}

/// A way of the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Camera {
    Left,
    Right,
    Still,
}

/// What was understood of a prompt, as tests and the command line see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The land.
    pub land: Land,
    /// The hour at the beginning.
    pub hour: Hour,
    /// The hour at the end, where the prompt speaks of passing time.
    pub until: Option<Hour>,
    /// The weather.
    pub weather: Weather,
    /// The season, where one is named.
    pub season: Option<Season>,
    /// The figures that were named, in their order.
    pub figures: Vec<Figure>,
}

/// Everything that a scene needs to know of its prompt.
#[derive(Debug, Clone)]
pub(crate) struct Brief {
    pub(crate) reading: Reading,
    /// The time of day at the first and at the last frame, in hours.
    pub(crate) clock: (f32, f32),
    pub(crate) camera: Option<Camera>,
    /// What else of the land was named, besides its main kind.
    pub(crate) also: Also,
    pub(crate) seed: u64,
}

/// Features of the land that were named or follow from its main kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Also {
    pub(crate) mountains: bool,
    pub(crate) forest: bool,
    pub(crate) snow: bool,
    pub(crate) city: bool,
    pub(crate) beach: bool,
    pub(crate) flowers: bool,
    pub(crate) clouds: bool,
    pub(crate) crescent: bool,
    pub(crate) storm: bool,
    pub(crate) village: bool,
}

impl Brief {
    /// Whether a figure was named.
    pub(crate) fn has(&self, figure: Figure) -> bool {
        self.reading.figures.contains(&figure)
    }

    pub(crate) fn weather(&self) -> Weather {
        self.reading.weather
    }

    pub(crate) fn season(&self) -> Option<Season> {
        self.reading.season
    }
}
