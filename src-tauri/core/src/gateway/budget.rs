//! The shared budget: before a request leaves for a service, it stands in that service's line. Owns
//! the lines of all services and the waiting; whose turn it is decides `line.rs`.
//! Its waits are waits of polling: towards services on this computer they are scaled like those.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::address::Base;
use super::line::{EVERY, EVERY_AT_HOME, Lane, Line, Turn, Word};

/// Lines that are remembered; more only while they are in use.
const REMEMBERED: usize = 16;

/// The lines before all services. Cheap to clone.
#[derive(Clone)]
pub(super) struct Budget {
    services: Arc<Mutex<HashMap<String, Arc<Service>>>>,
    time_scale: f64,
}

/// One service's line and its clock.
struct Service {
    line: Mutex<Line<Arc<Notify>>>,
    began: Instant,
    scale: f64,
}

/// A request that may leave, or has left. What its answer says about the pace is told here.
pub(super) struct Pass {
    service: Arc<Service>,
    sent: Duration,
    is_question: bool,
}

/// A place in a line; whoever goes away leaves it.
struct Place<'a> {
    service: &'a Service,
    number: u64,
}

impl Budget {
    pub(super) fn new(time_scale: f64) -> Self {
        Self { services: Arc::default(), time_scale }
    }

    /// Waits for a turn and counts it.
    pub(super) async fn turn(&self, base: &Base, lane: Lane) -> Pass {
        let service = self.service(base, EVERY);
        service.wait(lane).await;
        let sent = service.now();
        Pass { service, sent, is_question: lane == Lane::Question }
    }

    /// Lets a request pass at once and counts it: one that follows a person's press of a button.
    pub(super) fn pass(&self, base: &Base) -> Pass {
        let pass = self.passed(base);
        pass.service.line().count(pass.sent);
        pass
    }

    /// For a request that was counted before.
    pub(super) fn passed(&self, base: &Base) -> Pass {
        let service = self.service(base, EVERY);
        let sent = service.now();
        Pass { service, sent, is_question: false }
    }

    /// The practice studio inside the app has its own pace.
    pub(super) fn at_home(&self, base: &Base) {
        lock(&self.services).remove(&base.origin());
        self.service(base, EVERY_AT_HOME);
    }

    fn service(&self, base: &Base, every: Duration) -> Arc<Service> {
        let mut services = lock(&self.services);
        if services.len() > REMEMBERED {
            services.retain(|_, one| Arc::strong_count(one) > 1 || !one.is_rested());
        }
        let scale = if base.is_local() { self.time_scale } else { 1.0 };
        let new = || Service { line: Mutex::new(Line::new(every)), began: Instant::now(), scale };
        Arc::clone(services.entry(base.origin()).or_insert_with(|| Arc::new(new())))
    }
}

impl Service {
    async fn wait(&self, lane: Lane) {
        let told = Arc::new(Notify::new());
        let number = self.line().join(lane, Arc::clone(&told));
        let _place = Place { service: self, number };
        loop {
            let turn = self.line().turn(number, self.now());
            match turn {
                Turn::Go => return,
                Turn::Behind => told.notified().await,
                Turn::Wait(wait) => {
                    // Told early when the pace has changed or somebody stands ahead.
                    let _ = tokio::time::timeout(wait.mul_f64(self.scale), told.notified()).await;
                }
            }
        }
    }

    fn line(&self) -> MutexGuard<'_, Line<Arc<Notify>>> {
        lock(&self.line)
    }

    fn now(&self) -> Duration {
        self.began.elapsed().div_f64(self.scale)
    }

    fn is_rested(&self) -> bool {
        self.line().is_rested(self.now())
    }

    fn tell_first(&self) {
        for told in self.line().first() {
            told.notify_one();
        }
    }
}

impl Pass {
    /// What the answer says about the pace.
    pub(super) fn heard(&self, word: Word) {
        self.service.line().heard(word, self.sent, self.service.now());
        self.service.tell_first();
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if self.is_question {
            self.service.line().asked();
            self.service.tell_first();
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.service.line().leave(self.number);
        self.service.tell_first();
    }
}

/// Nothing is done under these locks that could panic halfway.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
