//! What is over the land: the dome of the sky with its lights, stars, clouds and mist.

pub(crate) mod aurora;
pub(crate) mod clouds;
pub(crate) mod dome;
pub(crate) mod mist;
mod puffs;
pub(crate) mod stars;
