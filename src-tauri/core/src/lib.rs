//! Stillwake's product without a window: jobs that are never lost or paid twice, the gateway
//! client, the library on disk, pictures and clips. Knows neither Tauri nor any user interface.

mod blocking;
pub mod catalogue;
pub mod clip;
pub mod error;
pub mod gateway;
pub mod host;
pub mod job;
pub mod library;
pub mod money;
pub mod picture;
pub mod secret;
pub mod settings;
pub mod step;
pub mod store;
pub mod studio;
