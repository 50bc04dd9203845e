//! Hears everything that the app would write into its log, so that a test can search it.

use std::fmt::{self, Debug, Write};
use std::sync::{Arc, Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// The log of this whole process, from the first start on.
#[derive(Clone)]
pub struct Log(Arc<Mutex<String>>);

impl Log {
    /// Begins to listen, or listens to what is heard already: all tests of the process have one log.
    pub fn start() -> Self {
        static ONE: OnceLock<Log> = OnceLock::new();
        let log = ONE.get_or_init(|| {
            let text = Arc::new(Mutex::new(String::new()));
            tracing::subscriber::set_global_default(Ear(Arc::clone(&text))).unwrap();
            Self(text)
        });
        tracing::info!(target: "stillwake_core::test", "a log that hears");
        log.clone()
    }

    pub fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

struct Ear(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let written: fmt::Result = writeln!(self.0, "{field}={value:?}");
        written.unwrap();
    }
}

impl Subscriber for Ear {
    /// As the shell's filter: our own parts from info on, others from warn on.
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        let ours = about.target().starts_with("stillwake");
        *about.level() <= if ours { Level::INFO } else { Level::WARN }
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Line(&mut self.0.lock().unwrap()));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
