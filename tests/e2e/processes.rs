//! Processes as Linux shows them under /proc: found by their parent, ended by their number.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The child of `parent` that runs `binary`.
pub(crate) fn child_running(parent: u32, binary: &Path) -> Option<u32> {
    let binary = binary.canonicalize().ok()?;
    descendants(parent)
        .into_iter()
        .find(|pid| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == binary))
}

pub(crate) fn is_alive(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z")
}

/// The most memory that a process has held since it began, MB.
pub(crate) fn most_memory(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1_024)
}

/// Ends one process at once.
pub(crate) fn kill(pid: u32) {
    let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
}

/// Ends a process and everything that it started.
pub(crate) fn kill_tree(pid: u32) {
    let family = descendants(pid);
    kill(pid);
    family.into_iter().for_each(kill);
}

fn descendants(parent: u32) -> Vec<u32> {
    let mut found = vec![parent];
    let all = everything();
    let mut at = 0;
    while let Some(&pid) = found.get(at) {
        found.extend(all.iter().filter(|(_, parent)| *parent == pid).map(|(pid, _)| *pid));
        at += 1;
    }
    found.split_off(1)
}

fn everything() -> Vec<(u32, u32)> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, stat(pid)?.1)))
        .collect()
}

/// State and parent. The name before them is in parentheses and may hold anything.
fn stat(pid: u32) -> Option<(String, u32)> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut rest = line.rsplit_once(") ")?.1.split(' ');
    Some((rest.next()?.to_owned(), rest.next()?.parse().ok()?))
}
