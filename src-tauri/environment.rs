//! What the app reads from its environment, and what it removes from it before anything starts.
//! `STILLWAKE_HOME` makes the app portable and testable; the switches for tests work only with it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One folder that then holds everything: database, clips, settings, logs, web view data.
const HOME: &str = "STILLWAKE_HOME";
/// Multiplies waits towards services on this computer, 0.001 to 10.
const TIME_SCALE: &str = "STILLWAKE_TIME_SCALE";
/// Says `ready` on standard output when the page stands, for the benchmark.
const BENCH_READY: &str = "STILLWAKE_BENCH_READY";
/// Lets WebDriver drive the window, also in release builds: read by the web view's library.
const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";
/// White windows with some drivers, unless the web view draws without DMA buffers.
const DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// How much memory the page's JavaScript engine believes there is, in bytes.
const JS_MEMORY: &str = "JSC_forceRAMSize";
/// With all of a computer's memory in sight it keeps hundreds of MiB of garbage; with so much it keeps
/// about as much as is in use. What is in use is not limited by it.
const JS_MEMORY_BYTES: &str = "134217728";

/// Pieces of so many bytes and more the page's C library gives back to the system at once. By itself it raises
/// that to the largest it has seen, and then a picture of a film that is let go of stays with the process.
const PIECES: &str = "MALLOC_MMAP_THRESHOLD_";
const ENDS: &str = "MALLOC_TRIM_THRESHOLD_";
const PIECE_BYTES: &str = "65536";
/// What the web view's processes are started with, unless it is set already.
const WEB_VIEW: [(&str, &str); 4] =
    [(DMABUF, "1"), (JS_MEMORY, JS_MEMORY_BYTES), (PIECES, PIECE_BYTES), (ENDS, PIECE_BYTES)];

static READY_WANTED: OnceLock<bool> = OnceLock::new();
static SET_HERE: OnceLock<Vec<&str>> = OnceLock::new();

/// How this run was started.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// The portable home, if one was named.
    pub home: Option<PathBuf>,
    /// 1 outside tests.
    pub time_scale: f64,
}

impl Launch {
    /// Reads the environment and removes what is not meant for this run. Called first thing in
    /// `run`, while there is only one thread.
    pub fn read() -> Self {
        let home = std::env::var_os(HOME).filter(|home| !home.is_empty()).map(PathBuf::from);
        if home.is_none() {
            for name in [AUTOMATION, TIME_SCALE, BENCH_READY] {
                remove(name);
            }
        }
        if cfg!(target_os = "linux") {
            let free = WEB_VIEW.into_iter().filter(|(name, _)| std::env::var_os(name).is_none());
            let set_here = free.inspect(|(name, value)| set(name, value)).map(|(name, _)| name);
            let _ = SET_HERE.set(set_here.collect());
        }
        let _ = READY_WANTED.set(std::env::var_os(BENCH_READY).is_some());
        let time_scale = std::env::var(TIME_SCALE).ok().and_then(|text| time_scale(&text));
        Self { home: home.map(absolute), time_scale: time_scale.unwrap_or(1.0) }
    }

    /// A suffix for names that must not be shared with a person's own installation: the keyring
    /// entry and the single-instance name. Empty without a portable home.
    pub fn suffix(&self) -> String {
        self.home.as_deref().map(|home| format!("-{}", fingerprint(home))).unwrap_or_default()
    }
}

fn time_scale(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|scale| (0.001..=10.0).contains(scale))
}

fn absolute(home: PathBuf) -> PathBuf {
    std::path::absolute(&home).unwrap_or(home)
}

/// 64-bit FNV-1a of a path: the same folder gives the same name in every version.
fn fingerprint(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[allow(unsafe_code, reason = "changing the environment is sound while there is only one thread")]
fn remove(name: &str) {
    // SAFETY: called from `Launch::read`, before any thread is started.
    unsafe { std::env::remove_var(name) }
}

#[allow(unsafe_code, reason = "changing the environment is sound while there is only one thread")]
fn set(name: &str, value: &str) {
    // SAFETY: called from `Launch::read`, before any thread is started.
    unsafe { std::env::set_var(name, value) }
}

/// Names of what was set here for the web view alone: no program that we open is to have it.
#[cfg(target_os = "linux")]
pub(crate) fn for_the_web_view() -> &'static [&'static str] {
    SET_HERE.get().map(Vec::as_slice).unwrap_or_default()
}

/// Says `ready` on standard output, if the benchmark asked for it.
pub(crate) fn say_ready() {
    if READY_WANTED.get() == Some(&true) {
        let mut out = std::io::stdout();
        // The benchmark reads this line; a closed pipe is no trouble.
        let _ = writeln!(out, "ready").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sane_time_scale_counts() {
        assert_eq!(time_scale("0.05"), Some(0.05));
        for bad in ["0", "-1", "11", "fast", "", "NaN", "inf"] {
            assert_eq!(time_scale(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_home_has_a_name_of_its_own() {
        let launch = |home: Option<&str>| Launch { home: home.map(PathBuf::from), time_scale: 1.0 };
        assert_eq!(launch(None).suffix(), "");
        assert_ne!(launch(Some("/a")).suffix(), launch(Some("/b")).suffix());
        assert_eq!(launch(Some("/a")).suffix().len(), 17);
    }

    /// Run by the test below in a process of its own, whose environment it may change.
    #[test]
    #[ignore = "only means something as a child of the next test"]
    #[allow(clippy::print_stdout, reason = "its parent reads what it prints")]
    fn child_says_what_is_left() {
        let launch = Launch::read();
        let left =
            [AUTOMATION, TIME_SCALE, BENCH_READY].map(|name| std::env::var_os(name).is_some());
        println!("left {left:?} scale {} home {}", launch.time_scale, launch.home.is_some());
        for (name, _) in WEB_VIEW {
            println!("{name} {:?}", std::env::var(name).ok());
        }
    }

    fn child(home: Option<&str>, own: Option<(&str, &str)>) -> String {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command
            .args(["--ignored", "--nocapture", "child_says_what_is_left"])
            .env(AUTOMATION, "true")
            .env(TIME_SCALE, "0.5")
            .env(BENCH_READY, "1")
            .env_remove(HOME);
        for (name, _) in WEB_VIEW {
            command.env_remove(name);
        }
        command.envs(home.map(|home| (HOME, home))).envs(own);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    #[test]
    fn switches_for_tests_need_a_home_of_their_own() {
        assert!(child(None, None).contains("left [false, false, false] scale 1 home false"));
        assert!(child(Some(""), None).contains("left [false, false, false] scale 1 home false"));
        assert!(child(Some("/x"), None).contains("left [true, true, true] scale 0.5 home true"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_web_view_is_told_to_be_modest_unless_somebody_told_it_something_else() {
        let said = child(None, None);
        for (name, value) in WEB_VIEW {
            assert!(said.contains(&format!("{name} Some({value:?})")), "{name} in {said}");
        }
        let said = child(None, Some((JS_MEMORY, "1")));
        assert!(said.contains(&format!("{JS_MEMORY} Some(\"1\")")), "{said}");
        assert!(said.contains(&format!("{PIECES} Some({PIECE_BYTES:?})")), "{said}");
    }
}
