//! A picture that is taken out of a clip has the colours that the clip is shown in.

use std::path::Path;
use std::process::Command;

use stillwake_core::clip::frame;

use crate::films::ffmpeg;

/// The first frame as ffmpeg reads it when it is told what the colours mean.
fn told(clip: &Path, matrix: &str, range: &str) -> Vec<u8> {
    let read = format!(
        "scale=in_color_matrix={matrix}:in_range={range}:flags=bilinear+full_chroma_int+accurate_rnd"
    );
    let run = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(clip)
        .args(["-vf", &read, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    run.stdout
}

/// The mean of the differences between two pictures' bytes.
fn off(one: &[u8], two: &[u8]) -> f64 {
    assert_eq!(one.len(), two.len());
    let sum: u64 = one.iter().zip(two).map(|(one, two)| u64::from(one.abs_diff(*two))).sum();
    sum as f64 / one.len() as f64
}

#[test]
fn a_frame_has_the_colours_that_the_clip_says() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("clip.mp4");
    // Said, or to be guessed from the height; and one that is read wrong on purpose. Without edges, where
    // it matters how what lies between two samples of colour is guessed.
    for (size, said, range, meant, wrong) in [
        ("640x360", Some("bt709"), "tv", "bt709", "bt601"),
        ("640x360", Some("smpte170m"), "tv", "bt601", "bt709"),
        ("640x360", Some("bt470bg"), "pc", "bt601", "bt709"),
        ("1280x720", Some("smpte170m"), "tv", "bt601", "bt709"),
        ("1280x720", Some("bt709"), "pc", "bt709", "bt601"),
        ("720x1280", Some("bt2020nc"), "tv", "bt2020", "bt601"),
        ("640x360", None, "tv", "bt601", "bt709"),
        ("720x576", None, "tv", "bt601", "bt709"),
        ("1280x720", None, "tv", "bt709", "bt601"),
        // An odd number of blocks, cut to its size by the stream.
        ("1080x1920", None, "tv", "bt709", "bt601"),
    ] {
        let source =
            format!("smptehdbars=size={size}:rate=24:duration=0.1,format=gbrp,gblur=sigma=12");
        let coded = format!("scale=out_color_matrix={meant}:out_range={range},format=yuv420p");
        let mut all = vec!["-f", "lavfi", "-i", &source, "-vf", &coded, "-c:v", "libx264"];
        all.extend(["-crf", "8", "-color_range", range]);
        if let Some(said) = said {
            all.extend(["-colorspace", said]);
        } else {
            // Whatever the filter says of its output, the stream keeps silent.
            all.extend(["-x264-params", "colormatrix=undef:range=tv", "-colorspace", "2"]);
        }
        ffmpeg(&all, &clip);
        let ours = frame::at(&clip, 0).unwrap();
        let right = off(&ours, &told(&clip, meant, range));
        let other = off(&ours, &told(&clip, wrong, range));
        println!("{size} {said:?} {range}: {right:.2} off, read otherwise {other:.2}");
        assert!(right < 1.0, "{size} {said:?} {range}: {right}");
        assert!(other > 2.0, "{size} {said:?} {range}: nothing to tell them apart by");
    }
}
