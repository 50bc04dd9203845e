//! Looking for files: a clip whose file was moved or renamed outside the app is known again by what it
//! shows, one that is gone is marked, and one that a crash has left in the trash comes out of it. What
//! lies outside the trash is never moved into it. Done after the start, when the window comes to the
//! front, when a missing clip is asked for, and by Repair library, which looks at the record, every file
//! and every poster.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Looked, Studio, blocking};
use crate::clip::{identity, poster};
use crate::error::Result;
use crate::host::Millis;
use crate::library::{self, Folders, StorageState, scan};
use crate::store;
use crate::store::files::{FileRow, Seen};

/// When the folders of clips had last changed before they were looked through; None before that was done.
pub(super) type Stamp = Option<Vec<scan::Changed>>;

/// Rows are written in pieces, so that nothing paid waits for them.
const PIECE: usize = 200;

/// What a look at the folders found, and what is to be written down of it.
#[derive(Default)]
struct Sight {
    looked: Looked,
    rows: Vec<(FileRow, Seen)>,
    stamp: Stamp,
}

impl Studio {
    /// Looks for files that are missing where the folders have changed since that was done last,
    /// without anybody waiting for it.
    pub fn look_around(&self) {
        let studio = self.clone();
        tokio::spawn(async move {
            if let Err(fault) = studio.look_if_changed().await {
                tracing::warn!(fault = %fault.chain(), "the library's files were not looked for");
            }
        });
    }

    /// Whether nothing has come into the folders or left them since they were looked through. Not while
    /// that is being done.
    pub(super) fn is_looked_through(&self) -> bool {
        self.looking.try_lock().is_ok_and(|last| is_as_it_was(&last))
    }

    /// Whoever waits here for one who is looking already has nothing left to do.
    pub(super) async fn look_if_changed(&self) -> Result<()> {
        let mut turn = self.looking.lock().await;
        if !is_as_it_was(&turn) {
            self.look_at_all(false, &mut turn).await?;
        }
        Ok(())
    }

    /// Looks where every clip's file is.
    ///
    /// # Errors
    /// What the disk or the database says.
    pub async fn look(&self) -> Result<Looked> {
        let mut turn = self.looking.lock().await;
        self.look_at_all(false, &mut turn).await
    }

    /// The same, and whether the record itself is whole and each file is still the one that was saved;
    /// posters that are missing are drawn. A damaged record is put together again at the next start. May
    /// take minutes in a large library.
    ///
    /// # Errors
    /// What the disk or the database says.
    pub async fn repair(&self) -> Result<Looked> {
        let damaged = self.is_damaged().await?;
        let mut turn = self.looking.lock().await;
        match self.look_at_all(true, &mut turn).await {
            Ok(looked) => Ok(Looked { damaged, ..looked }),
            // Its clips can be looked at once it is whole again.
            Err(fault) if damaged => {
                tracing::warn!(fault = %fault.chain(), "a damaged record could not be read through");
                Ok(Looked { damaged, ..Looked::default() })
            }
            Err(fault) => Err(fault),
        }
    }

    async fn look_at_all(&self, closely: bool, last: &mut Stamp) -> Result<Looked> {
        let rows = self.store.read(|db| store::files::all(db)).await?;
        let (folders, now) = (self.folders.clone(), self.clock.now());
        let sight = blocking(move || see(&folders, rows, now, closely)).await?;
        let Sight { looked, rows, stamp } = sight;
        *last = stamp;
        let changed = !rows.is_empty();
        for piece in rows.chunks(PIECE) {
            let (piece, folders) = (piece.to_vec(), self.folders.clone());
            let seen = move |db: &mut Connection| {
                store::files::see(db, &piece, |row, path| bring(&folders, row, path))
            };
            self.store.write(seen).await?;
        }
        if changed || looked.posters > 0 {
            self.library_changed();
        }
        Ok(looked)
    }
}

fn is_as_it_was(last: &Stamp) -> bool {
    let same = |(folder, at): &scan::Changed| scan::changed(folder) == *at;
    last.as_ref().is_some_and(|folders| folders.iter().all(same))
}

fn see(folders: &Folders, rows: Vec<FileRow>, now: Millis, closely: bool) -> Result<Sight> {
    let mut sight = Sight::default();
    sight.looked.checked = rows.len();
    // A disk that is not there says nothing about its files.
    if folders.storage().state == StorageState::Missing {
        sight.looked.missing = rows.len();
        return Ok(sight);
    }
    let read = |fault| crate::error::Error::disk("look through the library", fault);
    let mut held = scan::videos(&folders.clips).map_err(read)?;
    let thrown = scan::videos(&folders.trash()).unwrap_or_default();
    held.folders.extend(thrown.folders);
    sight.stamp = Some(held.folders);
    let (shelf, trash) = (held.videos, thrown.videos);
    let named = |of: &[(String, PathBuf)]| -> HashSet<String> {
        of.iter().map(|(name, _)| name.clone()).collect()
    };
    let there = [named(&shelf), named(&trash)];
    let is_there = |row: &FileRow| {
        // Some systems write one name in two ways.
        there[usize::from(row.trashed)].contains(&row.name)
            || library::is_file(&folders.clip(&row.name, row.trashed))
    };
    let (here, gone): (Vec<FileRow>, Vec<FileRow>) = rows.into_iter().partition(is_there);
    let known: [HashSet<&str>; 2] = [false, true].map(|trashed| {
        let of = here.iter().filter(|row| row.trashed == trashed);
        of.map(|row| row.name.as_str()).collect()
    });
    let strangers: Vec<(bool, String, PathBuf)> = [(false, shelf), (true, trash)]
        .into_iter()
        .flat_map(|(trashed, files)| {
            files.into_iter().map(move |(name, path)| (trashed, name, path))
        })
        .filter(|(trashed, name, _)| !known[usize::from(*trashed)].contains(name.as_str()))
        .collect();
    let found = find(gone, strangers, now, &mut sight);
    sight.looked.strangers = found;
    for row in here {
        look_at(folders, row, closely, &mut sight);
    }
    Ok(sight)
}

/// Tells missing clips and files that belong to none together by what they show. Returns how many
/// files belong to none.
fn find(
    gone: Vec<FileRow>,
    strangers: Vec<(bool, String, PathBuf)>,
    now: Millis,
    sight: &mut Sight,
) -> usize {
    let mut left = strangers.len();
    // Two clips may show the very same.
    let mut by_identity: HashMap<String, Vec<(bool, String, PathBuf)>> = HashMap::new();
    if gone.iter().any(|row| row.identity.is_some()) {
        for (trashed, name, path) in strangers {
            if let Ok(identity) = identity::mark(&path) {
                by_identity.entry(identity).or_default().push((trashed, name, path));
            }
        }
    }
    for row in gone {
        let file = row.identity.as_ref().and_then(|identity| by_identity.get_mut(identity)?.pop());
        let seen = file.map(|(trashed, name, path)| match (row.trashed, trashed) {
            (true, false) => Seen::Returned(name),
            (false, true) => Seen::Stranded(path),
            _ => Seen::Found(name),
        });
        match seen {
            Some(seen) => {
                left -= 1;
                sight.looked.found += 1;
                sight.rows.push((row, seen));
            }
            None => {
                sight.looked.missing += 1;
                if !row.missing {
                    sight.rows.push((row, Seen::Missing(now)));
                }
            }
        }
    }
    left
}

/// Brings a file out of the trash, where a crash has left it.
fn bring(folders: &Folders, row: &FileRow, path: &Path) -> Option<String> {
    match library::place(path, &folders.clips, library::last_part(&row.name)) {
        Ok(name) => Some(name),
        Err(fault) => {
            tracing::warn!(clip = %row.id, fault = %fault.chain(), "a clip was not brought back");
            None
        }
    }
}

/// A file that is there: what it is known by, and closely, whether it is the one and has a poster.
fn look_at(folders: &Folders, row: FileRow, closely: bool, sight: &mut Sight) {
    let file = folders.clip(&row.name, row.trashed);
    let shown = match row.identity.is_none() || closely {
        true => identity::mark(&file).ok(),
        false => None,
    };
    if closely {
        if row.identity.is_some() && shown != row.identity {
            sight.looked.changed += 1;
        }
        if !folders.poster(&row.id).exists() && poster::draw(folders, &file, &row.id).is_ok() {
            sight.looked.posters += 1;
        }
    }
    let learnt = shown.filter(|_| row.identity.is_none());
    if row.missing || learnt.is_some() {
        sight.rows.push((row, Seen::There(learnt)));
    }
}
