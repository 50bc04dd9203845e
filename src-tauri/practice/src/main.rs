//! The practice gateway as a program of its own, for trying out clients by hand; it also draws a
//! single still or clip into a file. It only reads flags, a script and lines from its input;
//! everything else is the library's.
#![allow(clippy::print_stdout, reason = "this program talks to a terminal")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use stillwake_practice::render::{self, RenderRequest};
use stillwake_practice::{Answer, Config, Dialect, Gateway, On, Scripted};
use tokio::sync::mpsc;

const USAGE: &str = "\
A gateway for practice: it speaks the unified video API on 127.0.0.1 and renders real clips.

  --port N        the TCP port; 0 (as if left out) lets the system choose
  --key KEY       the key clients must send; left out, a random one is made
  --pace-ms N     the least time that a task takes, in milliseconds (5000)
  --state DIR     keep tasks, pictures and clips in this folder
  --script FILE   a JSON list of scripted answers (see below)
  --speak SHAPE   how it answers (see below)
  --storage       clips at a port of their own, to which the links of redirected lead
  --no-mark       clips without the small \"practice\" mark
  --quiet         print nothing but the first line
  --help          print this

The first line printed is JSON: {\"address\":..., \"key\":...}. Then lines of JSON are read:
  {\"on\":\"create\",\"answer\":{\"status\":429,\"headers\":{\"retry-after\":\"2\"},\"times\":3}}
  {\"on\":{\"query_of\":\"video_task_1\"},\"answer\":{\"body\":{\"status\":\"failed\"},\"delay_ms\":500}}
  {\"on\":\"create\",\"answer\":{\"accept_first\":true,\"reset\":true}}
  {\"speak\":\"wrapped\"}  {\"clear\":true}
  {\"hold\":true}  {\"fail\":\"video_task_1\"}  {\"lose\":\"video_task_1\"}  {\"counts\":true}  {\"stop\":true}
\"on\" is create, query, {\"query_of\":ID}, upload, models, download, content or {\"path\":PATH};
\"answer\" takes status, headers, body, delay_ms, drip_ms, cut_after, reset, accept_first, endless, times.
\"speak\" is for the tasks made from then on: flat, task_id_only, two_numbers, wrapped, result_url,
upsampled, nested, alias, relayed, content_only, redirected or in_message.
A script FILE is a list of such on/answer pairs. Ctrl+C ends it and prints the counts.

Without a gateway, one picture or one clip:

  stillwake-practice still --prompt TEXT [--at 0.5] OUT.png
  stillwake-practice clip --prompt TEXT OUT.mp4

  --prompt TEXT   what to show
  --picture FILE  a picture to wake instead of a drawn scene
  --size WxH      pixels (1280x720)
  --seconds N     the clip's length (5)
  --at N          where in the clip the still lies, from 0 to 1 (0)
  --mark          with the small \"practice\" mark
  --explain       print what was understood of the prompt
";

/// What to draw into a file.
#[derive(Debug)]
struct Drawing {
    request: RenderRequest,
    at: f64,
    explain: bool,
    out: PathBuf,
}

/// The flags.
#[derive(Debug, Default)]
struct Flags {
    config: Config,
    script: Option<PathBuf>,
    speak: Dialect,
    quiet: bool,
    help: bool,
}

/// One line of input.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Script {
        on: On,
        answer: Answer,
    },
    Speak {
        speak: Dialect,
    },
    Clear {
        #[expect(dead_code, reason = "its presence is the message")]
        clear: bool,
    },
    Hold {
        hold: bool,
    },
    Fail {
        fail: String,
    },
    Lose {
        lose: String,
    },
    Counts {
        #[expect(dead_code, reason = "its presence is the message")]
        counts: bool,
    },
    Stop {
        #[expect(dead_code, reason = "its presence is the message")]
        stop: bool,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).peekable();
    if let Some(kind) = words.next_if(|word| word == "still" || word == "clip") {
        return match drawing(words).map(|drawing| draw(&kind, &drawing)) {
            Ok(Ok(())) => ExitCode::SUCCESS,
            Ok(Err(problem)) => {
                println!("{problem}");
                ExitCode::FAILURE
            }
            Err(problem) => {
                println!("{problem}\n\n{USAGE}");
                ExitCode::from(2)
            }
        };
    }
    let flags = match flags(words) {
        Ok(flags) => flags,
        Err(problem) => {
            println!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if flags.help {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match run(flags).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn flags(mut words: impl Iterator<Item = String>) -> Result<Flags, String> {
    let mut flags = Flags::default();
    while let Some(flag) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{flag} needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is no number"));
        match flag.as_str() {
            "--port" => {
                flags.config.port =
                    u16::try_from(number(value()?)?).map_err(|_| "no such port".to_owned())?;
            }
            "--key" => flags.config.key = Some(value()?),
            "--pace-ms" => {
                let pace = number(value()?)?;
                flags.config.queued = Duration::from_millis(pace / 5);
                flags.config.making = Duration::from_millis(pace - pace / 5);
            }
            "--state" => flags.config.state_dir = Some(value()?.into()),
            "--script" => flags.script = Some(value()?.into()),
            "--speak" => {
                let shape = json!(value()?);
                flags.speak = serde_json::from_value(shape).map_err(|error| error.to_string())?;
            }
            "--storage" => flags.config.storage = true,
            "--no-mark" => flags.config.mark = false,
            "--quiet" => flags.quiet = true,
            "--help" | "-h" => flags.help = true,
            _ => return Err(format!("{flag} is not known")),
        }
    }
    Ok(flags)
}

fn drawing(mut words: impl Iterator<Item = String>) -> Result<Drawing, String> {
    let (width, height) = (1280, 720);
    let request = RenderRequest { width, height, frames: 5 * render::FPS, ..Default::default() };
    let mut drawing = Drawing { request, at: 0.0, explain: false, out: PathBuf::new() };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        let request = &mut drawing.request;
        match word.as_str() {
            "--prompt" => request.prompt = value()?,
            "--picture" => {
                let bytes = std::fs::read(value()?).map_err(|error| error.to_string())?;
                request.picture = Some(bytes);
            }
            "--size" => {
                let size = value()?;
                let sides = size.split_once('x').map(|(w, h)| (w.parse(), h.parse()));
                let Some((Ok(width), Ok(height))) = sides else {
                    return Err(format!("{size} is no size"));
                };
                (request.width, request.height) = (width, height);
            }
            "--seconds" => {
                let seconds = value()?.parse::<f32>().map_err(|error| error.to_string())?;
                request.frames = (seconds * render::FPS as f32).round() as u32;
            }
            "--at" => drawing.at = value()?.parse().map_err(|_| "--at needs a number")?,
            "--mark" => request.mark = true,
            "--explain" => drawing.explain = true,
            out if !out.starts_with("--") && drawing.out.as_os_str().is_empty() => {
                drawing.out = out.into();
            }
            _ => return Err(format!("{word} is not known")),
        }
    }
    if drawing.out.as_os_str().is_empty() {
        return Err("the file to write is missing".into());
    }
    Ok(drawing)
}

fn draw(kind: &str, drawing: &Drawing) -> Result<(), Box<dyn std::error::Error>> {
    let Drawing { request, at, explain, out } = drawing;
    if *explain {
        println!("{:?}", render::reading(&request.prompt));
    }
    if kind == "clip" {
        render::clip(request, out)?;
    } else {
        let last = f64::from(request.frames.max(1) - 1);
        let frame = render::frame(request, (at.clamp(0.0, 1.0) * last).round() as u32)?;
        image::DynamicImage::from(frame).into_rgb8().save(out)?;
    }
    Ok(())
}

async fn run(flags: Flags) -> Result<(), Box<dyn std::error::Error>> {
    let script: Vec<Scripted> = match &flags.script {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?)?,
        None => Vec::new(),
    };
    let gateway = Gateway::start(flags.config).await?;
    gateway.speak(flags.speak);
    for Scripted { on, answer } in script {
        gateway.script(on, answer);
    }
    println!("{}", json!({ "address": gateway.origin(), "key": gateway.key() }));
    if !flags.quiet {
        println!("Listening. --help tells what can be written here; Ctrl+C ends it.");
    }
    listen(&gateway, flags.quiet).await;
    let counts = gateway.counts();
    gateway.stop().await;
    if !flags.quiet {
        println!("{}", serde_json::to_string(&counts)?);
    }
    Ok(())
}

/// Follows the lines of the input until it is told to stop. The end of the input is no such word:
/// a program that was started without one should still serve.
async fn listen(gateway: &Gateway, quiet: bool) {
    let mut lines = input();
    let mut ended = std::pin::pin!(ended());
    loop {
        let line = tokio::select! {
            () = &mut ended => return,
            Some(line) = lines.recv() => line,
        };
        if line.trim().is_empty() {
            continue;
        }
        let done = match serde_json::from_str(&line) {
            Ok(Line::Script { on, answer }) => {
                gateway.script(on, answer);
                true
            }
            Ok(Line::Speak { speak }) => {
                gateway.speak(speak);
                true
            }
            Ok(Line::Clear { .. }) => {
                gateway.clear_script();
                true
            }
            Ok(Line::Hold { hold }) => {
                gateway.hold(hold);
                true
            }
            Ok(Line::Fail { fail }) => gateway.fail(&fail, "failed, as scripted"),
            Ok(Line::Lose { lose }) => gateway.lose(&lose),
            Ok(Line::Counts { .. }) => {
                println!("{}", serde_json::to_string(&gateway.counts()).unwrap_or_default());
                true
            }
            Ok(Line::Stop { .. }) => return,
            Err(_) => false,
        };
        if !done && !quiet {
            println!("not understood: {line}");
        }
    }
}

/// The lines of the input. A thread of its own waits for them: unlike a runtime's, it does not
/// keep the program from ending.
fn input() -> mpsc::Receiver<String> {
    let (send, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines() {
            let Ok(line) = line else { return };
            if send.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Waits for Ctrl+C or, on Unix, for a polite request to end.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut polite) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = polite.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
