//! Pictures that come as links: fetched like any stranger's, prepared, and passed on only where
//! that is chosen.

use serde_json::json;
use stillwake_core::picture::Refusal;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{Draft, Event, PictureOutcome};
use stillwake_practice::{Answer, On};

use crate::bench::{Bench, draft, rand};
use crate::pictures::{contains, photo, with_exif};

const SHELF: &str = "/task-artifacts/tmp-inputs";

/// What came of a link.
async fn link(bench: &mut Bench, link: &str) -> PictureOutcome {
    bench.studio.picture_link(link.to_owned());
    loop {
        if let Event::Pictures(mut outcomes) = bench.events.recv().await.unwrap() {
            assert_eq!(outcomes.len(), 1);
            return outcomes.remove(0);
        }
    }
}

async fn refusal(bench: &mut Bench, address: &str) -> Refusal {
    match link(bench, address).await {
        PictureOutcome::Refused { why, .. } => why,
        PictureOutcome::Added(picture) => panic!("{address} was taken as {}", picture.name),
    }
}

/// What lies at a link. This is where the gateway keeps pictures: elsewhere it wants the key.
fn serve(bench: &Bench, path: &str, answer: Answer) -> String {
    let path = format!("{SHELF}{path}");
    bench.gateway.script(On::Path(path.clone()), answer);
    format!("{}{path}", bench.gateway.origin())
}

fn wants(picture: &str) -> Draft {
    Draft { model: "any-model".into(), pictures: vec![picture.into()], ..draft("Wake up") }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_becomes_a_picture_like_any_other() {
    let mut bench = Bench::start().await;
    let shot = with_exif(&photo(1), 6);
    let far = serve(&bench, "/sun%20set.jpg", Answer::text(200, "image/jpeg", shot));
    let near = serve(&bench, "/moved", Answer::redirect(302, &format!("{SHELF}/sun%20set.jpg")));
    let PictureOutcome::Added(picture) = link(&mut bench, &format!("{near}?a=b")).await else {
        panic!("{near} leads to {far}")
    };
    assert_eq!(picture.name, "moved");
    for seen in bench.gateway.requests() {
        for header in ["authorization", "cookie", "referer"] {
            assert_eq!(seen.header(header), None, "{}", seen.path);
        }
    }
    assert_eq!(bench.gateway.counts().uploads, 0, "nothing leaves before Generate");
    let job = bench.create(wants(&picture.id)).await;
    bench.until_state(&job.job.id, "done").await;
    let upload = bench.gateway.uploads().remove(0);
    assert!(!contains(&upload.bytes, b"Exif"), "the copy is stripped as ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_that_is_no_picture_gets_its_own_answer() {
    let mut bench = Bench::start().await;
    let page = Answer::text(200, "text/html", "<!doctype html><img src=a.jpg>");
    let page = serve(&bench, "/page", page);
    let empty = serve(&bench, "/empty", Answer::status(200));
    let gone = serve(&bench, "/gone.jpg", Answer::status(404));
    let busy = serve(&bench, "/busy.jpg", Answer::status(503));
    let cut = Answer::text(200, "image/jpeg", photo(1)).cut(400);
    let cut = serve(&bench, "/cut.jpg", cut);
    let broken = Answer::text(200, "image/jpeg", photo(1)[..600].to_vec());
    let broken = serve(&bench, "/broken.jpg", broken);
    let mut endless = Answer::text(200, "image/jpeg", vec![7; 1 << 20]);
    endless.endless = true;
    let endless = serve(&bench, "/endless.jpg", endless);
    let away = serve(&bench, "/away", Answer::redirect(302, "file:///etc/passwd"));
    let cases = [
        (page, Refusal::LinkPage),
        (empty, Refusal::LinkPage),
        (gone, Refusal::LinkDead),
        (away, Refusal::LinkDead),
        (busy, Refusal::LinkUnreachable),
        (cut, Refusal::LinkUnreachable),
        (broken, Refusal::Broken),
        (endless, Refusal::TooLarge),
        ("file:///etc/passwd".into(), Refusal::LinkForbidden),
        ("/etc/passwd".into(), Refusal::LinkForbidden),
        ("https://user:word@example.com/a.jpg".into(), Refusal::LinkForbidden),
    ];
    for (address, why) in cases {
        assert_eq!(refusal(&mut bench, &address).await, why, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_link_leads_to_this_computer_unless_the_service_is_on_it() {
    let mut bench = Bench::start().await;
    let service = Some("https://crazyrouter.com".to_owned());
    let patch = SettingsPatch { service, ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    let port = bench.gateway.origin().rsplit(':').next().unwrap().to_owned();
    for host in
        ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]
    {
        let address = format!("http://{host}:{port}/a.jpg");
        assert_eq!(refusal(&mut bench, &address).await, Refusal::LinkForbidden, "{host}");
    }
    for host in ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "100.64.0.1"] {
        let address = format!("http://{host}/a.jpg");
        assert_eq!(refusal(&mut bench, &address).await, Refusal::LinkForbidden, "{host}");
    }
    assert_eq!(bench.gateway.counts().requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_passed_on_only_where_that_is_chosen() {
    let mut bench = Bench::start().await;
    let patch = SettingsPatch { pass_links: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    let answer = Answer::text(200, "image/jpeg", photo(1)).times(0);
    let address = serve(&bench, "/a.jpg", answer);
    let PictureOutcome::Added(picture) = link(&mut bench, &address).await else {
        panic!("it is a picture")
    };
    // This service fetches nothing from elsewhere: it says so, and Try again uploads the copy.
    let job = bench.create(wants(&picture.id)).await;
    bench.until_state(&job.job.id, "failed").await;
    let create = |bench: &Bench| {
        let mut seen = bench.gateway.requests();
        seen.retain(|seen| seen.path == "/v1/video/create");
        seen.pop().unwrap().json.unwrap()["images"].clone()
    };
    assert_eq!(create(&bench), json!([address]));
    assert_eq!(bench.gateway.counts().uploads, 0);
    let again = bench.studio.job_retry(job.job.id, rand()).await.unwrap();
    bench.until_state(&again.job.id, "done").await;
    assert_eq!(create(&bench), json!([bench.gateway.uploads()[0].url]));

    // With the choice taken back, a link that is still kept is not sent.
    link(&mut bench, &address).await;
    let patch = SettingsPatch { pass_links: Some(false), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    let job = bench.create(wants(&picture.id)).await;
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(create(&bench), json!([bench.gateway.uploads()[0].url]));
}
