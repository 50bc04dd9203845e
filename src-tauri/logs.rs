//! The log: one file a day in the home folder, a week of them. Never a key, never a prompt's text.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};

const DAYS: usize = 7;

/// Starts writing the log; it ends when the guard is dropped. Without a log the app still works.
pub(crate) fn start(home: &Path) -> Option<WorkerGuard> {
    let folder = home.join("logs");
    std::fs::create_dir_all(&folder).ok()?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("stillwake")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    let started = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter("warn,stillwake_app=info,stillwake_core=info")
        .try_init();
    started.ok().map(|()| guard)
}
