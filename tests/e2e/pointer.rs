//! The X server's pointer, keyboard and windows, through xdotool: what WebDriver cannot do,
//! because it happens outside the page.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::processes;
use crate::stage::{Outcome, SHORTLY, trouble, until};

/// Where the window from which files are dragged stands: clear of the program's.
const SOURCE: (i32, i32) = (1370, 830);
/// Where they are dropped: well inside the program's window.
const TARGET: (i32, i32) = (500, 400);

/// Puts the program's window into the corner, so that the drag source is not covered.
pub(crate) async fn place_window(app: u32) -> Outcome {
    let window = window_of(app).await?;
    xdotool(&["windowsize", &window, "1280", "800"])?;
    xdotool(&["windowmove", &window, "0", "0"])?;
    xdotool(&["windowactivate", "--sync", &window])?;
    Ok(())
}

/// Takes the window away from the person's eyes; what it returns brings it back.
pub(crate) async fn minimize_window(app: u32) -> Outcome<String> {
    let window = window_of(app).await?;
    xdotool(&["windowminimize", &window])?;
    Ok(window)
}

/// Drags with the left button from one place of the program's window to another, px of its page.
pub(crate) async fn drag_within(app: u32, from: (i32, i32), to: (i32, i32)) -> Outcome {
    let window = window_of(app).await?;
    let at = |(x, y): (i32, i32)| format!("mousemove --window {window} {x} {y} sleep 0.05");
    let mut steps = vec![at(from), "mousedown 1 sleep 0.2".to_owned()];
    for step in 1..=20 {
        let along = |from: i32, to: i32| from + (to - from) * step / 20;
        steps.push(at((along(from.0, to.0), along(from.1, to.1))));
    }
    steps.push("sleep 0.3 mouseup 1".to_owned());
    let steps = steps.join(" ");
    xdotool(&steps.split(' ').collect::<Vec<_>>())?;
    Ok(())
}

/// A window that the program has opened beside its own.
pub(crate) async fn another_window(app: u32) -> Outcome<String> {
    until("a second window", SHORTLY, async || Ok(other_windows(app)?.pop())).await
}

/// The program's windows on the screen, but for its own.
pub(crate) fn other_windows(app: u32) -> Outcome<Vec<String>> {
    let found = xdotool(&["search", "--onlyvisible", "--pid", &app.to_string()])?;
    let is_own = |window: &str| {
        xdotool(&["getwindowname", window]).is_ok_and(|name| name.trim() == "Stillwake")
    };
    Ok(found.lines().filter(|window| !is_own(window)).map(str::to_owned).collect())
}

/// Brings a window to the front.
pub(crate) fn bring_back(window: &str) -> Outcome {
    xdotool(&["windowactivate", window])?;
    Ok(())
}

/// Closes the program's window with the window manager's own key.
pub(crate) async fn close_window(app: u32) -> Outcome {
    let window = window_of(app).await?;
    xdotool(&["windowactivate", "--sync", &window, "key", "alt+F4"])?;
    Ok(())
}

/// Presses keys on the X server's own keyboard, such as `Tab` or `ctrl+Return`.
pub(crate) fn keys(names: &[&str]) -> Outcome {
    xdotool(&[&["key", "--delay", "30"], names].concat())?;
    Ok(())
}

/// Types a text letter by letter on the X server's own keyboard.
pub(crate) fn typed(text: &str) -> Outcome {
    xdotool(&["type", "--delay", "15", text])?;
    Ok(())
}

/// Drags a file from another window and drops it on the program's.
pub(crate) async fn drop_file(file: &Path) -> Outcome {
    drop_words(vec![file.into()]).await
}

/// Drags several files at once.
pub(crate) async fn drop_files(files: &[PathBuf]) -> Outcome {
    drop_words(files.iter().map(Into::into).collect()).await
}

/// Drags what a browser offers in several ways at once: the bytes of files under their kinds.
pub(crate) async fn drop_offers(offers: &[(&str, &Path)]) -> Outcome {
    let words = offers.iter().flat_map(|(kind, file)| {
        [OsString::from("--offer"), OsString::from(kind), file.as_os_str().to_owned()]
    });
    drop_words(words.collect()).await
}

async fn drop_words(words: Vec<OsString>) -> Outcome {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/dragsource.py");
    // The system's own Python: only that one finds the system's GTK bindings.
    let mut source = Command::new("/usr/bin/python3")
        .arg(script)
        .args([SOURCE.0.to_string(), SOURCE.1.to_string()])
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let lines = BufReader::new(source.stdout.take().expect("its output is piped")).lines();
    let outcome = tokio::task::spawn_blocking(move || drag(lines)).await;
    processes::kill_tree(source.id());
    source.wait()?;
    outcome?
}

/// Drags from a place of the program's window (px of its page) out of it, onto a window that takes
/// files; the addresses that it was given.
pub(crate) async fn drag_out(app: u32, from: (i32, i32)) -> Outcome<Vec<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/droptarget.py");
    let window = window_of(app).await?;
    let mut target = Command::new("/usr/bin/python3")
        .arg(script)
        .args([SOURCE.0.to_string(), SOURCE.1.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let lines = BufReader::new(target.stdout.take().expect("its output is piped")).lines();
    let outcome = tokio::task::spawn_blocking(move || take(lines, &window, from)).await;
    processes::kill_tree(target.id());
    target.wait()?;
    outcome?
}

fn take(
    mut lines: impl Iterator<Item = std::io::Result<String>>,
    window: &str,
    from: (i32, i32),
) -> Outcome<Vec<String>> {
    let mut next = || lines.next().transpose().map(Option::unwrap_or_default);
    assert_eq!(next()?, "ready");
    xdotool(&["windowactivate", "--sync", window])?;
    let begin = format!(
        "mousemove --window {window} {} {} sleep 0.3 mousedown 1 sleep 0.3",
        from.0, from.1
    );
    xdotool(&begin.split(' ').collect::<Vec<_>>())?;
    // The page hands the files over on the way; from then on the toolkit follows the pointer.
    let to = (SOURCE.0 + 30, SOURCE.1 + 30);
    for step in 1..=40 {
        let along = |from: i32, to: i32| (from + (to - from) * step / 40).to_string();
        xdotool(&["mousemove", &along(from.0, to.0), &along(from.1, to.1), "sleep", "0.04"])?;
    }
    xdotool(&["mousemove_relative", "2", "2", "sleep", "0.4", "mouseup", "1"])?;
    assert_eq!(next()?, "over", "the target saw the drag");
    let said = next()?;
    match said.strip_prefix("dropped") {
        Some(addresses) => Ok(addresses.split_whitespace().map(str::to_owned).collect()),
        None => trouble(format!("the drop target said {said:?}")),
    }
}

/// Something on the X server's clipboard, as another program offers it, until it is dropped.
pub(crate) struct Clipboard(std::process::Child);

impl Clipboard {
    /// Offers the bytes of a file under one name, such as `image/png`.
    pub(crate) fn offer(kind: &str, file: &Path) -> Outcome<Self> {
        let mut command = Command::new("xclip");
        command.args(["-quiet", "-selection", "clipboard", "-target", kind, "-in"]).arg(file);
        let (stdin, stdout, stderr) = (Stdio::null(), Stdio::null(), Stdio::null());
        Ok(Self(command.stdin(stdin).stdout(stdout).stderr(stderr).spawn()?))
    }
}

/// What lies on the clipboard under one name, such as `image/png`; empty where there is none.
pub(crate) fn copied(kind: &str) -> Outcome<Vec<u8>> {
    let read = ["-selection", "clipboard", "-target", kind, "-out"];
    Ok(Command::new("xclip").args(read).output()?.stdout)
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        processes::kill_tree(self.0.id());
        let _ = self.0.wait();
    }
}

fn drag(mut lines: impl Iterator<Item = std::io::Result<String>>) -> Outcome {
    let mut expect = |word: &str| match lines.next() {
        Some(Ok(line)) if line == word => Ok(()),
        other => trouble(format!("the drag source should say `{word}` and said {other:?}")),
    };
    expect("ready")?;
    let mut steps = vec![format!("mousemove {} {}", SOURCE.0 + 30, SOURCE.1 + 30)];
    steps.push("sleep 0.2 mousedown 1 sleep 0.2".to_owned());
    // A toolkit takes a press for a drag only after some small moves.
    for step in 1..=30 {
        let along = |from: i32, to: i32| from + 30 + (to - from - 30) * step / 30;
        steps.push(format!(
            "mousemove {} {} sleep 0.03",
            along(SOURCE.0, TARGET.0),
            along(SOURCE.1, TARGET.1)
        ));
    }
    steps.push("sleep 0.4 mouseup 1".to_owned());
    let steps = steps.join(" ");
    xdotool(&steps.split(' ').collect::<Vec<_>>())?;
    expect("sent")?;
    expect("ended")
}

async fn window_of(app: u32) -> Outcome<String> {
    until("the program's window", SHORTLY, async || {
        let found = xdotool(&["search", "--onlyvisible", "--pid", &app.to_string()])?;
        Ok(found.lines().last().map(str::to_owned))
    })
    .await
}

fn xdotool(args: &[&str]) -> Outcome<String> {
    let done = Command::new("xdotool").args(args).output()?;
    // A search that finds nothing is no failure of the program.
    if !done.status.success() && args.first() != Some(&"search") {
        return trouble(format!("xdotool: {}", String::from_utf8_lossy(&done.stderr)));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// A moment in which something that must not happen would have happened.
pub(crate) async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(1500)).await;
}
