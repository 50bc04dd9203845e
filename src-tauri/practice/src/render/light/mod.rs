//! The light of every hour: its colours, and where the sun and the moon stand.

mod hours;
mod now;

pub(crate) use self::now::{Light, Sun, light, sun};
