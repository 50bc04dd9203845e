//! What grows: trees, grass and flowers, painted on plates so that the light can change on them.

pub(crate) mod bamboo;
pub(crate) mod fir;
pub(crate) mod grass;
pub(crate) mod tree;
