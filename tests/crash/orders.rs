//! What the parent tells its child, and what the child says: one line each, child's lines after a
//! mark that the test harness does not write.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use stillwake_core::step::{Moment, Step};

/// The variable that carries [`Orders`] as JSON.
pub const VARIABLE: &str = "STILLWAKE_CRASH_CHILD";
/// What the child's lines begin with.
pub const MARK: &str = "@crash ";

/// What a child is to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Orders {
    pub home: PathBuf,
    pub service: String,
    pub key: String,
    pub wanted: Vec<Wanted>,
    pub stand_at: Option<Stand>,
}

/// One press of Generate, or of Add by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub press: String,
    pub prompt: String,
    pub picture: Option<PathBuf>,
    /// It was made elsewhere under this number, and is only watched.
    pub task: Option<String>,
}

impl Wanted {
    /// By which column of its row a press is found, and its value there.
    pub fn key(&self) -> (&'static str, &str) {
        match &self.task {
            Some(task) => ("task", task),
            None => ("prompt", &self.prompt),
        }
    }
}

/// Where the child stands still until it is killed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    pub step: String,
    pub after: bool,
    /// At which occurrence, from 1.
    pub nth: u32,
}

impl Stand {
    pub fn is(&self, step: Step, moment: Moment, nth: u32) -> bool {
        self.step == step.name() && self.after == (moment == Moment::After) && self.nth == nth
    }
}

/// What the child says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The studio is open.
    Opened,
    /// It could not be opened, for this reason.
    Refused(String),
    /// The child stands where it was told to.
    Stands,
    /// Only a person can say what becomes of this job.
    Unclear { job: String, prompt: String },
    /// This job ended without a clip.
    Failed { prompt: String, state: String },
    /// Every job has its clip; how often each step was passed.
    Ended(Vec<(String, u32)>),
}

/// What a person says of an unclear job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// It was made, under this number.
    Adopt { job: String, task: String },
    /// It was not made.
    Again { job: String },
}
