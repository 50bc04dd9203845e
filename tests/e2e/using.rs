//! Clips that leave the app through the system's own dialogs and programs, and come back as files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use stillwake_core::clip::tag;

use crate::stage::{Outcome, SHORTLY, Stage, on_stage, until};
use crate::{files, flows, player, pointer};

/// Answers the dialog that has just opened with a path. A slash opens a field for it, or begins a name.
async fn answer(stage: &Stage, path: &Path) -> Outcome {
    let dialog = pointer::another_window(stage.app()).await?;
    pointer::bring_back(&dialog)?;
    pointer::a_moment().await;
    pointer::keys(&["ctrl+a"])?;
    pointer::typed("/")?;
    pointer::a_moment().await;
    pointer::typed(path.to_str().expect("a plain path").trim_start_matches('/'))?;
    pointer::keys(&["Return"])?;
    until("the dialog to close", SHORTLY, async || {
        Ok(pointer::other_windows(stage.app())?.is_empty().then_some(()))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_saved_and_brings_its_settings_back_when_it_is_dropped() {
    on_stage("using", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let page = stage.page();
        flows::generate(page, "Paper boats on a canal").await?;
        page.wait_for_job("done").await?;
        let clip = files::clips(&stage.home())?.pop().expect("a clip");
        assert!(files::metadata(&clip)?.contains("Paper boats on a canal"));
        files::clip_stream(&clip)?;

        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        let copy = stage.folder().join("copy.mp4");
        page.press("save-menu").await?;
        page.press("save-copy").await?;
        answer(stage, &copy).await?;
        until("the copy", SHORTLY, async || Ok(copy.is_file().then_some(()))).await?;
        assert_eq!(fs::read(&copy)?, fs::read(&clip)?);

        // Nothing of its prompt is left in Create; the file brings it back.
        page.press("nav-create").await?;
        page.type_into("prompt", "Something else").await?;
        pointer::drop_file(&copy).await?;
        until("the prompt to come back", SHORTLY, async || {
            Ok((page.value_of("prompt").await? == "Paper boats on a canal").then_some(()))
        })
        .await?;
        assert_eq!(page.count("refusal").await?, 0, "it is no picture that was refused");
        assert_eq!(page.count("reference").await?, 0);
        assert!(tag::read(&copy).is_ok_and(|told| told.is_some()));
        service.stop().await;
        Ok(())
    })
    .await;
}

/// A program that the system opens MP4s with, for as long as this stands: it writes down what it was
/// started with.
struct SystemPlayer {
    entries: PathBuf,
    told: PathBuf,
}

const ENTRIES: [&str; 2] = ["stillwake-test-player.desktop", "mimeapps.list"];

impl SystemPlayer {
    fn install(folder: &Path) -> Outcome<Self> {
        let data = std::env::var_os("XDG_DATA_HOME").expect("the session has a folder of its own");
        let player =
            Self { entries: Path::new(&data).join("applications"), told: folder.join("told") };
        let script = folder.join("player.sh");
        let told = player.told.display();
        let text =
            format!("#!/bin/sh\n{{ echo \"file=$1\"; env; }} > {told}.new\nmv {told}.new {told}\n");
        fs::write(&script, text)?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
        fs::create_dir_all(&player.entries)?;
        let [entry, defaults] = ENTRIES.map(|name| player.entries.join(name));
        let head = "[Desktop Entry]\nType=Application\nName=Test player\nMimeType=video/mp4;\n";
        fs::write(entry, format!("{head}Exec={} %f\n", script.display()))?;
        fs::write(defaults, format!("[Default Applications]\nvideo/mp4={}\n", ENTRIES[0]))?;
        Ok(player)
    }
}

impl Drop for SystemPlayer {
    fn drop(&mut self) {
        for name in ENTRIES {
            let _ = fs::remove_file(self.entries.join(name));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_systems_player_gets_the_file_and_nothing_that_is_for_our_web_view() {
    on_stage("system-player", async |stage| {
        let player = SystemPlayer::install(stage.folder())?;
        stage.open().await?;
        let page = stage.page();
        page.press("try-practice").await?;
        flows::generate(page, "Paper boats on a canal").await?;
        page.wait_for_job("done").await?;
        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        page.press("player-more").await?;
        page.press("open-outside").await?;
        let told = until("the system's player to be started", SHORTLY, async || {
            Ok(fs::read_to_string(&player.told).ok())
        })
        .await?;
        let clip = files::clips(&stage.home())?.pop().expect("a clip");
        assert!(told.lines().any(|line| line == format!("file={}", clip.display())), "{told}");
        // It has what the app itself was started with.
        assert!(told.contains("\nSTILLWAKE_HOME="), "{told}");
        for name in ["JSC_forceRAMSize", "MALLOC_", "WEBKIT_DISABLE_DMABUF_RENDERER"] {
            assert!(!told.contains(&format!("\n{name}")), "{name}: {told}");
        }
        Ok(())
    })
    .await;
}
