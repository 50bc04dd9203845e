//! The table of choices: a name and a value each.

use std::path::PathBuf;

use rusqlite::Connection;

use super::unknown_value;
use crate::error::Result;
use crate::gateway::Base;
use crate::gateway::proxy::ProxyAddress;
use crate::money::MOST;
use crate::settings::{JOBS_AT_ONCE, Language, Motion, PictureWay, ProxyChoice, Settings, Theme};

pub(super) const V1: &str = "
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// Reads all choices; one that was never made has its default.
///
/// # Errors
/// A stored value that is none of ours.
pub fn load(connection: &Connection) -> Result<Settings> {
    let mut settings = Settings::default();
    let mut rows = connection.prepare("SELECT name, value FROM setting")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
        let unknown = || unknown_value(&format!("setting.{name}"), &value);
        let flag = || match value.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(unknown()),
        };
        match name.as_str() {
            "language" => {
                settings.language = Language::from_name(&value).ok_or_else(unknown)?;
            }
            "theme" => settings.theme = Theme::from_name(&value).ok_or_else(unknown)?,
            "motion" => settings.motion = Motion::from_name(&value).ok_or_else(unknown)?,
            "service" => settings.service = Base::parse(&value).map_err(|_| unknown())?,
            "practice" => settings.practice = flag()?,
            "onboarded" => settings.onboarded = flag()?,
            "pictures" => {
                settings.pictures = PictureWay::from_name(&value).ok_or_else(unknown)?;
            }
            "pass_links" => settings.pass_links = flag()?,
            "tag_clips" => settings.tag_clips = flag()?,
            "folder" => settings.folder = Some(PathBuf::from(value)),
            "proxy" => settings.proxy = ProxyChoice::from_name(&value).ok_or_else(unknown)?,
            "proxy_address" => {
                let address = ProxyAddress::parse(&value).map_err(|_| unknown())?;
                settings.proxy_address = Some(address);
            }
            "proxy_login" => settings.proxy_login = value,
            "jobs_at_once" => {
                let (from, to) = JOBS_AT_ONCE;
                let jobs = value.parse().ok().filter(|jobs| (from..=to).contains(jobs));
                settings.jobs_at_once = jobs.ok_or_else(unknown)?;
            }
            "spend_limit" => {
                let micros = value.parse().ok().filter(|micros| (1..=MOST).contains(micros));
                settings.spend_limit = Some(micros.ok_or_else(unknown)?);
            }
            _ => return Err(unknown_value("setting.name", &name)),
        }
    }
    // Without its address this choice would quietly mean another one.
    if settings.proxy == ProxyChoice::Address && settings.proxy_address.is_none() {
        return Err(unknown_value("setting.proxy", settings.proxy.name()));
    }
    Ok(settings)
}

/// Writes all choices.
///
/// # Errors
/// What SQLite says.
pub fn save(connection: &mut Connection, settings: &Settings) -> Result<()> {
    let all = connection.transaction()?;
    let folder = settings.folder.as_ref().map(|folder| folder.to_string_lossy().into_owned());
    let rows = [
        ("language", Some(settings.language.name().to_owned())),
        ("theme", Some(settings.theme.name().to_owned())),
        ("motion", Some(settings.motion.name().to_owned())),
        ("service", Some(settings.service.as_text())),
        ("practice", Some(settings.practice.to_string())),
        ("onboarded", Some(settings.onboarded.to_string())),
        ("pictures", Some(settings.pictures.name().to_owned())),
        ("pass_links", Some(settings.pass_links.to_string())),
        ("tag_clips", Some(settings.tag_clips.to_string())),
        ("folder", folder),
        ("proxy", Some(settings.proxy.name().to_owned())),
        ("proxy_address", settings.proxy_address.as_ref().map(ProxyAddress::as_text)),
        ("proxy_login", Some(settings.proxy_login.clone())),
        ("jobs_at_once", Some(settings.jobs_at_once.to_string())),
        ("spend_limit", settings.spend_limit.map(|micros| micros.to_string())),
    ];
    for (name, value) in rows {
        match value {
            Some(value) => all.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )?,
            None => all.execute("DELETE FROM setting WHERE name = ?1", [name])?,
        };
    }
    all.commit()?;
    Ok(())
}

/// Drops the choices that cannot be read, one by one; they are the defaults then.
///
/// # Errors
/// What SQLite says.
pub(super) fn drop_strangers(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT name, value FROM setting ORDER BY name DESC")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut rows: Vec<(String, String)> = rows.filter_map(|row| row.ok()).collect();
    // A proxy is only a choice once its address is known.
    rows.sort_by_key(|(name, _)| name == "proxy");
    connection.execute("DELETE FROM setting", [])?;
    for (name, value) in rows {
        connection.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", [&name, &value])?;
        if load(connection).is_err() {
            connection.execute("DELETE FROM setting WHERE name = ?1", [&name])?;
        }
    }
    Ok(())
}
