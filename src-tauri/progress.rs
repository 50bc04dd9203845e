//! How far everything under way is, for the taskbar or the dock where the system has one. Reads the
//! studio's events and decides nothing. On Linux only desktops with a Unity launcher show it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use stillwake_core::host::Millis;
use stillwake_core::job::StateName;
use stillwake_core::studio::{Event, JobSnapshot};
use tauri::window::{ProgressBarState, ProgressBarStatus};
use tauri::{AppHandle, Manager, Runtime};

use crate::WINDOW;

/// The bar never reaches its end before the clips do, percent.
const MOST: u64 = 95;

/// What is under way, and what the system was told of it last.
#[derive(Default)]
pub(crate) struct Taskbar(Mutex<Told>);

#[derive(Default)]
struct Told {
    moving: BTreeMap<String, Moving>,
    last: Option<u64>,
}

/// A job under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moving {
    /// What the service says, percent.
    told: Option<u8>,
    /// When it was sent, Unix ms.
    since: Millis,
    /// How long such a job usually takes, ms.
    usual: Millis,
}

impl Taskbar {
    /// Takes an event in and tells the system where that changes the bar by a percent.
    pub(crate) fn hear<R: Runtime>(&self, app: &AppHandle<R>, event: &Event, now: Millis) {
        let Event::Job(_, job) = event else { return };
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match moving(job) {
            Some(moving) => told.moving.insert(job.job.id.clone(), moving),
            None => told.moving.remove(&job.job.id),
        };
        let next = share(told.moving.values(), now);
        if next == told.last {
            return;
        }
        told.last = next;
        drop(told);
        let Some(window) = app.get_webview_window(WINDOW) else { return };
        let state = match next {
            Some(_) => ProgressBarStatus::Normal,
            None => ProgressBarStatus::None,
        };
        let bar = ProgressBarState { status: Some(state), progress: next };
        if let Err(fault) = window.set_progress_bar(bar) {
            tracing::debug!(%fault, "the taskbar was not told");
        }
    }
}

fn moving(job: &JobSnapshot) -> Option<Moving> {
    let under_way =
        matches!(job.job.state.name(), StateName::Sending | StateName::Making | StateName::Saving);
    under_way.then(|| Moving {
        told: job.job.progress,
        since: job.job.sent_at.unwrap_or(job.job.created_at),
        usual: job.typical_ms.max(1),
    })
}

/// The mean of all that is under way, percent; None where nothing is.
fn share<'a>(all: impl Iterator<Item = &'a Moving>, now: Millis) -> Option<u64> {
    let shares: Vec<u64> = all.map(|one| one.share(now)).collect();
    let count = shares.len() as u64;
    (count > 0).then(|| shares.iter().sum::<u64>() / count)
}

impl Moving {
    /// What the service says; without that, what its usual time makes likely, ever slower.
    fn share(self, now: Millis) -> u64 {
        let likely = || {
            let times = now.saturating_sub(self.since).max(0) as f64 / self.usual as f64;
            ((1.0 - (-1.2 * times).exp()) * 100.0) as u64
        };
        self.told.map_or_else(likely, u64::from).min(MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn job(told: Option<u8>, since: Millis) -> Moving {
        Moving { told, since, usual: 60_000 }
    }

    #[test]
    fn the_bar_is_the_mean_and_never_full_before_the_clips_are_there() {
        assert_eq!(share([].iter(), 0), None);
        assert_eq!(share([job(None, 0)].iter(), 0), Some(0));
        assert_eq!(share([job(Some(40), 0), job(Some(60), 0)].iter(), 0), Some(50));
        assert_eq!(share([job(Some(100), 0)].iter(), 0), Some(MOST));
        assert_eq!(share([job(None, 0)].iter(), 10 * 60_000), Some(MOST));
        assert_eq!(share([job(None, 60_000)].iter(), 0), Some(0), "a clock that was set back");
    }

    #[test]
    fn it_goes_on_and_never_back() {
        let shares: Vec<_> = (0..20).map(|s| share([job(None, 0)].iter(), s * 10_000)).collect();
        assert!(shares.is_sorted() && shares[6] > Some(60));
    }
}
