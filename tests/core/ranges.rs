//! Parts of clips saved as clips: exactly the frames that were asked for, at their own times, with
//! the sound that belongs to them, and played by others without a complaint.

use std::path::Path;
use std::process::Command;

use stillwake_core::clip::frame;
use stillwake_core::clip::inspect::inspect;
use stillwake_core::clip::range::cut;
use stillwake_core::clip::times::frame_times;
use stillwake_practice::render;

use crate::films::{ffmpeg, numbered, numbers, pixels, plays, probe, times};

const B_FRAMES: [&str; 10] = [
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-bf",
    "3",
    "-x264-params",
    "keyint=24:min-keyint=24:scenecut=0",
    "-pix_fmt",
    "yuv420p",
];
const LEFT: (u32, u32) = (640, 360);
const TALL: (u32, u32) = (720, 1280);

/// Compares a cut with what was asked for, and says whether its pictures were coded again.
fn exact(clip: &Path, size: (u32, u32), first: u32, last: u32) -> bool {
    let part = clip.with_extension(format!("{first}-{last}.part.mp4"));
    let cut = cut(clip, &part, first, last).unwrap();
    let what = format!("{} {first}..={last} {cut:?}", clip.display());
    let wanted: Vec<u32> = (first..=last).collect();
    assert_eq!(numbers(&part, size), wanted, "{what}");
    plays(&part);
    let (whole, ours) = (frame_times(clip).unwrap(), frame_times(&part).unwrap());
    let zero = whole.starts[first as usize];
    assert_eq!(ours.starts.len(), wanted.len(), "{what}");
    for (number, start) in ours.starts.iter().enumerate() {
        let was = whole.starts[first as usize + number] - zero;
        assert!((start - was).abs() < 1e-6, "{what}: frame {number} at {start}, was at {was}");
    }
    let end = whole.starts.get(last as usize + 1).copied().unwrap_or(whole.end) - zero;
    assert!((ours.end - end).abs() < 1e-6, "{what}: ends at {}, should at {end}", ours.end);
    let theirs = times(&part).0;
    assert!(theirs.iter().zip(&ours.starts).all(|(one, two)| (one - two).abs() < 2e-6), "{what}");
    let facts = inspect(&part).unwrap();
    assert_eq!((facts.width, facts.height, facts.frames), (size.0, size.1, last - first + 1));
    let bytes = std::fs::read(&part).unwrap();
    let place = |name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    assert!(place(b"moov") < place(b"mdat"), "{what}: it can be played before it is whole");
    cut.encoded
}

#[test]
fn a_part_holds_exactly_its_frames() {
    let folder = tempfile::tempdir().unwrap();
    for (size, frames) in [(LEFT, 96), (TALL, 72)] {
        let clip = numbered(folder.path(), size, frames, &B_FRAMES);
        assert_eq!(numbers(&clip, size), (0..frames).collect::<Vec<_>>());
        // From key frame to key frame as it is; from or to within, coded again.
        let end = frames - 1;
        for (first, last, encoded) in [
            (0, end, false),
            (24, 47, false),
            (24, end, false),
            (1, 5, true),
            (13, 40, true),
            (end, end, true),
        ] {
            assert_eq!(exact(&clip, size, first, last), encoded, "{first} to {last}");
        }
        assert!(cut(&clip, &folder.path().join("x"), 5, frames).is_err(), "no such frames");
        assert!(cut(&clip, &folder.path().join("x"), 6, 5).is_err());
        assert!(cut(&clip, &clip, 0, 5).is_err() && clip.exists(), "never onto itself");
        assert!(!folder.path().join("x").exists());
    }
}

#[test]
fn frames_of_other_films_are_cut_as_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let with = |more: &[&str]| numbered(folder.path(), LEFT, 96, &[&B_FRAMES, more].concat());
    let changing = "settb=1/90000,setpts='if(lt(N,20),N/24,20/24+(N-20)/10)/TB'";
    for clip in [
        with(&["-vf", changing, "-fps_mode", "vfr", "-enc_time_base", "1/90000"]),
        with(&["-x264-params", "open-gop=1:keyint=24:min-keyint=24:scenecut=0"]),
        with(&["-movflags", "frag_keyframe+empty_moov"]),
        with(&["-movflags", "frag_keyframe+delay_moov+default_base_moof"]),
        with(&["-use_editlist", "0"]),
        with(&["-bf", "0", "-tune", "zerolatency"]),
        folder.path().join("plain-640x360-96.mp4"),
    ] {
        exact(&clip, LEFT, 24, 50);
        exact(&clip, LEFT, 0, 30);
        exact(&clip, LEFT, 48, 71);
    }
}

#[test]
fn any_frame_of_any_film_is_the_right_one() {
    let folder = tempfile::tempdir().unwrap();
    let with = |more: &[&str]| numbered(folder.path(), LEFT, 60, &[&B_FRAMES, more].concat());
    let whole = with(&[]);
    let within = folder.path().join("within.mp4");
    let text = whole.to_str().unwrap();
    ffmpeg(&["-ss", "1.5", "-i", text, "-c", "copy"], &within);
    for clip in [
        whole.clone(),
        with(&["-x264-params", "open-gop=1:keyint=24:min-keyint=24:scenecut=0"]),
        with(&["-movflags", "frag_keyframe+empty_moov"]),
        within,
    ] {
        let all = numbers(&clip, LEFT);
        assert_eq!(all.len(), inspect(&clip).unwrap().frames as usize, "{}", clip.display());
        for (number, there) in (0..).zip(&all) {
            let frame = frame::at(&clip, number).unwrap();
            let read = render::numbered::read(frame.as_raw(), frame.width(), frame.height(), 3);
            assert_eq!(read, Some(*there), "{} frame {number}", clip.display());
        }
        assert!(frame::at(&clip, all.len() as u32).is_err());
    }
}

/// The mean of the peak signal to noise of two films' pictures, in dB.
fn likeness(one: &[u8], two: &[u8]) -> f64 {
    assert_eq!(one.len(), two.len());
    let off = |(one, two): (&u8, &u8)| (f64::from(*one) - f64::from(*two)).powi(2);
    let mean = one.iter().zip(two).map(off).sum::<f64>() / one.len() as f64;
    10.0 * (255.0_f64.powi(2) / mean.max(1e-9)).log10()
}

#[test]
fn what_is_coded_again_looks_the_same_in_the_same_colours() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part.mp4");
    for (name, source, colours) in [
        ("life", "mandelbrot=size=640x360:rate=24,noise=alls=6:allf=t", "bt709"),
        ("bars", "testsrc2=size=640x360:rate=30", "smpte170m"),
    ] {
        let clip = folder.path().join("source.mp4");
        let told = ["-colorspace", colours, "-color_primaries", colours, "-color_trc", colours];
        let from = ["-f", "lavfi", "-i", source, "-t", "2"];
        ffmpeg(&[&from[..], &B_FRAMES, &told, &["-b:v", "6M"]].concat(), &clip);
        assert!(cut(&clip, &part, 5, 34).unwrap().encoded);
        plays(&part);
        let frame = 640 * 360 * 3;
        let (one, two) = (pixels(&clip), pixels(&part));
        let same = likeness(&one[5 * frame..35 * frame], &two);
        let said = |clip: &Path| {
            let stream =
                probe(&["-show_streams", "-select_streams", "v"], clip)["streams"][0].clone();
            let bits = stream["bit_rate"].as_str().unwrap().parse::<f64>().unwrap();
            let words = ["color_space", "color_range", "color_primaries", "color_transfer"];
            (words.map(|word| stream[word].clone()), bits)
        };
        let (was, is) = (said(&clip), said(&part));
        println!("{name}: {same:.1} dB, {:.1} of {:.1} Mbit/s", is.1 / 1e6, was.1 / 1e6);
        assert_eq!(was.0, is.0, "{name}");
        // Plain pictures take fewer bits than there are for them, and differ from nothing any more.
        let enough = is.1 >= was.1 || same > 48.0;
        assert!(same > 40.0 && enough && is.1 < 40e6, "{name}: {same} dB");
    }
}

/// When the click of a clip is heard, in seconds of its film.
fn click(clip: &Path) -> Option<f64> {
    let run = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(clip)
        .args(["-af", "aresample=48000:async=1:first_pts=0", "-ac", "1", "-f", "s16le", "-"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    let mut samples = run.stdout.chunks(2).map(|two| i16::from_le_bytes([two[0], two[1]]));
    samples.position(|sample| sample.unsigned_abs() > 6_000).map(|at| at as f64 / 48_000.0)
}

#[test]
fn sound_of_every_usual_kind_comes_along_and_what_cannot_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part.mp4");
    let sound = "aevalsrc='if(between(t,2.25,2.35),0.8*sin(2*PI*1000*t),0)':s=48000:d=3.8";
    let input = ["-f", "lavfi", "-i", sound];
    let maps = ["-map", "0:v", "-map", "1:a"];
    let kinds: [(&str, &[&str]); 8] = [
        ("aac", &[]),
        ("libmp3lame", &[]),
        ("libopus", &[]),
        ("flac", &["-strict", "-2"]),
        ("alac", &[]),
        ("ac3", &[]),
        ("eac3", &[]),
        ("mp2", &[]),
    ];
    for (kind, more) in kinds {
        let options = [&input[..], &["-c:a", kind], more, &B_FRAMES, &maps].concat();
        let clip = numbered(folder.path(), LEFT, 96, &options);
        let heard = click(&clip).unwrap();
        let starts = frame_times(&clip).unwrap().starts;
        for (first, last) in [(0, 95), (48, 71), (31, 77), (50, 95)] {
            assert!(!cut(&clip, &part, first, last).unwrap().silent, "{kind}");
            plays(&part);
            let off = click(&part).unwrap() - (heard - starts[first as usize]);
            assert!(off.abs() < 0.005, "{kind}, {first} to {last}: off by {off}");
        }
    }
    // A kind that nobody has heard of: its name in the description is changed.
    let clip = numbered(
        folder.path(),
        LEFT,
        96,
        &[&input[..], &["-c:a", "alac"], &B_FRAMES, &maps].concat(),
    );
    let mut bytes = std::fs::read(&clip).unwrap();
    let at = bytes.windows(4).position(|window| window == b"alac").unwrap();
    bytes[at..at + 4].copy_from_slice(b"unkn");
    std::fs::write(&clip, bytes).unwrap();
    assert!(cut(&clip, &part, 24, 47).unwrap().silent);
    assert_eq!(probe(&["-show_streams"], &part)["streams"].as_array().unwrap().len(), 1);
    // No sound at all is nothing to tell of.
    let clip = numbered(folder.path(), LEFT, 96, &B_FRAMES);
    assert!(!cut(&clip, &part, 24, 47).unwrap().silent);
}

#[test]
fn the_sound_stays_with_the_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part.mp4");
    let click_at = "aevalsrc='if(between(t,2.25,2.35),0.8*sin(2*PI*1000*t),0)':s=";
    for (rate, delay) in [("48000", "0"), ("44100", "0"), ("48000", "0.35")] {
        let sound = format!("{click_at}{rate}:d=3.8");
        let input = ["-itsoffset", delay, "-f", "lavfi", "-i", &sound, "-c:a", "aac"];
        let maps = ["-map", "0:v", "-map", "1:a"];
        let clip = numbered(folder.path(), LEFT, 96, &[&input[..], &B_FRAMES, &maps].concat());
        let heard = click(&clip).unwrap();
        let starts = frame_times(&clip).unwrap().starts;
        for (first, last, encoded) in [
            (0, 95, false),
            (24, 95, false),
            (48, 71, false),
            (1, 90, true),
            (31, 77, true),
            (50, 95, true),
        ] {
            let what = format!("{rate} Hz, {delay} s late, {first} to {last}");
            assert_eq!(cut(&clip, &part, first, last).unwrap().encoded, encoded, "{what}");
            plays(&part);
            let off = click(&part).unwrap() - (heard - starts[first as usize]);
            println!("{what}: off by {:.2} ms", off * 1000.0);
            assert!(off.abs() < 0.005, "{what}: off by {off}");
            let streams = probe(&["-show_streams"], &part)["streams"].clone();
            let length = |at: usize| streams[at]["duration"].as_str().unwrap().parse::<f64>();
            let (pictures, sound) = (length(0).unwrap(), length(1).unwrap());
            assert!(sound < pictures + 0.022, "{what}: {sound} of {pictures}");
        }
        // Before there is any sound, and after it.
        let silent = cut(&clip, &part, 94, 95).unwrap();
        assert!(silent.encoded && inspect(&part).unwrap().frames == 2);
        plays(&part);
    }
}
