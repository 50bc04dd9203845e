//! What people build: towers, houses, roofs and lanterns, painted on plates.

pub(crate) mod eaves;
pub(crate) mod tower;
