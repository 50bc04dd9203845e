//! P8: a large clip over loopback, had by the core (downloaded, hashed, its structure verified,
//! synced) and by curl followed by fsync, taking turns. Both ask the same plain server.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use stillwake_core::clip::part::Part;
use stillwake_core::clip::sources::Sources;
use stillwake_core::gateway::wire::Task;
use stillwake_core::gateway::{Base, Endpoint, Gateway};
use stillwake_core::library::Folders;
use stillwake_core::secret::ApiKey;
use stillwake_core::step;
use stillwake_practice::render;
use tokio_util::sync::CancellationToken;

use crate::{Choices, Measured, median};

/// A job's id, as they look.
const JOB: &str = "01936b3e-7a00-7000-8000-000000000001";
/// What the server writes at once, bytes.
const BLOCK: usize = 1 << 20;

/// What is served: a real clip, and behind it a box of media data that nothing points into.
struct Film {
    head: Vec<u8>,
    block: Vec<u8>,
    blocks: usize,
}

impl Film {
    fn make(folder: &Path, megabytes: usize) -> Result<Self, Box<dyn Error>> {
        let file = folder.join("film.mp4");
        render::numbered(128, 96, 12, &file)?;
        let mut head = fs::read(&file)?;
        fs::remove_file(&file)?;
        head.extend(u32::try_from(megabytes * BLOCK + 8)?.to_be_bytes());
        head.extend(b"mdat");
        // Anything but zeros, which a disk may treat in its own way.
        let block = (0..BLOCK).map(|at| ((at * 2_654_435_761) >> 7) as u8).collect();
        Ok(Self { head, block, blocks: megabytes })
    }

    fn length(&self) -> usize {
        self.head.len() + self.block.len() * self.blocks
    }

    fn give(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut line = String::new();
        let mut lines = BufReader::new(stream.try_clone()?);
        while lines.read_line(&mut line)? > 2 {
            line.clear();
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"film\"\r\n\
             Connection: close\r\n";
        write!(stream, "{head}Content-Length: {}\r\n\r\n", self.length())?;
        stream.write_all(&self.head)?;
        for _ in 0..self.blocks {
            stream.write_all(&self.block)?;
        }
        Ok(())
    }
}

/// Measures the row. `runs=10`, `mb=300` and `folder=…` (on a real disk) may be given.
pub(crate) fn measure(choices: &Choices) -> Measured {
    let runs: usize = choices.get("runs", 10);
    let megabytes: usize = choices.get("megabytes", 300);
    let within: PathBuf = choices.get("folder", std::env::temp_dir());
    let folder = tempfile::tempdir_in(within)?;
    let film = Arc::new(Film::make(folder.path(), megabytes)?);
    let at = serve(Arc::clone(&film))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // One client for all runs, as in the app.
    let gateway = Gateway::default();
    let (mut ours, mut curls) = (Vec::new(), Vec::new());
    // The first of each fills caches.
    for run in 0..=runs {
        let one = runtime.block_on(core(&gateway, at, folder.path(), &film))?;
        let other = curl(at, folder.path(), &film)?;
        if run > 0 {
            ours.push(one.as_secs_f64() * 1_000.0);
            curls.push(other.as_secs_f64() * 1_000.0);
        }
    }
    Ok(json!({
        "row": "P8",
        "bytes": film.length(),
        "runs": runs,
        "ours_ms": median(&ours),
        "anchor_ms": median(&curls),
        "ratio": median(&ours) / median(&curls),
        "ours": ours,
        "anchor": curls,
    }))
}

fn serve(film: Arc<Film>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let at = listener.local_addr()?;
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // Whoever goes away in the middle is noticed on its own side.
            let _ = film.give(&mut stream);
        }
    });
    Ok(at)
}

/// From the request to the synced and verified file.
async fn core(
    gateway: &Gateway,
    at: SocketAddr,
    home: &Path,
    film: &Film,
) -> Result<Duration, Box<dyn Error>> {
    let folders = Folders { home: home.to_owned(), clips: home.to_owned() };
    // Links of another origin than the service's do not wait for its budget.
    let endpoint = Endpoint {
        base: Base::parse("http://127.0.0.1:1")?,
        key: ApiKey::parse("sk-bench-0123456789")?,
    };
    let links = [format!("http://{at}/film.mp4")];
    let task = Task { id: "film".into(), other: None };
    let stop = CancellationToken::new();
    let sources = Sources { gateway, endpoint: &endpoint, task: &task, links: &links, stop: &stop };
    let mut part = Part::new(&folders, JOB, step::unwatched());
    let begun = Instant::now();
    let whole = sources.have(&mut part).await.map_err(|fault| format!("{fault:?}"))?;
    let took = begun.elapsed();
    part.discard().await?;
    match whole.bytes == film.length() as u64 {
        true => Ok(took),
        false => Err("the core has another file".into()),
    }
}

/// curl to a file, then fsync.
fn curl(at: SocketAddr, folder: &Path, film: &Film) -> Result<Duration, Box<dyn Error>> {
    let file = folder.join("curl.mp4");
    let begun = Instant::now();
    let done = Command::new("curl")
        .args(["--silent", "--fail", "--noproxy", "*", "--output"])
        .arg(&file)
        .arg(format!("http://{at}/film.mp4"))
        .status()?;
    File::options().write(true).open(&file)?.sync_all()?;
    let took = begun.elapsed();
    let bytes = fs::metadata(&file)?.len();
    fs::remove_file(&file)?;
    match done.success() && bytes == film.length() as u64 {
        true => Ok(took),
        false => Err("curl has another file".into()),
    }
}

#[cfg(test)]
mod tests {
    use crate::Choices;

    /// Only that it measures: how fast is for the benchmark to tell.
    #[test]
    fn a_small_film_is_measured() {
        if std::process::Command::new("curl").arg("--version").output().is_err() {
            println!("left out: there is no curl");
            return;
        }
        let words = ["--runs", "1", "--megabytes", "2"];
        let line = super::measure(&Choices(words.map(str::to_owned).to_vec())).unwrap();
        println!("{line}");
        assert!(line["ratio"].as_f64().unwrap() > 0.0);
    }
}
