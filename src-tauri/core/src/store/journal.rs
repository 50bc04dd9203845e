//! The journal beside the database: one synced line before each create POST and one after it, so
//! that what may have been paid is known also where the database was lost, damaged or put back.
//! Lines are only ever added (but for what is long over). No prompt, no key and no link is in them.

mod line;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;

pub use line::{Begin, End, Line, Outcome};

use super::disk::sync_folder_of;
use crate::blocking::in_place;
use crate::error::{Error, ErrorKind, Result};
use crate::step::{self, Step, Steps};

/// How often a line that could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(1);

type Done = oneshot::Sender<Result<()>>;

enum Order {
    Begin(Box<Begin>, Done),
    End(End, Done),
}

/// The journal. Cheap to clone; its thread ends with the last clone.
#[derive(Clone)]
pub struct Journal {
    desk: Desk,
}

/// Where the pen is.
#[derive(Clone)]
enum Desk {
    Thread(mpsc::Sender<Order>),
    /// In a simulation nothing runs beside.
    Here(Arc<Mutex<Pen>>),
}

impl Journal {
    /// Starts the journal's thread; the file is made with the first line.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(file: &Path, steps: Arc<dyn Steps>) -> Result<Self> {
        let pen = Pen { file: file.to_owned(), steps, owed: Vec::new() };
        if in_place() {
            return Ok(Self { desk: Desk::Here(Arc::new(Mutex::new(pen))) });
        }
        let (orders, inbox) = mpsc::channel();
        std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || pen.work(&inbox))
            .map_err(|fault| Error::internal("start the journal's thread", fault))?;
        Ok(Self { desk: Desk::Thread(orders) })
    }

    /// Writes down that a POST comes next, and syncs it.
    ///
    /// # Errors
    /// What the disk says: then the POST must not leave.
    pub async fn begin(&self, begin: Begin) -> Result<()> {
        self.order(|done| Order::Begin(Box::new(begin), done)).await
    }

    /// Writes down what came of a POST, and syncs it. What cannot be written now is tried again
    /// for as long as the app runs, and before any other line.
    pub async fn end(&self, end: End) {
        if let Err(fault) = self.order(|done| Order::End(end, done)).await {
            tracing::error!(fault = %fault.chain(), "a line of the journal is owed");
        }
    }

    async fn order(&self, order: impl FnOnce(Done) -> Order) -> Result<()> {
        let gone = || Error::new(ErrorKind::Internal, "reach the journal's thread");
        let (done, written) = oneshot::channel();
        match &self.desk {
            Desk::Thread(orders) => orders.send(order(done)).map_err(|_| gone())?,
            Desk::Here(pen) => {
                pen.lock().unwrap_or_else(PoisonError::into_inner).obey(order(done));
            }
        }
        written.await.map_err(|_| gone())?
    }
}

/// All lines that can be read, in the order in which they were written. A torn or damaged line is
/// left out; a file that is not there has none.
///
/// # Errors
/// What the disk says.
pub fn read(file: &Path) -> Result<Vec<Line>> {
    // A device or a pipe in its place could be read for ever.
    if fs::metadata(file).is_ok_and(|facts| !facts.is_file()) {
        tracing::warn!("what lies at the journal's place is no file");
        return Ok(Vec::new());
    }
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(Error::disk("read the journal", fault)),
    };
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let read: Vec<Option<Line>> = lines.map(Line::parse).collect();
    let torn = read.iter().filter(|line| line.is_none()).count();
    if torn > 0 {
        tracing::warn!(torn, "lines of the journal cannot be read");
    }
    Ok(read.into_iter().flatten().collect())
}

/// Puts a journal with these lines in the place of the old one.
///
/// # Errors
/// What the disk says; the old one stays then.
pub fn replace(file: &Path, lines: &[Line]) -> Result<()> {
    let tried = "write the journal anew";
    let fresh = file.with_extension("journal.new");
    let text: Vec<u8> = lines.iter().flat_map(Line::text).collect();
    let written = File::create(&fresh).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&fresh, file)).map_err(|fault| Error::disk(tried, fault))?;
    sync_folder_of(file)
}

/// The thread's own: the one that writes.
struct Pen {
    file: PathBuf,
    steps: Arc<dyn Steps>,
    /// Lines that could not be written yet.
    owed: Vec<End>,
}

impl Pen {
    fn work(mut self, inbox: &mpsc::Receiver<Order>) {
        loop {
            let order = match self.owed.is_empty() {
                true => inbox.recv().map_err(|_| mpsc::RecvTimeoutError::Disconnected),
                false => inbox.recv_timeout(AGAIN),
            };
            match order {
                Ok(order) => self.obey(order),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let _ = self.pay();
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    // The last chance before the app is gone.
                    let _ = self.pay();
                    return;
                }
            }
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Begin(begin, done) => {
                let written = self.pay().and_then(|()| self.begin(*begin));
                let _ = done.send(written);
            }
            Order::End(end, done) => {
                self.owed.push(end);
                let _ = done.send(self.pay());
            }
        }
    }

    fn begin(&self, begin: Begin) -> Result<()> {
        let line = Line::Begin(begin);
        step::done(&*self.steps, Step::JournalBegin, || self.add(&line))
    }

    /// Writes what is owed, oldest first.
    fn pay(&mut self) -> Result<()> {
        while let Some(end) = self.owed.first() {
            let line = Line::End(end.clone());
            step::done(&*self.steps, Step::JournalEnd, || self.add(&line))?;
            self.owed.remove(0);
        }
        Ok(())
    }

    fn add(&self, line: &Line) -> Result<()> {
        append(&self.file, &line.text()).map_err(|fault| Error::disk("write the journal", fault))
    }
}

/// Adds a line and syncs it. The file is opened anew for each: it may have been put back or taken
/// away meanwhile, and a create call costs a thousand times more.
fn append(file: &Path, text: &[u8]) -> io::Result<()> {
    let fresh = !file.exists();
    let mut open = OpenOptions::new().read(true).append(true).create(true).open(file)?;
    if fresh {
        sync_folder_of(file).map_err(io::Error::other)?;
    }
    let length = open.seek(SeekFrom::End(0))?;
    let written = write(&mut open, length, text);
    if written.is_err() {
        // Half a line would only be skipped; a whole one of a POST that never left would mislead.
        let _ = open.set_len(length);
    }
    written
}

fn write(open: &mut File, length: u64, text: &[u8]) -> io::Result<()> {
    if length > 0 {
        let mut last = [0];
        open.seek(SeekFrom::End(-1))?;
        open.read_exact(&mut last)?;
        // A line that was torn by a power cut must not swallow this one.
        if last != *b"\n" {
            open.write_all(b"\n")?;
        }
    }
    open.write_all(text)?;
    open.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(job: &str, at: i64) -> Line {
        Line::Begin(Begin {
            job: job.into(),
            at,
            service: "https://crazyrouter.com".into(),
            model: "veo3".into(),
            request: "00".into(),
            key: "11".into(),
            idempotency: "i".into(),
            created: at,
            estimate: Some(400_000),
        })
    }

    fn end(job: &str, of: i64) -> Line {
        let outcome = Outcome::Accepted { task: "t".into(), other: None };
        let (service, model) = ("https://crazyrouter.com".into(), "veo3".into());
        Line::End(End { job: job.into(), of, at: of + 1, service, model, outcome })
    }

    #[test]
    fn lines_come_back_as_they_were_written() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("stillwake.journal");
        assert!(read(&file).unwrap().is_empty());
        let lines = [begin("a", 1), end("a", 1), begin("b", 2)];
        for line in &lines {
            append(&file, &line.text()).unwrap();
        }
        assert_eq!(read(&file).unwrap(), lines);
        replace(&file, &lines[2..]).unwrap();
        append(&file, &end("b", 2).text()).unwrap();
        assert_eq!(read(&file).unwrap(), [begin("b", 2), end("b", 2)]);
    }

    #[test]
    fn a_torn_line_is_skipped_and_swallows_no_other() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("stillwake.journal");
        let whole = [begin("a", 1).text(), end("a", 1).text()].concat();
        let second = begin("a", 1).text().len();
        for cut in second..whole.len() {
            fs::write(&file, &whole[..cut]).unwrap();
            append(&file, &begin("b", 2).text()).unwrap();
            let read = read(&file).unwrap();
            // Cut before its last byte, the line is whole but for its end.
            let kept = if cut == whole.len() - 1 { 3 } else { 2 };
            assert_eq!(read.len(), kept, "cut at {cut}");
            assert_eq!((&read[0], &read[kept - 1]), (&begin("a", 1), &begin("b", 2)));
        }
    }

    #[test]
    fn no_damage_to_a_line_goes_unseen() {
        let whole = end("a", 1).text();
        for at in 0..whole.len() - 1 {
            for flip in [1_u8, 0x20, 0x80, 0xff] {
                let mut bent = whole.clone();
                bent[at] ^= flip;
                let read: Vec<_> = bent.split(|b| *b == b'\n').filter_map(Line::parse).collect();
                assert!(read.is_empty(), "byte {at} ^ {flip}: {read:?}");
            }
        }
    }
}
