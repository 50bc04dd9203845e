//! The table of price lists: one for each service, with the time at which it was read. It is a
//! cache: what cannot be read in it is read from the service again.

use rusqlite::{Connection, OptionalExtension};

use super::unknown_value;
use crate::error::{Error, Result};
use crate::gateway::prices::PriceList;
use crate::host::Millis;

pub(super) const V2: &str = "
    CREATE TABLE price_list (
        origin TEXT PRIMARY KEY,
        read_at INTEGER NOT NULL,
        prices TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// The longest list that is kept, bytes: 700 models need a tenth of it.
const MOST: usize = 4 * 1024 * 1024;
/// Lists of so many services are kept.
const SERVICES: u32 = 8;

/// The kept list of a service, and when it was read.
///
/// # Errors
/// A stored list that is none of ours, or what SQLite says.
pub fn get(connection: &Connection, origin: &str) -> Result<Option<(Millis, PriceList)>> {
    let sql = "SELECT read_at, prices FROM price_list WHERE origin = ?1";
    let row = connection
        .prepare_cached(sql)?
        .query_row([origin], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let read = |(at, text): (Millis, String)| {
        let list = serde_json::from_str(&text);
        // The list itself may be long, and says nothing to anybody.
        list.map(|list| (at, list)).map_err(|_| unknown_value("price_list.prices", origin))
    };
    row.map(read).transpose()
}

/// Keeps a list in place of the one before, and no more services' lists than are of use.
///
/// # Errors
/// A list that is too long to keep, or what SQLite says.
pub fn keep(connection: &mut Connection, origin: &str, at: Millis, list: &PriceList) -> Result<()> {
    let text = serde_json::to_string(list).map_err(|f| Error::internal("write prices down", f))?;
    if text.len() > MOST {
        return Err(Error::internal("keep a price list", "it is too long"));
    }
    let all = connection.transaction()?;
    all.execute(
        "INSERT INTO price_list (origin, read_at, prices) VALUES (?1, ?2, ?3)
         ON CONFLICT (origin) DO UPDATE SET read_at = excluded.read_at, prices = excluded.prices",
        (origin, at, text),
    )?;
    all.execute(
        "DELETE FROM price_list WHERE origin NOT IN
             (SELECT origin FROM price_list ORDER BY read_at DESC, origin = ?1 DESC LIMIT ?2)",
        (origin, SERVICES),
    )?;
    all.commit()?;
    Ok(())
}
