//! Files as tests make and read them: a photo like a phone's, a clip's inside, and the search for
//! a secret in everything that was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::stage::{Outcome, trouble};

/// A photo of 1200 x 800, red left and blue right, with a GPS position and the mark that it is to
/// be turned a quarter clockwise: upright it is 800 x 1200, red on top.
pub(crate) fn make_photo(file: &Path) -> Outcome {
    let halves = "color=red:size=600x800[l];color=blue:size=600x800[r];[l][r]hstack";
    ask(&format!("ffmpeg -v error -f lavfi -i {halves} -frames:v 1 -q:v 2 FILE"), file)?;
    let position = "-GPSLatitude=30.25 -GPSLatitudeRef=N -GPSLongitude=120.16 -GPSLongitudeRef=E";
    let camera = "-Orientation=6 -Make=Camera -Model=Phone";
    ask(&format!("exiftool -q -overwrite_original -n {camera} {position} FILE"), file)?;
    assert!(metadata(file)?.contains("GPSLatitude"), "the photo has a position to lose");
    Ok(())
}

/// All that exiftool finds, as JSON text.
pub(crate) fn metadata(file: &Path) -> Outcome<String> {
    ask("exiftool -j -n -G1 FILE", file)
}

/// The colours of the upper and the lower half, as red, green, blue.
pub(crate) fn halves(file: &Path) -> Outcome<[[u8; 3]; 2]> {
    let scale = "-vf scale=1:2:flags=area -frames:v 1 -f rawvideo -pix_fmt rgb24 -";
    let done = command(&format!("ffmpeg -v error -i FILE {scale}"), file).output()?;
    match done.stdout[..] {
        [a, b, c, d, e, f] => Ok([[a, b, c], [d, e, f]]),
        _ => trouble(format!("ffmpeg: {}", String::from_utf8_lossy(&done.stderr))),
    }
}

/// What ffprobe says of the first stream; it must have nothing to complain about, and every frame
/// must decode.
pub(crate) fn clip_stream(file: &Path) -> Outcome<Value> {
    ask("ffmpeg -v error -i FILE -f null -", file)?;
    let said = ask("ffprobe -v error -show_streams -of json FILE", file)?;
    Ok(serde_json::from_str::<Value>(&said)?["streams"][0].clone())
}

/// The first frame of a clip as a picture.
pub(crate) fn first_frame(clip: &Path, to: &Path) -> Outcome {
    let to = to.to_str().unwrap_or_default();
    ask(&format!("ffmpeg -v error -y -i FILE -frames:v 1 {to}"), clip)?;
    Ok(())
}

/// How alike two pictures of one size are, dB: above 35 nobody sees a difference.
pub(crate) fn likeness(one: &Path, other: &Path) -> Outcome<f64> {
    let other = other.to_str().unwrap_or_default();
    let line = format!("ffmpeg -v info -i FILE -i {other} -lavfi psnr -f null -");
    let done = command(&line, one).output()?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let average = said.split("average:").nth(1).and_then(|rest| rest.split_whitespace().next());
    match average {
        Some("inf") => Ok(f64::INFINITY),
        Some(number) => Ok(number.parse()?),
        None => trouble(format!("ffmpeg compared nothing: {said}")),
    }
}

/// The clips that lie in the program's folder.
pub(crate) fn clips(home: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = everything_under(&home.join("clips"));
    found.sort();
    Ok(found)
}

/// Every file under the folders in which `secret` can be read, in any of the usual codings.
pub(crate) fn holding(secret: &str, folders: &[PathBuf]) -> Vec<PathBuf> {
    let wide =
        |bytes: fn(u16) -> [u8; 2]| secret.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let codings = [
        secret.as_bytes().to_vec(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        secret.bytes().rev().collect(),
    ];
    let holds = |file: &PathBuf| {
        let bytes = fs::read(file).unwrap_or_default();
        codings.iter().any(|coding| bytes.windows(coding.len()).any(|window| window == coding))
    };
    folders.iter().flat_map(|folder| everything_under(folder)).filter(holds).collect()
}

/// All regular files, however deep.
pub(crate) fn everything_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => everything_under(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}

/// Runs a program that has to succeed without a complaint, and gives what it prints.
fn ask(line: &str, file: &Path) -> Outcome<String> {
    let done = command(line, file).output()?;
    let complaint = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() || !complaint.trim().is_empty() {
        return trouble(format!("{line}: {complaint}"));
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// A command from one line, in which `FILE` stands for a file whose name may hold spaces.
fn command(line: &str, file: &Path) -> Command {
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words.map(|word| if word == "FILE" { file.as_os_str() } else { word.as_ref() }));
    command
}
