//! How far everything under way is, and that something went wrong meanwhile, for the taskbar or the
//! dock where the system has one. Reads the studio's events and decides nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use stillwake_core::host::Millis;
use stillwake_core::job::StateName;
use stillwake_core::studio::{Event, JobSnapshot};
use tauri::{AppHandle, Runtime};

/// The bar never reaches its end before the clips do, percent.
const MOST: u64 = 95;

/// What is under way, and what the system was told of it last.
#[derive(Default)]
pub(crate) struct Taskbar(Mutex<Told>);

#[derive(Default)]
struct Told {
    moving: BTreeMap<String, Moving>,
    /// The window is in front: what goes wrong is seen there.
    watched: bool,
    trouble: bool,
    last: Shown,
}

/// What the taskbar shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// How far everything is, percent; None where nothing is under way.
    pub(crate) share: Option<u64>,
    /// A job needs a person, and nobody has looked since.
    pub(crate) trouble: bool,
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
    /// Takes an event in and tells the system where that changes what it shows.
    pub(crate) fn hear<R: Runtime>(&self, app: &AppHandle<R>, event: &Event, now: Millis) {
        let Event::Job(_, job) = event else { return };
        self.change(app, now, |told| told.hear(job));
    }

    /// The window came to the front, or went to the back.
    pub(crate) fn watched<R: Runtime>(&self, app: &AppHandle<R>, watched: bool, now: Millis) {
        self.change(app, now, |told| told.look(watched));
    }

    fn change<R: Runtime>(&self, app: &AppHandle<R>, now: Millis, by: impl FnOnce(&mut Told)) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        by(&mut told);
        let next = Shown { share: share(told.moving.values(), now), trouble: told.trouble };
        if next == told.last {
            return;
        }
        told.last = next;
        // Still locked: what is told last must be what is so.
        system::show(app, next);
    }
}

impl Told {
    fn hear(&mut self, job: &JobSnapshot) {
        self.take(&job.job.id, moving(job), needs_a_person(job.job.state.name()));
    }

    fn take(&mut self, id: &str, moving: Option<Moving>, needs_a_person: bool) {
        let was_moving = match moving {
            Some(moving) => self.moving.insert(id.to_owned(), moving),
            None => self.moving.remove(id),
        };
        // What failed long ago is told again at every start.
        self.trouble |= needs_a_person && was_moving.is_some() && !self.watched;
    }

    fn look(&mut self, watched: bool) {
        self.watched = watched;
        self.trouble &= !watched;
    }
}

const fn needs_a_person(state: StateName) -> bool {
    matches!(state, StateName::Failed | StateName::Unclear)
}

/// What has a taskbar of its own, or a dock.
#[cfg(not(target_os = "linux"))]
mod system {
    use tauri::window::{ProgressBarState, ProgressBarStatus};
    use tauri::{AppHandle, Manager, Runtime};

    use super::Shown;
    use crate::WINDOW;

    pub(super) fn show<R: Runtime>(app: &AppHandle<R>, Shown { share, trouble }: Shown) {
        let Some(window) = app.get_webview_window(WINDOW) else { return };
        let status = match (share, trouble) {
            (_, true) => ProgressBarStatus::Error,
            (Some(_), false) => ProgressBarStatus::Normal,
            (None, false) => ProgressBarStatus::None,
        };
        // A bar without a length would not be seen.
        let progress = if trouble { share.or(Some(100)) } else { share };
        let bar = ProgressBarState { status: Some(status), progress };
        if let Err(fault) = window.set_progress_bar(bar) {
            tracing::debug!(%fault, "the taskbar was not told");
        }
    }
}

/// Launchers and docks that listen to the signal which Unity began with: Plasma, the docks of GNOME,
/// Cinnamon and others. Told here, because the window library speaks to Unity alone.
#[cfg(target_os = "linux")]
mod system {
    use std::collections::HashMap;

    use gtk::gio::{BusType, Cancellable, bus_get};
    use gtk::glib::{Variant, variant::ToVariant};
    use tauri::{AppHandle, Runtime};

    use super::Shown;

    /// As the installer names the app's entry in the menu.
    const ENTRY: &str = "application://Stillwake.desktop";
    const PATH: &str = "/com/canonical/unity/launcherentry/1";
    const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";

    pub(super) fn show<R: Runtime>(app: &AppHandle<R>, shown: Shown) {
        let told = app.run_on_main_thread(move || {
            bus_get(BusType::Session, None::<&Cancellable>, move |bus| {
                let said = bus.and_then(|bus| {
                    bus.emit_signal(None, PATH, INTERFACE, "Update", Some(&words(shown)))
                });
                if let Err(fault) = said {
                    tracing::debug!(%fault, "the launcher was not told");
                }
            });
        });
        if let Err(fault) = told {
            tracing::debug!(%fault, "the launcher was not told");
        }
    }

    fn words(Shown { share, trouble }: Shown) -> Variant {
        let share_of_one = share.unwrap_or(0) as f64 / 100.0;
        let properties = HashMap::from([
            ("progress", share_of_one.to_variant()),
            ("progress-visible", share.is_some().to_variant()),
            ("urgent", trouble.to_variant()),
        ]);
        (ENTRY, properties).to_variant()
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
    fn what_goes_wrong_is_shown_until_somebody_looks() {
        let mut told = Told::default();
        let moving = Some(job(None, 0));
        told.take("old", None, true);
        assert!(!told.trouble, "it was over before the app began");
        told.take("a", moving, false);
        told.take("a", None, false);
        assert!(!told.trouble, "a clip is no trouble");
        told.take("b", moving, false);
        told.take("b", None, true);
        assert!(told.trouble);
        told.look(true);
        assert!(!told.trouble);
        told.take("c", moving, false);
        told.take("c", None, true);
        assert!(!told.trouble, "it is seen in the window");
        told.look(false);
        assert!(!told.trouble);
    }

    #[test]
    fn it_goes_on_and_never_back() {
        let shares: Vec<_> = (0..20).map(|s| share([job(None, 0)].iter(), s * 10_000)).collect();
        assert!(shares.is_sorted() && shares[6] > Some(60));
    }
}
