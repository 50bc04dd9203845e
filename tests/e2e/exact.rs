//! The player and the frames that are taken out of it, to the frame: a clip with frames between frames
//! that carries each frame's number as a pattern.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use stillwake_practice::render::numbered;
use stillwake_practice::{Answer, On};

use crate::page::Page;
use crate::stage::{Outcome, SHORTLY, on_stage, until};
use crate::{flows, player, pointer};

const FRAMES: u32 = 240;
const SEEKS: u32 = 200;

/// Sends the player to a frame through its own scrub bar, waits for the picture, and reads the number out
/// of it and out of the page: `[seen, said]`.
const SEEK: &str = r#"
    const [label, frame, done] = arguments;
    const video = document.querySelector('[data-testid="player"]');
    const bar = document.querySelector(`input[aria-label="${label}"]`);
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const look = () => {
        const said = Number(document.querySelector('[data-testid="player-frame"]').textContent.match(/\d+/)[0]);
        const paper = canvas.getContext('2d', { willReadFrequently: true });
        paper.drawImage(video, 0, 0);
        let bits = '';
        for (let cell = 0; cell < 16; cell += 1) {
            const x = Math.floor(((cell % 8) + 0.5) * canvas.width / 8);
            const y = Math.floor((Math.floor(cell / 8) + 0.5) * canvas.height / 4);
            bits += paper.getImageData(x, y, 1, 1).data[0] > 128 ? '1' : '0';
        }
        return [Number.parseInt(bits, 2), said - 1];
    };
    if (Number(bar.value) === frame) return done(look());
    const settled = () => video.seeking
        ? video.addEventListener('seeked', settled, { once: true })
        : requestAnimationFrame(() => requestAnimationFrame(() => done(look())));
    video.addEventListener('seeked', settled, { once: true });
    set.call(bar, String(frame));
    bar.dispatchEvent(new Event('input', { bubbles: true }));
    bar.dispatchEvent(new Event('change', { bubbles: true }));"#;

#[tokio::test(flavor = "multi_thread")]
async fn every_frame_is_the_one_that_was_asked_for() {
    on_stage("exact", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let film = stage.folder().join("numbered.mp4");
        film_with_numbers(&film)?;
        let bytes = fs::read(&film)?;
        service.script(On::Download, Answer::text(200, "video/mp4", bytes).times(0));
        let page = stage.page();
        flows::generate(page, "Numbers").await?;
        page.wait_for_job("done").await?;
        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        page.wait_for_words_in("player-frame", "player.frameNumber").await?;
        // The file's own times have come; before that a mean rate stands in for them.
        until("the clip's length", SHORTLY, async || {
            Ok(page.text_of("player-frame").await?.contains("240").then_some(()))
        })
        .await?;

        let mut dice = 0x2545_f491_u32;
        let mut wrong = Vec::new();
        for _ in 0..SEEKS {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let frame = (dice >> 8) % FRAMES;
            let (seen, said) = seek(page, frame).await?;
            if (seen, said) != (frame, frame) {
                wrong.push((frame, seen, said));
            }
        }
        assert!(wrong.is_empty(), "asked, seen, said: {wrong:?}");

        // By single frames, over a place where the order of decoding is another one.
        seek(page, 100).await?;
        for (key, wanted) in
            [("period", 101), ("period", 102), ("Right", 103), ("comma", 102), ("Left", 101)]
        {
            pointer::keys(&[key])?;
            until(&format!("frame {wanted}"), SHORTLY, async || {
                Ok((shown(page).await? == wanted).then_some(()))
            })
            .await?;
        }

        // What is saved and what goes on is that frame, decoded here and not drawn by the page.
        seek(page, 77).await?;
        page.press("save-frame").await?;
        let frame = until("the saved frame", SHORTLY, async || {
            let saved = fs::read_dir(stage.home().join("clips"))?.flatten();
            Ok(saved
                .map(|one| one.path())
                .find(|path| path.extension().is_some_and(|e| e == "png")))
        })
        .await?;
        assert_eq!(number_in(&frame)?, Some(77));
        seek(page, 78).await?;
        page.press("copy-frame").await?;
        let copied = stage.folder().join("copied.png");
        until("the copied frame", SHORTLY, async || {
            fs::write(&copied, pointer::copied("image/png")?)?;
            Ok((number_in(&copied).ok().flatten() == Some(78)).then_some(()))
        })
        .await?;
        seek(page, 191).await?;
        page.press("continue-from-frame").await?;
        page.wait_for_count("reference", 1).await?;
        flows::generate(page, "And on").await?;
        page.wait_for_job("done").await?;
        let sent = stage.folder().join("sent.png");
        fs::write(&sent, &service.uploads().last().expect("the frame went up").bytes)?;
        assert_eq!(number_in(&sent)?, Some(191));

        // The two clips are a thread that one can walk.
        page.press("nav-library").await?;
        page.wait_for_count("clip", 2).await?;
        page.press_css(r#"[data-testid="clip"]:first-child [data-open]"#).await?;
        page.wait_for_count("thread-clip", 2).await?;
        service.stop().await;
        Ok(())
    })
    .await;
}

async fn seek(page: &Page, frame: u32) -> Outcome<(u32, u32)> {
    page.run_async_with(SEEK, vec![json!("Position"), json!(frame)]).await
}

/// The number in the picture as it stands.
async fn shown(page: &Page) -> Outcome<u32> {
    let value = "return Number(document.querySelector('input[aria-label=\"Position\"]').value)";
    let at: u32 = page.run(value, vec![]).await?;
    Ok(seek(page, at).await?.0)
}

/// Frames between frames, and a key frame every two seconds.
fn film_with_numbers(to: &Path) -> Outcome {
    let plain = to.with_extension("plain.mp4");
    numbered(320, 180, FRAMES, &plain).expect("a clip with numbers");
    let coding = "-c:v libx264 -bf 3 -g 48 -crf 14 -pix_fmt yuv420p -movflags +faststart";
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-i"]).arg(&plain).args(coding.split(' ')).arg(to);
    assert!(command.status()?.success(), "ffmpeg makes a clip");
    Ok(())
}

fn number_in(picture: &Path) -> Outcome<Option<u32>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-i"]).arg(picture);
    command.args("-f rawvideo -pix_fmt rgb24 -".split(' '));
    let pixels = command.output()?.stdout;
    let (width, height) = (320, 180);
    // Another size is another picture.
    let whole = pixels.len() == 320 * 180 * 3;
    Ok(if whole { numbered::read(&pixels, width, height, 3) } else { None })
}
