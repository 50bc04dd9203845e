//! The proxy's password: it comes in once, and never goes out.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::AccountView;

/// Keeps the password of the proxy that is named in the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn proxy_password_set(
    studio: State<'_, Studio>,
    password: String,
) -> Answer<AccountView> {
    Ok(studio.proxy_password_set(&password).await?.into())
}

/// Forgets it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn proxy_password_clear(studio: State<'_, Studio>) -> Answer<AccountView> {
    Ok(studio.proxy_password_clear().await?.into())
}
