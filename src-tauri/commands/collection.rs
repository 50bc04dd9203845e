//! Collections: a person's own sets of clips.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::{CollectionView, MediaBase};

/// Every collection, by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collections_list(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
) -> Answer<Vec<CollectionView>> {
    Ok(CollectionView::all(&studio.collections().await?, &media))
}

/// Makes a collection that holds these clips; the answer is all of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collection_create(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    name: String,
    ids: Vec<String>,
) -> Answer<Vec<CollectionView>> {
    Ok(CollectionView::all(&studio.collection_create(&name, ids).await?, &media))
}

/// Gives a collection another name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collection_rename(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    name: String,
) -> Answer<Vec<CollectionView>> {
    Ok(CollectionView::all(&studio.collection_rename(id, &name).await?, &media))
}

/// Removes a collection, and no clip; the answer is the ids of the clips that it held.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collection_remove(
    studio: State<'_, Studio>,
    id: String,
) -> Answer<Vec<String>> {
    Ok(studio.collection_remove(id).await?)
}

/// Puts clips into a collection; the ids of those that were not in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collection_add(
    studio: State<'_, Studio>,
    id: String,
    ids: Vec<String>,
) -> Answer<Vec<String>> {
    Ok(studio.collection_add(id, ids).await?)
}

/// Takes clips out of a collection; the ids of those that were in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collection_take(
    studio: State<'_, Studio>,
    id: String,
    ids: Vec<String>,
) -> Answer<Vec<String>> {
    Ok(studio.collection_take(id, ids).await?)
}
