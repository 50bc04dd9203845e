//! Pictures and files that another program has put on the clipboard, pasted with the real keys; and
//! that they are still in the draft after a new start of the program.

use std::fs;
use std::process::Command;

use crate::pointer::{self, Clipboard};
use crate::stage::on_stage;
use crate::{files, flows};

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_and_a_file_are_pasted_and_survive_a_new_start() {
    on_stage("paste", async |stage| {
        flows::begin(stage).await?;
        let photo = stage.folder().join("日落 海边.jpg");
        files::make_photo(&photo)?;
        let picture = stage.folder().join("picture.png");
        let mut make = Command::new("convert");
        make.args(["-size", "300x200", "gradient:red-blue"]).arg(&picture);
        assert!(make.status()?.success(), "a picture to copy");

        let page = stage.page();
        page.press("nav-create").await?;
        page.by("prompt").await?.click().await?;
        let copied = Clipboard::offer("image/png", &picture)?;
        pointer::a_moment().await;
        pointer::keys(&["ctrl+v"])?;
        page.wait_for_count("reference", 1).await?;
        drop(copied);

        let list = stage.folder().join("list.txt");
        fs::write(&list, format!("{}\r\n", url_of(&photo)))?;
        let copied = Clipboard::offer("text/uri-list", &list)?;
        pointer::a_moment().await;
        pointer::keys(&["ctrl+v"])?;
        page.wait_for_count("reference", 2).await?;
        drop(copied);

        let words = stage.folder().join("words.txt");
        fs::write(&words, "A heron lifts off")?;
        let copied = Clipboard::offer("UTF8_STRING", &words)?;
        pointer::a_moment().await;
        pointer::keys(&["ctrl+v"])?;
        pointer::a_moment().await;
        assert_eq!(page.value_of("prompt").await?, "A heron lifts off", "text is only text");
        assert_eq!(page.count("reference").await?, 2);
        drop(copied);

        stage.restart().await?;
        let page = stage.page();
        page.wait_for_count("reference", 2).await?;
        assert_eq!(page.value_of("prompt").await?, "A heron lifts off");
        let shown: bool = page
            .run(
                "return [...document.querySelectorAll('[data-testid=reference] img')]
                    .every((one) => one.complete && one.naturalWidth > 0)",
                Vec::new(),
            )
            .await?;
        assert!(shown, "their addresses are those of this start");
        Ok(())
    })
    .await;
}

/// As file managers write it.
fn url_of(file: &std::path::Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut url = String::from("file://");
    for byte in file.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            url.push(char::from(*byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}
