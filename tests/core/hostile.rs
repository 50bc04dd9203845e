//! Files that are cut or spoilt anywhere: an answer or an error, never a panic, in bounded memory.

use std::fs;
use std::path::Path;
use std::process::Command;

use stillwake_core::clip::gif::gif;
use stillwake_core::clip::identity::{identity, mark};
use stillwake_core::clip::tag::{self, Tag};
use stillwake_core::clip::times::frame_times;
use stillwake_core::clip::{frame, range};

use crate::figures::{Dice, figure, seed};

/// The folder that a process of its own works in.
const CHILD: &str = "STILLWAKE_HOSTILE";
/// Spoilt files in `npm test`, in `npm run test:full`, at night.
const SPOILT: [usize; 3] = [1_500, 20_000, 200_000];
/// More MB than a process with these tests ever needs.
const MOST_MB: u64 = 100;

/// A small clip with settings in it.
fn tagged(folder: &Path) -> Vec<u8> {
    let (plain, clip) = (folder.join("plain.mp4"), folder.join("tagged.mp4"));
    stillwake_practice::render::numbered(128, 96, 6, &plain).unwrap();
    let tag = Tag { prompt: "a lake".into(), model: "veo3".into(), ..Tag::default() };
    tag::write(&plain, &clip, &tag).unwrap();
    fs::read(clip).unwrap()
}

/// Everything that reads a file; what makes another of it only where `copied`, for it takes longer.
fn read(file: &Path, bytes: &[u8], copied: bool) -> bool {
    fs::write(file, bytes).unwrap();
    let times = frame_times(file);
    if let Ok(times) = &times {
        assert!(times.starts.is_sorted() && times.starts.iter().all(|start| start.is_finite()));
        assert!(times.end.is_finite());
    }
    let tag = tag::read(file);
    if let Ok(Some(tag)) = &tag {
        assert!(tag.prompt.chars().count() <= 20_000 && tag.model.chars().count() <= 200);
    }
    let known = (identity(file), mark(file));
    assert_eq!(known.0.is_ok(), known.1.is_ok());
    if copied && known.0.is_ok() {
        // A copy is made of a good file, and is a good file.
        let part = file.with_extension("part");
        for tagging in [true, false] {
            let copied = match tagging {
                true => tag::write(file, &part, &Tag::default()),
                false => tag::strip(file, &part),
            };
            assert_eq!(copied.is_ok(), part.exists());
            if copied.is_ok() {
                assert_eq!(identity(&part).unwrap(), known.0.as_deref().unwrap());
                fs::remove_file(&part).unwrap();
            }
        }
    }
    if copied && times.is_ok() {
        let part = file.with_extension("part");
        let parts = [
            frame::at(file, 2).is_ok(),
            range::cut(file, &part, 0, 5).is_ok(),
            range::cut(file, &part, 1, 4).is_ok(),
            gif(file, &part, 1, 4).is_ok(),
        ];
        assert_eq!(parts[3], part.exists());
        let _ = fs::remove_file(part);
    }
    times.is_ok() && tag.is_ok()
}

#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[cfg(not(target_os = "linux"))]
fn peak() -> u64 {
    0
}

#[test]
fn reads_in_a_process_of_its_own() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    // What the parser panics at is caught, and many words about it help nobody.
    std::panic::set_hook(Box::new(|panic| {
        if panic.location().is_some_and(|place| !place.file().contains("re_mp4")) {
            println!("{panic}");
        }
    }));
    let folder = Path::new(&folder);
    let good = tagged(folder);
    let file = folder.join("spoilt.mp4");
    assert!(read(&file, &good, true));
    let mut whole = 0;
    let step = figure(7, 1, 1);
    for end in (0..good.len()).step_by(step) {
        whole += usize::from(read(&file, &good[..end], false));
    }
    assert_eq!(whole, 0, "a cut file is never a good one");
    let seed = seed("hostile");
    let [small, full, nightly] = SPOILT;
    let spoilt = figure(small, full, nightly);
    // Most of a file is media, which nobody reads here: the description is where it hurts.
    let heart = good.windows(4).position(|name| name == b"moov").unwrap();
    let end = heart + u32::from_be_bytes(good[heart - 4..heart].try_into().unwrap()) as usize;
    let media = good.windows(4).position(|name| name == b"mdat").unwrap();
    for run in 0..spoilt {
        let (mut dice, mut bytes) = (Dice::new(seed, run), good.clone());
        for _ in 0..=dice.below(4) {
            let place = match dice.below(8) {
                0 => dice.below(good.len()),
                1 => media - 4 + dice.below(16),
                _ => heart - 4 + dice.below(end.min(good.len()) - heart),
            };
            match dice.below(4) {
                0 => bytes[place] ^= 1 << dice.below(8),
                1 => bytes[place] = [0, 1, 0x7f, 0x80, 0xff][dice.below(5)],
                2 => bytes[place] = dice.next() as u8,
                _ => {
                    let four = place..(place + 4).min(bytes.len());
                    bytes[four].fill([0, 0xff][dice.below(2)]);
                }
            }
        }
        whole += usize::from(read(&file, &bytes, run % 16 == 0));
    }
    println!("spoilt={spoilt} whole={whole} peak={} ", peak());
}

#[test]
fn a_spoilt_film_is_an_answer_or_an_error_and_never_fills_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["hostile::reads_in_a_process_of_its_own", "--exact", "--nocapture"])
        .env(CHILD, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    let line = said.lines().find(|line| line.contains("peak=")).unwrap_or_else(|| panic!("{said}"));
    let peak = line.split("peak=").nth(1).unwrap().split(' ').next().unwrap();
    println!("{line}");
    assert!(child.status.success() && peak.parse::<u64>().unwrap() <= MOST_MB, "{line}");
}

#[test]
fn a_box_without_a_length_does_not_keep_us_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("endless.mp4");
    let good = tagged(folder.path());
    for name in [b"url ", b"dref", b"stsd", b"stbl", b"mdhd", b"vmhd"] {
        let at = good.windows(4).position(|window| window == name).unwrap() - 4;
        for size in 0..8 {
            let mut bytes = good.clone();
            bytes[at..at + 4].copy_from_slice(&[0, 0, 0, size]);
            read(&file, &bytes, false);
        }
    }
}
