//! The durable steps of a paid job, by name: what is written, sent or renamed, in the order of a
//! job's life. Tests stand at them to kill the process or to fail a write; the app passes by.
//! A step that is not announced here is not counted by the crash tests.

use std::io;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::settings::named;

named! {
    /// A durable step.
    pub enum Step {
        /// New jobs of a press are written down.
        JobsRow = "jobs_row",
        /// The link of an uploaded picture is written down.
        UploadRow = "upload_row",
        /// The job is written down as being sent.
        SendingRow = "sending_row",
        /// The journal's line before the POST.
        JournalBegin = "journal_begin",
        /// The create POST: before it leaves, and after its whole answer came.
        Post = "post",
        /// A piece of its answer came.
        AnswerPiece = "answer_piece",
        /// Its raw answer is written down.
        AnswerRow = "answer_row",
        /// The journal's line after the POST.
        JournalEnd = "journal_end",
        /// What the answer means is written down: the task's number among it.
        OutcomeRow = "outcome_row",
        /// When the next question is due is written down.
        DueRow = "due_row",
        /// That the clip is ready, and its links, are written down.
        ReadyRow = "ready_row",
        /// The partial file is made or opened.
        PartOpen = "part_open",
        /// What is known of the partial file's source is written beside it.
        PartRecord = "part_record",
        /// A piece of the clip is written.
        PartPiece = "part_piece",
        /// The partial file is synced.
        PartSync = "part_sync",
        /// The verified file gets its name.
        Rename = "rename",
        /// The folder of the renamed file is synced.
        FolderSync = "folder_sync",
        /// The poster is written.
        Poster = "poster",
        /// The clip and its finished job are written down.
        ClipRow = "clip_row",
        /// The file with its settings in it takes the place of the one without.
        TagRename = "tag_rename",
    }
}

/// Where at a step the process stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// It comes next.
    Before,
    /// It has just been done.
    After,
}

/// Who is told of every step. The app's own does nothing.
pub trait Steps: Send + Sync + 'static {
    /// A step comes next, or was done.
    ///
    /// # Errors
    /// Before a step that writes: the write is to fail like this. At other times it has no effect.
    fn at(&self, step: Step, moment: Moment) -> io::Result<()>;
}

/// Passes by.
struct Unwatched;

impl Steps for Unwatched {
    fn at(&self, _: Step, _: Moment) -> io::Result<()> {
        Ok(())
    }
}

/// Nobody stands at the steps.
pub fn unwatched() -> Arc<dyn Steps> {
    Arc::new(Unwatched)
}

/// Does a step, with those who stand at it told before and after.
///
/// # Errors
/// What the step says, or what it was told to fail with.
pub(crate) fn done<R>(
    steps: &dyn Steps,
    step: Step,
    doing: impl FnOnce() -> Result<R>,
) -> Result<R> {
    steps.at(step, Moment::Before).map_err(|fault| Error::disk(step.name(), fault))?;
    let done = doing()?;
    let _ = steps.at(step, Moment::After);
    Ok(done)
}
