//! The lands: which layers they have, and what stands in them.

mod city;
mod desert;
mod forest;
mod hills;
mod lake;
mod matter;
mod mountains;
mod rock;
mod sea;
mod snow;
mod street;
pub(crate) mod water;

pub(crate) use self::matter::leaves;

use super::brief::Land;
use super::scene::Set;
use super::sky::clouds;
use super::sky::dome::{Dome, Through};
use super::weather;

/// Builds the scene that the set's brief asks for, from far to near.
/// `None` where there is no memory for it.
pub(crate) fn build(set: &mut Set<'_>) -> Option<()> {
    let dome = Dome::new(set.stage, set.brief, &mut set.dice);
    set.add(dome);
    clouds::add(set)?;
    set.add(Through);
    match set.brief.reading.land {
        Land::Hills => hills::build(set)?,
        Land::Mountains => mountains::build(set)?,
        Land::Lake => lake::build(set)?,
        Land::Sea => sea::build(set)?,
        Land::Snow => snow::build(set)?,
        Land::Desert => desert::build(set)?,
        Land::Forest => forest::build(set)?,
        Land::City => city::build(set)?,
        Land::Street => street::build(set)?,
    }
    weather::add(set);
    Some(())
}
