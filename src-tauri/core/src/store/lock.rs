//! One writer: an exclusive lock on a file beside the database, held for as long as a studio works
//! on its folder. The system lets go of it when the process ends, however it ends, so a lock is
//! never left behind. Nothing is ever written into the file.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind, Result};

/// A studio that is just ending lets go within so long.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often it is tried until then.
const AGAIN: Duration = Duration::from_millis(20);

/// The folder is ours while this lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes a home folder for this studio alone. Blocks for at most a second.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyOpen`] where another studio works on it; else what the disk says.
    pub fn take(home: &Path) -> Result<Self> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(home.join("stillwake.lock"))
            .map_err(|fault| Error::disk("open the lock file", fault))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                    std::thread::sleep(AGAIN);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::new(ErrorKind::AlreadyOpen, "take the home folder"));
                }
                Err(TryLockError::Error(fault)) => {
                    return Err(Error::disk("lock the home folder", fault));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_owner_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let first = Lock::take(home.path()).unwrap();
        assert_eq!(Lock::take(home.path()).unwrap_err().kind, ErrorKind::AlreadyOpen);
        drop(first);
        Lock::take(home.path()).unwrap();
    }

    #[test]
    fn an_owner_that_is_just_ending_is_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let first = Lock::take(home.path()).unwrap();
        let ending = std::thread::spawn(move || {
            std::thread::sleep(PATIENCE / 4);
            drop(first);
        });
        Lock::take(home.path()).unwrap();
        ending.join().unwrap();
    }
}
