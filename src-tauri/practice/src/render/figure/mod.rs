//! Figures: what a prompt names, and where a land has room for it. A land calls the function of a
//! place (air, water, country, near) when it comes to that depth.

mod actor;
mod animals;
mod balloon;
mod bird;
mod boat;
pub(crate) mod bridge;
mod house;
pub(crate) mod lantern;
mod people;
mod places;
mod shine;
mod sprite;
mod traffic;
mod trees;
mod whale;

pub(crate) use self::places::{air, country, near, on_street, water};
