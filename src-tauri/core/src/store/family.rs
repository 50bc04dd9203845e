//! What hangs together with a clip: the clips that it continues and that continue it, by the frames
//! that became pictures of later jobs, and the takes of its press. Reads only.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::clip;
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::job::Job;

/// A thread that is longer is shown up to here.
const MOST: usize = 200;

/// The pictures that a clip's job was sent with, and what those were cut out of, lead to clips.
const PARENTS: &str = "
    SELECT DISTINCT coalesce(picture.from_clip, source.from_clip) FROM clip
    JOIN job_picture ON job_picture.job_id = clip.job_id
    JOIN picture ON picture.id = picture_id
    LEFT JOIN picture AS source ON source.id = picture.cut_of
    WHERE clip.id = ?1 AND coalesce(picture.from_clip, source.from_clip) IS NOT NULL";

/// The frames of a clip, and what was cut out of them, lead to the clips of jobs that have them.
const CHILDREN: &str = "
    WITH frame (id) AS (
        SELECT id FROM picture WHERE from_clip = ?1
        UNION
        SELECT cut.id FROM picture AS cut JOIN picture ON cut.cut_of = picture.id
            WHERE picture.from_clip = ?1
    )
    SELECT DISTINCT clip.id FROM frame
    JOIN job_picture ON picture_id = frame.id
    JOIN clip ON clip.job_id = job_picture.job_id
    WHERE clip.trashed_at IS NULL";

/// A clip's relatives.
#[derive(Clone, Debug)]
pub struct Family {
    /// What it continues, itself, and what continues it, oldest first.
    pub thread: Vec<(Clip, Job)>,
    /// The clips of its press outside the trash, by their numbers, and itself.
    pub takes: Vec<(Clip, Job)>,
}

/// The relatives of a clip.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`], or what SQLite says.
pub fn of(connection: &Connection, id: &str) -> Result<Family> {
    let (clip, job) = clip::get(connection, id)?;
    let mut ids = BTreeSet::from([clip.id.clone()]);
    for way in [PARENTS, CHILDREN] {
        follow(connection, way, id, &mut ids)?;
    }
    let mut thread = Vec::new();
    for id in &ids {
        // One that is in the trash, or gone for good, is a gap in the thread and no more.
        match clip::get(connection, id) {
            Ok((one, _)) if one.trashed_at.is_some() && one.id != clip.id => {}
            Ok(found) => thread.push(found),
            Err(fault) if fault.kind == ErrorKind::ClipUnknown => {}
            Err(fault) => return Err(fault),
        }
    }
    thread.sort_by(|(a, _), (b, _)| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    Ok(Family { thread, takes: takes(connection, clip.id, &job.set_id)? })
}

/// Walks one way, from clip to clip. What was seen is not walked again: a circle ends.
fn follow(
    connection: &Connection,
    way: &str,
    from: &str,
    seen: &mut BTreeSet<String>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(way)?;
    let mut open = vec![from.to_owned()];
    while let Some(id) = open.pop() {
        let next = statement.query_map([&id], |row| row.get::<_, String>(0))?;
        for id in next.collect::<rusqlite::Result<Vec<_>>>()? {
            if seen.len() < MOST && seen.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    Ok(())
}

fn takes(connection: &Connection, itself: String, set: &str) -> Result<Vec<(Clip, Job)>> {
    let mut statement = connection.prepare_cached(
        "SELECT clip.id FROM job JOIN clip ON clip.job_id = job.id
         WHERE job.set_id = ?1 AND (clip.trashed_at IS NULL OR clip.id = ?2) ORDER BY job.take",
    )?;
    let ids = statement.query_map([set, &itself], |row| row.get::<_, String>(0))?;
    let ids: Vec<String> = ids.collect::<rusqlite::Result<_>>()?;
    let takes = ids.iter().map(|id| clip::get(connection, id)).collect::<Result<Vec<_>>>()?;
    match takes.is_empty() {
        true => Err(Error::new(ErrorKind::ClipUnknown, "find a clip's takes")),
        false => Ok(takes),
    }
}
