//! What a browser drags: a link with signs of its own, a picture inside a link, a picture's bytes, a
//! text. Real drops from another window, and what covers the window meanwhile.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::page::Page;
use crate::stage::{Outcome, on_stage};
use crate::{flows, pointer};

/// How many things are told as not taken.
const LOST: &str = "return document.querySelectorAll('[data-testid=refusal]').length";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_drags_lands_as_the_picture_that_was_meant() {
    on_stage("dragging", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let folder = stage.folder().to_owned();
        let put = |name: &str, bytes: &[u8]| -> Outcome<PathBuf> {
            let path = folder.join(name);
            fs::write(&path, bytes)?;
            Ok(path)
        };
        let page = stage.page();
        page.press("nav-create").await?;

        // Its own percent signs reach the place that it leads to.
        let web = Web::start(picture(&folder, "green")?)?;
        let link = format!("http://{}/p.png?sum=1%2B1%3D2&who=a%26b", web.address);
        let list = put("link.txt", format!("{link}\r\n").as_bytes())?;
        let offers = [("text/uri-list", list.as_path())];
        let covered = watch(page, "pictures.dropLink");
        let (dropped, covered) = tokio::join!(pointer::drop_offers(&offers), covered);
        dropped?;
        covered?;
        page.wait_for_count("reference", 1).await?;
        assert_eq!(web.asked(), ["/p.png?sum=1%2B1%3D2&who=a%26b"]);

        // The picture is meant, not the page behind it.
        let bytes = STANDARD.encode(picture(&folder, "blue")?);
        let html = format!(
            "<a href='http://{}/page'><img src='data:image/png;base64,{bytes}'></a>",
            web.address
        );
        let html = put("piece.html", html.as_bytes())?;
        let list = put("page.txt", format!("http://{}/page\r\n", web.address).as_bytes())?;
        pointer::drop_offers(&[("text/html", &html), ("text/uri-list", &list)]).await?;
        page.wait_for_count("reference", 2).await?;

        // A piece of a page alone, then a picture's bytes alone: the window's own event knows neither.
        let bytes = STANDARD.encode(picture(&folder, "gold")?);
        let html = put(
            "alone.html",
            format!("<img alt='' src='data:image/png;base64,{bytes}'>").as_bytes(),
        )?;
        let offers = [("text/html", html.as_path())];
        let covered = watch(page, "pictures.dropOne");
        let (dropped, covered) = tokio::join!(pointer::drop_offers(&offers), covered);
        dropped?;
        covered?;
        page.wait_for_count("reference", 3).await?;
        let bytes = put("bytes.png", &picture(&folder, "purple")?)?;
        pointer::drop_offers(&[("image/png", &bytes)]).await?;
        page.wait_for_count("reference", 4).await?;
        assert_eq!(web.asked().len(), 1, "nothing else was asked for");
        assert_eq!(page.run::<usize>(LOST, Vec::new()).await?, 0);

        // A text is no picture, and nothing stays over the window.
        let text = put("text.html", b"<p>A heron lifts off</p>")?;
        let plain = put("text.txt", b"A heron lifts off")?;
        pointer::drop_offers(&[("text/html", &text), ("text/plain", &plain)]).await?;
        pointer::a_moment().await;
        assert_eq!(page.count("drop-overlay").await?, 0);
        assert_eq!(page.count("reference").await?, 4);
        assert_eq!(page.run::<usize>(LOST, Vec::new()).await?, 0);
        service.stop().await;
        Ok(())
    })
    .await;
}

/// Waits until the window is covered and says so.
async fn watch(page: &Page, key: &str) -> Outcome {
    page.wait_for_words_in("drop-overlay", key).await
}

fn picture(folder: &Path, colour: &str) -> Outcome<Vec<u8>> {
    let path = folder.join(format!("{colour}.png"));
    let mut make = Command::new("convert");
    make.args(["-size", "300x200", &format!("xc:{colour}")]).arg(&path);
    assert!(make.status()?.success(), "a picture to drag");
    Ok(fs::read(path)?)
}

/// A place on the web with one picture at every address; remembers what it was asked for.
struct Web {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn start(picture: Vec<u8>) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(&stream).lines();
                let Some(Ok(first)) = lines.next() else { continue };
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                seen.lock().expect("nobody panics here").push(path);
                while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
                drop(lines);
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    picture.len()
                );
                // Whoever goes away in the middle is noticed in the test.
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&picture));
            }
        });
        Ok(Self { address, asked })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics here").clone()
    }
}
