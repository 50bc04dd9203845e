//! Money: what a press will cost, what the month cost, and what is left. Nothing here costs
//! anything or changes anything.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::{BalanceView, PriceRequest, QuoteView, SpendView};

/// What a press of Generate will cost, about. From memory: no service is asked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn price_estimate(
    studio: State<'_, Studio>,
    request: PriceRequest,
) -> Answer<QuoteView> {
    Ok(studio.quote(&request.into()).await?.into())
}

/// What this calendar month cost so far, from our own records.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spend_month(studio: State<'_, Studio>) -> Answer<SpendView> {
    Ok(studio.spend().await?.into())
}

/// What is left on the key, where its service tells; `asked` where a person clicked for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn balance_read(studio: State<'_, Studio>, asked: bool) -> Answer<BalanceView> {
    Ok(studio.balance(asked).await.into())
}
