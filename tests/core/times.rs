//! When frames are shown, against what ffprobe says of the same files.

use std::path::{Path, PathBuf};

use stillwake_core::clip::inspect::inspect;
use stillwake_core::clip::times::{FrameTimes, frame_times};
use tempfile::TempDir;

use crate::films::{ffmpeg, times};

/// B-frames and a key frame every second or so.
const B_FRAMES: [&str; 10] =
    ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "3", "-g", "24", "-b_strategy", "0"];

fn clip(folder: &TempDir, name: &str, source: &str, more: &[&str]) -> PathBuf {
    let to = folder.path().join(name);
    let mut all = vec!["-f", "lavfi", "-i", source];
    all.extend(B_FRAMES);
    all.extend(more);
    ffmpeg(&all, &to);
    to
}

/// Compares with ffprobe, whose times have six digits.
fn same_as_others(clip: &Path) -> FrameTimes {
    let (starts, length) = times(clip);
    let ours = frame_times(clip).unwrap();
    assert_eq!(ours.starts.len(), starts.len(), "{}", clip.display());
    for (number, (ours, theirs)) in ours.starts.iter().zip(&starts).enumerate() {
        assert!((ours - theirs).abs() < 2e-6, "frame {number}: {ours} and {theirs}");
    }
    let last = ours.end - starts[starts.len() - 1];
    assert!(last > 0.0 && length.is_none_or(|length| (last - length).abs() < 2e-3), "{last}");
    ours
}

#[test]
fn frames_of_one_rate_are_where_others_see_them() {
    let folder = tempfile::tempdir().unwrap();
    for rate in ["24", "25", "30000/1001", "24000/1001", "60"] {
        let source = format!("testsrc2=size=160x120:rate={rate}:duration=3");
        let clip = clip(&folder, "rate.mp4", &source, &[]);
        let told = same_as_others(&clip);
        assert_eq!(told.starts[0], 0.0, "a film begins at nothing");
        let (over, under) = rate.split_once('/').unwrap_or((rate, "1"));
        let one = under.parse::<f64>().unwrap() / over.parse::<f64>().unwrap();
        for (number, start) in told.starts.iter().enumerate() {
            assert!((start - number as f64 * one).abs() < 1e-6);
        }
    }
}

#[test]
fn frames_of_a_rate_that_changes_are_where_others_see_them() {
    let folder = tempfile::tempdir().unwrap();
    let changing = "settb=1/90000,setpts='if(lt(N,20),N/24,20/24+(N-20)/10)/TB'";
    let more = ["-vf", changing, "-fps_mode", "vfr", "-enc_time_base", "1/90000"];
    let source = "testsrc2=size=160x120:rate=24:duration=3";
    let told = same_as_others(&clip(&folder, "changing.mp4", source, &more));
    assert!((told.starts[1] - 1.0 / 24.0).abs() < 1e-4);
    assert!((told.starts[31] - told.starts[30] - 0.1).abs() < 1e-4);
}

#[test]
fn an_edit_list_moves_hides_and_delays_frames() {
    let folder = tempfile::tempdir().unwrap();
    let source = "testsrc2=size=160x120:rate=24:duration=4";
    let whole = clip(&folder, "whole.mp4", source, &[]);
    let text = whole.to_str().unwrap();
    // Copied from within: it begins at the key frame before, and the list hides what is too early.
    let within = folder.path().join("within.mp4");
    ffmpeg(&["-ss", "1.5", "-i", text, "-c", "copy"], &within);
    let told = same_as_others(&within);
    assert!(told.starts.len() < 84 && told.starts[0] < 0.05);
    // Shown later than it begins.
    let late = folder.path().join("late.mp4");
    ffmpeg(&["-itsoffset", "0.75", "-i", text, "-c", "copy"], &late);
    let told = same_as_others(&late);
    assert!((told.starts[0] - 0.75).abs() < 2e-3 && told.starts.len() == 96);
    // No list at all: B-frames come as late as they are written.
    let bare = folder.path().join("bare.mp4");
    ffmpeg(&["-i", text, "-c", "copy", "-use_editlist", "0"], &bare);
    same_as_others(&bare);
}

#[test]
fn a_film_in_pieces_has_its_times_too() {
    let folder = tempfile::tempdir().unwrap();
    let source = "testsrc2=size=160x120:rate=30000/1001:duration=4";
    for flags in [
        "frag_keyframe+empty_moov",
        "frag_keyframe+empty_moov+default_base_moof",
        "frag_keyframe+delay_moov",
        "frag_keyframe",
    ] {
        let clip = clip(&folder, "pieces.mp4", source, &["-movflags", flags]);
        let told = same_as_others(&clip);
        assert_eq!(told.starts.len(), 120, "{flags}");
    }
    // Frames may come before they are decoded, on paper: then the film begins at nothing, though
    // ffmpeg moves all of it.
    let flags = ["-movflags", "frag_keyframe+empty_moov+negative_cts_offsets"];
    let told = frame_times(&clip(&folder, "early.mp4", source, &flags)).unwrap();
    assert!(told.starts[0].abs() < 1e-9 && (told.starts[119] - 119.0 * 1.001 / 30.0).abs() < 1e-6);
}

/// What a track says of its own length may be nothing at all: the samples tell.
#[test]
fn a_track_that_does_not_know_its_length_is_as_long_as_its_samples() {
    let folder = tempfile::tempdir().unwrap();
    let clip = clip(&folder, "plain.mp4", "testsrc=size=320x180:rate=24:duration=2", &[]);
    let (whole, times) = (inspect(&clip).unwrap(), frame_times(&clip).unwrap());
    let bytes = std::fs::read(&clip).unwrap();
    let at = bytes.windows(4).position(|name| name == b"mdhd").unwrap() + 4 + 16;
    for length in [0, 1, u32::MAX] {
        let mut other = bytes.clone();
        other[at..at + 4].copy_from_slice(&length.to_be_bytes());
        std::fs::write(&clip, other).unwrap();
        assert_eq!(inspect(&clip).unwrap(), whole, "{length}");
        assert_eq!(frame_times(&clip).unwrap(), times, "{length}");
    }
}
