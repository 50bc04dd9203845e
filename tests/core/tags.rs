//! Settings inside the file: read back by us and by others, and nothing else of the clip has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use stillwake_core::clip::identity::{identity, mark};
use stillwake_core::clip::inspect::inspect;
use stillwake_core::clip::tag::{self, Fault, Tag};
use stillwake_core::clip::times::frame_times;

use crate::films::{numbered, pixels, plays, probe};

const SIZE: (u32, u32) = (320, 180);
const CODED: [&str; 8] =
    ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "3", "-b_strategy", "0"];
const PROMPT: &str = "A lake at dawn, \"still\" — 湖\nand a second line 🎬";

fn settings() -> Tag {
    Tag {
        prompt: PROMPT.into(),
        model: "veo3.1-fast".into(),
        aspect_ratio: Some("16:9".into()),
        quality: None,
        duration: Some(8),
        app: "0.1.0".into(),
    }
}

/// The names and places of a file's top-level boxes.
fn tops(bytes: &[u8]) -> Vec<(String, usize, usize)> {
    let (mut at, mut tops) = (0, Vec::new());
    while at < bytes.len() {
        let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let size = match word(at) {
            0 => bytes.len() - at,
            1 => word(at + 12),
            size => size,
        };
        tops.push((String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned(), at, size));
        at += size;
    }
    assert_eq!(at, bytes.len());
    tops
}

/// Everything outside the media, and the media's hash.
fn apart(bytes: &[u8]) -> (Vec<u8>, String) {
    let (mut around, mut media) = (Vec::new(), Sha256::new());
    for (name, at, size) in tops(bytes) {
        let whole = &bytes[at..at + size];
        if name == "mdat" {
            media.update(&whole[8..]);
        } else {
            around.extend_from_slice(whole);
        }
    }
    (around, format!("{:x}", media.finalize()))
}

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

/// The same film in every layout that is worth telling apart.
fn layouts(folder: &Path) -> Vec<PathBuf> {
    let coded = |more: &[&str]| numbered(folder, SIZE, 60, &[&CODED, more].concat());
    let sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2.5", "-c:a", "aac"];
    let mut all = vec![
        coded(&[]),
        coded(&["-movflags", "+faststart"]),
        coded(&["-movflags", "+faststart", "-metadata", "comment=theirs", "-metadata", "title=T"]),
        coded(&["-map_metadata", "-1", "-fflags", "+bitexact"]),
        numbered(folder, SIZE, 60, &[&sound[..], &CODED, &["-movflags", "+faststart"]].concat()),
        folder.join("plain-320x180-60.mp4"),
    ];
    let make = |name: &str, bytes: Vec<u8>| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    // Room after the description: little, exactly enough for nothing, much.
    let fast = fs::read(&all[1]).unwrap();
    let moov = tops(&fast).into_iter().find(|top| top.0 == "moov").unwrap();
    for room in [8_u32, 100, 4096] {
        let free = [&room.to_be_bytes()[..], b"free", &vec![0; room as usize - 8]].concat();
        let mut bytes = [&fast[..moov.1 + moov.2], &free, &fast[moov.1 + moov.2..]].concat();
        let more = i64::from(room);
        shift(&mut bytes[..moov.1 + moov.2], more);
        all.push(make(&format!("room-{room}.mp4"), bytes));
    }
    // Media to the end of the file, and media of the long form.
    let media = tops(&fast).into_iter().find(|top| top.0 == "mdat").unwrap();
    let mut open = fast.clone();
    open[media.1..media.1 + 4].fill(0);
    all.push(make("open.mp4", open));
    let long = [&1_u32.to_be_bytes()[..], b"mdat", &(media.2 as u64 + 8).to_be_bytes()].concat();
    let mut bytes = [&fast[..media.1], &long, &fast[media.1 + 8..]].concat();
    shift(&mut bytes[..media.1], 8);
    all.push(make("long.mp4", bytes));
    all
}

/// Moves the offsets of a description's only table.
fn shift(bytes: &mut [u8], by: i64) {
    let at = bytes.windows(4).position(|name| name == b"stco").unwrap();
    let word = |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    for entry in 0..word(bytes, at + 8) as usize {
        let place = at + 12 + entry * 4;
        let moved = i64::from(word(bytes, place)) + by;
        bytes[place..place + 4].copy_from_slice(&u32::try_from(moved).unwrap().to_be_bytes());
    }
}

#[test]
fn a_tag_changes_the_description_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (part, twice) = (folder.path().join(".x.part"), folder.path().join(".y.part"));
    for clip in layouts(folder.path()) {
        let name = clip.display();
        assert_eq!(tag::read(&clip).unwrap(), None, "{name}");
        tag::write(&clip, &part, &settings()).unwrap();
        assert_eq!(tag::read(&part).unwrap(), Some(settings()), "{name}");
        let (old, new) = (fs::read(&clip).unwrap(), fs::read(&part).unwrap());
        assert_eq!(apart(&old).1, apart(&new).1, "{name}: the media is the same");
        assert_eq!(inspect(&clip).unwrap(), inspect(&part).unwrap(), "{name}");
        assert_eq!(frame_times(&clip).unwrap(), frame_times(&part).unwrap(), "{name}");
        assert_eq!(identity(&clip).unwrap(), identity(&part).unwrap(), "{name}");
        assert_eq!(mark(&clip).unwrap(), mark(&part).unwrap(), "{name}");
        assert!(pixels(&clip) == pixels(&part), "{name}: every picture is the same");
        plays(&part);

        // Again with other words: not added, but in the place of the first.
        let other = Tag { prompt: "other".into(), ..settings() };
        tag::write(&part, &twice, &other).unwrap();
        assert_eq!(tag::read(&twice).unwrap(), Some(other), "{name}");
        assert!(!has(&fs::read(&twice).unwrap(), "lake"), "{name}");
        tag::write(&part, &twice, &settings()).unwrap();
        assert!(new == fs::read(&twice).unwrap(), "{name}: the same twice is the same");

        tag::strip(&part, &twice).unwrap();
        let clean = fs::read(&twice).unwrap();
        // Free room that is there takes what the description gives back.
        let roomy = |bytes: &[u8]| tops(bytes).iter().any(|(name, ..)| name == "free");
        assert!(clean == old || roomy(&old), "{name}: without it the file is as it was");
        assert_eq!(apart(&clean).1, apart(&old).1, "{name}");
        assert!(pixels(&clip) == pixels(&twice), "{name}");
        assert!(!has(&apart(&clean).0, "lake") && !has(&apart(&clean).0, "illwake"), "{name}");
        assert_eq!(tag::read(&twice).unwrap(), None);
        // What has none is copied as it is.
        tag::strip(&clip, &twice).unwrap();
        assert!(fs::read(&twice).unwrap() == old, "{name}");
    }
}

#[test]
fn other_programs_read_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = [&CODED[..], &["-metadata", "title=Theirs"]].concat();
    let clip = numbered(folder.path(), SIZE, 10, &theirs);
    let part = folder.path().join("tagged.mp4");
    tag::write(&clip, &part, &settings()).unwrap();
    let tags = &probe(&["-show_format"], &part)["format"]["tags"];
    assert_eq!(tags["comment"], PROMPT);
    assert_eq!((&tags["encoder"], &tags["title"]), (&"Stillwake 0.1.0".into(), &"Theirs".into()));
    let Ok(told) = Command::new("exiftool").args(["-j", "-G1", "-a"]).arg(&part).output() else {
        return;
    };
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(told[0]["ItemList:Comment"].as_str().unwrap().replace('.', "\n"), PROMPT);
    assert_eq!(told[0]["ItemList:Encoder"], "Stillwake 0.1.0");
    assert_eq!(told[0]["ExifTool:Warning"], serde_json::Value::Null);
}

#[test]
fn what_is_written_in_pieces_stays_without_a_tag() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("x.part");
    for flags in ["frag_keyframe+empty_moov", "frag_keyframe", "frag_keyframe+global_sidx"] {
        let clip = numbered(folder.path(), SIZE, 60, &[&CODED[..], &["-movflags", flags]].concat());
        let told = tag::write(&clip, &part, &settings());
        assert!(matches!(told, Err(Fault::Unsupported(_))), "{flags}: {told:?}");
        assert!(!part.exists() && clip.exists());
        assert!(matches!(tag::read(&clip), Ok(None)));
        assert_eq!(identity(&clip).unwrap().len(), 64);
    }
    // A signature over the whole file is worth more than our word in it.
    let plain = folder.path().join("plain-320x180-60.mp4");
    let mut signed = fs::read(&plain).unwrap();
    signed.extend([0, 0, 0, 32]);
    signed.extend(b"uuid\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81........");
    let clip = folder.path().join("signed.mp4");
    fs::write(&clip, signed).unwrap();
    assert!(matches!(tag::write(&clip, &part, &settings()), Err(Fault::Unsupported(_))));
    // Never onto itself.
    assert!(tag::write(&plain, &plain, &settings()).is_err());
    assert!(inspect(&plain).is_ok());
}

#[test]
fn a_description_that_goes_on_inside_itself_stays_without_a_tag() {
    let folder = tempfile::tempdir().unwrap();
    let fast = fs::read(&layouts(folder.path())[1]).unwrap();
    let moov = tops(&fast).into_iter().find(|top| top.0 == "moov").unwrap();
    // Boxes in boxes, each of 8 bytes more: enough to fill any stack.
    let levels = 100_000_u32;
    let chain: Vec<u8> = (1..=levels)
        .rev()
        .flat_map(|level| [&(level * 8).to_be_bytes()[..], b"trak"].concat())
        .collect();
    let mut bytes = fast.clone();
    let track = fast.windows(4).position(|name| name == b"trak").unwrap() - 4;
    let mut end = 0;
    for at in [moov.1, track] {
        let size = u32::from_be_bytes(fast[at..at + 4].try_into().unwrap());
        let more = size + u32::try_from(chain.len()).unwrap();
        bytes[at..at + 4].copy_from_slice(&more.to_be_bytes());
        end = at + size as usize;
    }
    shift(&mut bytes, chain.len() as i64);
    let clip = folder.path().join("deep.mp4");
    fs::write(&clip, [&bytes[..end], &chain, &bytes[end..]].concat()).unwrap();
    inspect(&clip).expect("it plays, so it is kept");
    let part = folder.path().join(".x.part");
    let refused = tag::write(&clip, &part, &settings()).unwrap_err();
    assert!(matches!(refused, Fault::Unsupported(_)), "{refused}");
    assert!(tag::strip(&clip, &part).is_err() || !has(&fs::read(&part).unwrap(), "Stillwake"));
}

#[test]
fn a_long_prompt_is_cut_and_steering_letters_go() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, part) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
    stillwake_practice::render::numbered(128, 96, 4, &clip).unwrap();
    let long = Tag { prompt: format!("a\u{7}\u{202e}b{}", "水".repeat(30_000)), ..settings() };
    tag::write(&clip, &part, &long).unwrap();
    let prompt = tag::read(&part).unwrap().unwrap().prompt;
    assert!(prompt.starts_with("ab水水") && prompt.chars().count() == 20_000);
    let again = folder.path().join("c.mp4");
    tag::strip(&part, &again).unwrap();
    assert!(fs::read(&again).unwrap() == fs::read(&clip).unwrap());
}

#[test]
fn the_identity_is_that_of_the_media() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, other) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
    let boxed = |name: &[u8], inside: &[u8]| {
        let size = u32::try_from(inside.len() + 8).unwrap();
        [&size.to_be_bytes(), name, inside].concat()
    };
    let media: Vec<u8> = (0..300_000_u32).map(|at| (at % 977 * at / 77) as u8).collect();
    let parts = [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &[7; 80]), boxed(b"mdat", &media)];
    let bytes = parts.concat();
    fs::write(&clip, &bytes).unwrap();
    let (_, at, size) = tops(&bytes).into_iter().find(|top| top.0 == "mdat").unwrap();
    let (whole, quick) = (identity(&clip).unwrap(), mark(&clip).unwrap());
    let changed = |place: usize| {
        let mut bytes = bytes.clone();
        bytes[place] ^= 1;
        fs::write(&other, bytes).unwrap();
        (identity(&other).unwrap() == whole, mark(&other).unwrap() == quick)
    };
    assert_eq!(changed(at + 8), (false, false));
    assert_eq!(changed(at + size - 1), (false, false));
    assert_eq!(changed(40), (true, true), "the description does not count");
    assert_eq!(changed(at + size / 2), (false, true));
    // Another thing than a film.
    fs::write(&other, "<!doctype html><title>").unwrap();
    assert!(identity(&other).is_err() && mark(&other).is_err() && tag::read(&other).is_err());
    assert!(identity(&folder.path().join("gone.mp4")).is_err());
}
