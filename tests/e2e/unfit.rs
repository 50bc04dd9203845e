//! What people drop by mistake, and what somebody might send them to drop: each thing gets its own
//! sentence, the good ones among them land, and nothing hangs or eats the memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::stage::{A_JOB, Outcome, on_stage, until};
use crate::{flows, pointer, processes};

/// Several drops of photos of any size stay below this, MB; the worst single picture needs 600.
const MOST_MEMORY: u64 = 1_000;
/// While the largest of them is prepared, letters take at most so many times as long as before.
const SLOWER: u32 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn each_unfit_thing_has_its_own_sentence_and_the_rest_lands() {
    on_stage("unfit", async |stage| {
        flows::begin(stage).await?;
        let (page, app) = (stage.page(), stage.app());
        page.press("nav-create").await?;
        let folder = stage.folder().join("dropped");
        fs::create_dir_all(folder.join("a folder"))?;
        let put = |name: &str, bytes: &[u8]| -> Outcome<PathBuf> {
            let path = folder.join(name);
            fs::write(&path, bytes)?;
            Ok(path)
        };
        let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fixtures/clip.mp4");
        let all = [
            photo(&folder, "camera.jpg", "8000x6000")?,
            folder.join("a folder"),
            clip,
            put("notes.txt", b"Buy milk")?,
            put("nothing.jpg", b"")?,
            put("lying.png", b"%PDF-1.7 and so on")?,
            put("half.jpg", &fs::read(photo(&folder, "whole.jpg", "640x480")?)?[..1_000])?,
            bomb(&folder)?,
            photo(&folder, "hundred.jpg", "11600x8640")?,
        ];
        let began = Instant::now();
        page.type_into("prompt", "A heron stands").await?;
        let alone = began.elapsed();
        pointer::drop_files(&all).await?;
        // The prompt takes letters while pictures of a hundred megapixels are in hand.
        let began = Instant::now();
        page.type_into("prompt", "A heron lifts off").await?;
        let meanwhile = began.elapsed();
        assert!(meanwhile < alone * SLOWER, "{meanwhile:?}, {alone:?} before");
        until("both photos", A_JOB, async || {
            Ok((page.count("reference").await? == 2).then_some(()))
        })
        .await?;
        for why in ["Folder", "Video", "NotAPicture", "Empty", "Broken", "TooLarge"] {
            page.wait_for_words(&format!("pictures.refused{why}")).await?;
        }
        // The text and the PDF that calls itself a picture are one kind of mistake.
        assert_eq!(page.count("refusal").await?, 6);
        let most = processes::most_memory(app).expect("the program runs");
        assert!(most < MOST_MEMORY, "{most} MB");

        let many: Vec<PathBuf> = (0..40)
            .map(|number| {
                photo(&folder, &format!("{number}.png"), &format!("{}x40", 40 + 2 * number))
            })
            .collect::<Outcome<_>>()?;
        pointer::drop_files(&many).await?;
        page.wait_for_count("reference", 9).await?;
        page.wait_for_words("pictures.refusedTooMany").await?;
        assert_eq!(page.count("refusal").await?, 7, "forty files are one notice");
        Ok(())
    })
    .await;
}

/// A picture of that size, px; a photo's bytes do not matter here.
fn photo(folder: &Path, name: &str, size: &str) -> Outcome<PathBuf> {
    let path = folder.join(name);
    let mut make = Command::new("ffmpeg");
    make.args(["-v", "error", "-y", "-f", "lavfi", "-i", &format!("color=teal:size={size}")]);
    make.args(["-frames:v", "1", "-threads", "1"]).arg(&path);
    assert!(make.status()?.success(), "{name} was made");
    Ok(path)
}

/// A PNG of 400 kB that says it is 60,000 px wide and as high, and has the rows to prove it.
fn bomb(folder: &Path) -> Outcome<PathBuf> {
    let path = folder.join("bomb.png");
    let script = "import struct, sys, zlib
def piece(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
row = zlib.compressobj(9)
rows = b''.join(row.compress(bytes(7501)) for _ in range(60000)) + row.flush()
head = struct.pack('>IIBBBBB', 60000, 60000, 1, 0, 0, 0, 0)
open(sys.argv[1], 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + piece(b'IHDR', head) + piece(b'IDAT', rows) + piece(b'IEND', b''))
";
    let made = Command::new("/usr/bin/python3").args(["-c", script]).arg(&path).status()?;
    assert!(made.success() && fs::metadata(&path)?.len() < 1_000_000, "a bomb is small");
    Ok(path)
}
