//! The order of what waits, which people change, and cards that they have put away. Only jobs that
//! no runner owns change places: whose turn has come is on its way.

use std::collections::BTreeSet;

use super::{Desk, Live};
use crate::error::Result;
use crate::job::State;
use crate::store;
use crate::studio::JobSnapshot;

impl Desk {
    /// Those that wait for their turn, the next one first.
    pub(super) fn waiting_line(&self) -> Vec<&Live> {
        let waits = |live: &&Live| live.runner.is_none() && live.job.state == State::Waiting;
        let mut line: Vec<&Live> = self.jobs.values().filter(waits).collect();
        // Stable: of equal places the oldest, since ids are in the order of time.
        line.sort_by_key(|live| live.job.place);
        line
    }

    /// A place before everything that waits.
    pub(super) fn first_place(&self) -> i64 {
        let lowest = self.waiting_line().first().map_or(0, |live| live.job.place);
        lowest.min(0).saturating_sub(1)
    }

    /// Puts a waiting job directly before another, or behind all of them; gives those that have
    /// changed places. Nothing happens where either waits no more: a turn may just have come.
    pub(super) async fn move_before(
        &mut self,
        id: &str,
        before: Option<&str>,
    ) -> Result<Vec<JobSnapshot>> {
        let mut line: Vec<&str> =
            self.waiting_line().iter().map(|live| live.job.id.as_str()).collect();
        let Some(at) = line.iter().position(|one| *one == id) else { return Ok(Vec::new()) };
        let moved = line.remove(at);
        let to = match before {
            // Whose turn has come, and is bringing its pictures up, still stands before all others.
            Some(other) if self.has_turn(other) => Some(0),
            Some(other) => line.iter().position(|one| *one == other),
            None => Some(line.len()),
        };
        let Some(to) = to else { return Ok(Vec::new()) };
        line.insert(to, moved);
        // Below nought, so that what comes later goes behind.
        let places = (-(line.len() as i64)..0).zip(line);
        let places: Vec<(String, i64)> = places
            .filter(|(place, id)| self.jobs.get(*id).is_some_and(|live| live.job.place != *place))
            .map(|(place, id)| (id.to_owned(), place))
            .collect();
        let rows = places.clone();
        self.parts.bench.store.write(move |db| store::job::arrange(db, &rows)).await?;
        let mut changed = Vec::new();
        for (id, place) in places {
            if let Some(live) = self.jobs.get_mut(&id) {
                live.job.place = place;
            }
            changed.push(self.show(&id)?);
        }
        Ok(changed)
    }

    fn has_turn(&self, id: &str) -> bool {
        let live = self.jobs.get(id);
        live.is_some_and(|live| live.runner.is_some() && live.job.state == State::Waiting)
    }

    /// Puts cards of jobs that have ended away, and says which. The jobs and their clips stay.
    pub(super) fn clear(&mut self, ids: &[String]) -> Vec<String> {
        let wanted: BTreeSet<&String> = ids.iter().collect();
        let ended = |live: &Live| live.runner.is_none() && live.job.state.has_ended();
        let gone: Vec<String> = self
            .jobs
            .values()
            .filter(|live| wanted.contains(&live.job.id) && ended(live))
            .map(|live| live.job.id.clone())
            .collect();
        for id in &gone {
            self.jobs.remove(id);
        }
        gone
    }

    /// Takes cards that were put away back.
    pub(super) async fn bring_back(&mut self, ids: Vec<String>) -> Result<Vec<JobSnapshot>> {
        let mut back = Vec::new();
        for id in ids {
            self.find(&id).await?;
            back.push(self.show(&id)?);
        }
        Ok(back)
    }
}
