//! What the desktop's launcher is told on the session bus: how far the clips are, and that one needs
//! a person who looks elsewhere.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::stage::{A_JOB, Outcome, SHORTLY, on_stage, until};
use crate::{flows, pointer, processes};

#[tokio::test(flavor = "multi_thread")]
async fn the_launcher_shows_how_far_it_is_and_that_something_went_wrong() {
    on_stage("launcher", async |stage| {
        let listener = Listener::start(stage.folder())?;
        let service = flows::service().await?;
        service.hold(true);
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        flows::generate(stage.page(), "A kite over a green hill").await?;
        stage.page().wait_for_job("making").await?;
        until("a bar that grows", A_JOB, async || {
            let told = listener.told()?;
            let grown = told.iter().any(|told| told.visible && told.progress > 0.0);
            Ok(grown.then_some(()))
        })
        .await?;
        assert!(listener.told()?.iter().all(|told| told.progress < 1.0 && !told.urgent));

        let window = pointer::minimize_window(stage.app()).await?;
        let task = service.tasks().pop().expect("the task is known");
        assert!(service.fail(&task.id, "The picture could not be read"));
        service.hold(false);
        let last = Told { progress: 0.0, visible: false, urgent: true };
        until("the trouble to be shown", A_JOB, async || Ok(listener.ends_with(&last))).await?;

        pointer::bring_back(&window)?;
        let seen = Told { urgent: false, ..last };
        until("it to be taken back", SHORTLY, async || Ok(listener.ends_with(&seen))).await?;
        service.stop().await;
        Ok(())
    })
    .await;
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Told {
    progress: f64,
    visible: bool,
    urgent: bool,
}

/// Listens on the session bus as a launcher does, until it is dropped.
struct Listener {
    process: Child,
    heard: PathBuf,
}

impl Listener {
    fn start(folder: &Path) -> Outcome<Self> {
        let heard = folder.join("heard");
        let mut command = Command::new("dbus-monitor");
        command.args(["--session", "interface='com.canonical.Unity.LauncherEntry'"]);
        command.stdin(Stdio::null()).stdout(File::create(&heard)?).stderr(Stdio::null());
        Ok(Self { process: command.spawn()?, heard })
    }

    fn told(&self) -> Outcome<Vec<Told>> {
        let heard = fs::read_to_string(&self.heard)?;
        let words: Vec<&str> = heard.split_whitespace().collect();
        let signals = words.split(|word| *word == "member=Update").skip(1);
        Ok(signals.filter_map(read).collect())
    }

    fn ends_with(&self, wanted: &Told) -> Option<()> {
        let told = self.told().ok()?;
        (told.last() == Some(wanted)).then_some(())
    }
}

/// One signal for the app's entry; one that is not written to its end yet is none.
fn read(words: &[&str]) -> Option<Told> {
    assert!(words.contains(&"\"application://Stillwake.desktop\""), "{words:?}");
    let value = |name: &str| {
        let at = words.iter().position(|word| word.trim_matches('"') == name)?;
        // variant, its kind, and the value.
        words.get(at + 3).copied()
    };
    Some(Told {
        progress: value("progress")?.parse().ok()?,
        visible: value("progress-visible")?.parse().ok()?,
        urgent: value("urgent")?.parse().ok()?,
    })
}

impl Drop for Listener {
    fn drop(&mut self) {
        processes::kill_tree(self.process.id());
        let _ = self.process.wait();
    }
}
