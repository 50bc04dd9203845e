//! Keeping the database: a backup and a look through all of it once a day, in the background and on
//! connections of their own, and putting a backup back when a person asks for it.

use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Event, Studio, blocking};
use crate::error::Result;
use crate::host::Millis;
use crate::store::backup::{self, Listed, Look, Occasion};
use crate::store::opening::{self, Mended};
use crate::store::{Store, record};

/// How often it is looked whether a day has gone by.
const EVERY: Duration = Duration::from_secs(3_600);
/// The database is looked through once in so long, ms.
const DAY: Millis = 24 * 3_600 * 1_000;

/// How the database itself stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What had to be done to it at the start.
    pub mended: Option<Mended>,
    /// Damage was found since; the next start repairs it.
    pub damaged: bool,
}

impl Studio {
    /// How the database itself stands.
    pub fn record(&self) -> Record {
        Record { mended: self.mended.clone(), damaged: *self.store.alarm().borrow() }
    }

    /// The backups, newest first, each looked through: that may take seconds.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn backups(&self) -> Result<Vec<Listed>> {
        let file = self.folders.database();
        blocking(move || Ok(backup::list(&file))).await
    }

    /// Has a backup take the database's place at the next start. What is there then is backed up
    /// first; clips on the disk stay as they are.
    ///
    /// # Errors
    /// Where the backup is damaged, or what the disk says.
    pub async fn backup_restore(&self, id: String) -> Result<()> {
        let file = self.folders.database();
        blocking(move || opening::ask_restore(&file, &id)).await
    }

    /// Begins once the window is there, and ends with the studio.
    pub(super) fn keep_record(&self) {
        let studio = self.clone();
        tokio::spawn(async move {
            let (mut shown, mut alarm) = (studio.shown.subscribe(), studio.store.alarm());
            let ended = studio.commands.clone();
            let work = async {
                if shown.wait_for(|shown| *shown).await.is_err() {
                    return;
                }
                loop {
                    studio.tend_record().await;
                    tokio::select! {
                        () = tokio::time::sleep(EVERY) => {}
                        Ok(()) = alarm.changed() => studio.host.emit(Event::Record),
                    }
                }
            };
            tokio::select! {
                () = work => {}
                () = ended.closed() => {}
            }
        });
    }

    async fn tend_record(&self) {
        // A backup of a damaged database would push a good one out.
        if *self.store.alarm().borrow() {
            return;
        }
        if let Err(fault) = self.look_through().await {
            tracing::warn!(fault = %fault.chain(), "the database was not looked through");
        }
        if *self.store.alarm().borrow() {
            return;
        }
        let (file, now) = (self.folders.database(), self.clock.now());
        let made = blocking(move || {
            let due = backup::is_due(&file, now);
            due.then(|| backup::make(&file, Occasion::Daily, now)).transpose()
        });
        if let Err(fault) = made.await {
            tracing::warn!(fault = %fault.chain(), "no backup was made");
        }
    }

    async fn look_through(&self) -> Result<()> {
        let now = self.clock.now();
        let last = self.store.read(|db| record::checked_at(db)).await?;
        if last.is_some_and(|last| (now - DAY..=now).contains(&last)) {
            return Ok(());
        }
        self.look_at_record(Look::Quick).await?;
        self.store.write(move |db| record::set_checked(db, now)).await
    }

    /// Looks all of the database through, beside whatever is done with it. Damage rings the alarm.
    async fn look_at_record(&self, how: Look) -> Result<()> {
        let (file, store): (_, Store) = (self.folders.database(), self.store.clone());
        let sound = blocking(move || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let sound = backup::look_through(&Connection::open_with_flags(file, flags)?, how);
            if sound.as_ref().is_err_and(opening::is_damage) {
                store.ring_alarm();
            }
            sound
        });
        sound.await
    }

    /// Whether the database is damaged, each index compared with its table.
    pub(super) async fn is_damaged(&self) -> Result<bool> {
        match self.look_at_record(Look::Close).await {
            Err(fault) if !opening::is_damage(&fault) => Err(fault),
            _ => Ok(self.record().damaged),
        }
    }
}
