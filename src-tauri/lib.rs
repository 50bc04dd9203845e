//! The shell: everything that knows Tauri. This file wires the parts together and decides nothing.

mod commands;
mod drag_out;
mod dragging;
mod environment;
mod host;
mod logs;
mod media;
mod programs;
mod progress;
mod shell_words;
pub mod wire;

use std::sync::Arc;

pub use commands::list;
use environment::Launch;
pub use host::{Desktop, Pasted, TauriDesktop, TauriHost};
use progress::Taskbar;
use stillwake_core::error::{Error, Result};
use stillwake_core::host::{Clock, SystemClock};
use stillwake_core::library::Folders;
use stillwake_core::secret::{OsKeychain, Secrets};
use stillwake_core::store::lock::Lock;
use stillwake_core::studio::{Opening, Studio};
use tauri::{
    App, AppHandle, Builder, Manager, Runtime, UriSchemeContext, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use wire::MediaBase;

/// The window's name in `tauri.conf.json`.
const WINDOW: &str = "main";
/// The name of the app's entries in the keyring, and of its folder.
const NAME: &str = "stillwake";
/// The scheme of media where the web view can play it.
const MEDIA_SCHEME: &str = "media";

/// Starts the app and returns when it has ended.
pub fn run() {
    let launch = Launch::read();
    let app = configure(Builder::default(), &launch)
        .setup({
            let launch = launch.clone();
            move |app| Ok(start(app, &launch)?)
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|_, _| {}),
        Err(fault) => tracing::error!(%fault, "the app did not start"),
    }
}

/// Plugins, commands and schemes: the same for the window and for tests on the mock runtime.
pub fn configure<R: Runtime>(builder: Builder<R>, launch: &Launch) -> Builder<R> {
    let single = tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("studio.{NAME}.desktop{}", launch.suffix().replace('-', ".h")))
        // The arguments of a second start are ignored: they must never begin anything paid.
        .callback(|app, _arguments, _folder| show(app));
    builder
        .plugin(single.build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(list().invoke_handler())
        .register_asynchronous_uri_scheme_protocol(MEDIA_SCHEME, serve_scheme)
}

/// Opens the studio, then the window.
fn start<R: Runtime>(app: &mut App<R>, launch: &Launch) -> Result<()> {
    if let Err(fault) = open_all(app, launch) {
        tracing::error!(fault = %fault.chain(), "the studio did not open");
        let (app, words) = (app.handle().clone(), shell_words::start_failed(&fault));
        // The dialog needs this very thread to be drawn: waiting for it here would wait for ever.
        std::thread::spawn(move || {
            app.dialog().message(words).kind(MessageDialogKind::Error).blocking_show();
            app.exit(1);
        });
    }
    Ok(())
}

fn open_all<R: Runtime>(app: &mut App<R>, launch: &Launch) -> Result<()> {
    let folders = folders(app, launch)?;
    std::fs::create_dir_all(&folders.home)
        .map_err(|fault| Error::disk("make the home folder", fault))?;
    app.manage(logs::start(&folders.home));
    app.manage(Taskbar::default());
    // Where another copy works on this folder and no session bus told us so earlier, this one says
    // so before it opens a window. The studio takes the lock for good.
    drop(Lock::take(&folders.home)?);
    open(app, launch, folders)
}

fn open<R: Runtime>(app: &mut App<R>, launch: &Launch, folders: Folders) -> Result<()> {
    list().mount_events(app);
    let server = cfg!(target_os = "linux")
        .then(media::Server::bind)
        .transpose()
        .map_err(|fault| Error::internal("start the media server", fault))?;
    let media = MediaBase(match &server {
        Some(server) => server.address.clone(),
        None if cfg!(target_os = "windows") => format!("http://{MEDIA_SCHEME}.localhost"),
        None => format!("{MEDIA_SCHEME}://localhost"),
    });
    let host = TauriHost {
        app: app.handle().clone(),
        media: media.clone(),
        folders: folders.clone(),
        practice: tokio::sync::Mutex::new(None),
    };
    let keychain = OsKeychain::new(format!("{NAME}{}", launch.suffix()));
    let opening = Opening {
        folders: folders.clone(),
        secrets: Secrets::start(keychain)?,
        host: Arc::new(host),
        clock: Arc::new(SystemClock),
        time_scale: launch.time_scale,
        steps: stillwake_core::step::unwatched(),
    };
    // The web view's own processes start while the studio opens. The page cannot ask for anything
    // before this function returns, because its messages arrive on this thread.
    let opening = tauri::async_runtime::spawn(Studio::open(opening));
    let window = window(app, &folders);
    let studio = tauri::async_runtime::block_on(opening)
        .map_err(|fault| Error::internal("open the studio", fault))??;
    if let Some(server) = server {
        let studio = studio.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(fault) = server.serve(studio).await {
                tracing::error!(%fault, "the media server ended");
            }
        });
    }
    app.manage(studio);
    app.manage(media);
    let desktop: Arc<dyn Desktop> = Arc::new(TauriDesktop::new(app.handle().clone()));
    app.manage(desktop);
    listen(&window.map_err(|fault| Error::internal("open the window", fault))?);
    obey_signals(app.handle());
    Ok(())
}

/// Being asked to end by the system is quitting like any other.
fn obey_signals<R: Runtime>(app: &AppHandle<R>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            let asked = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
            let (Ok(mut terminate), Ok(mut interrupt)) = asked else { return };
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            quit(&app);
        });
    }
    #[cfg(not(unix))]
    let _ = app;
}

fn folders<R: Runtime>(app: &App<R>, launch: &Launch) -> Result<Folders> {
    if let Some(home) = &launch.home {
        return Ok(Folders { home: home.clone(), clips: home.join("clips") });
    }
    let unknown = |fault| Error::internal("find the system's folders", fault);
    let home = app.path().app_local_data_dir().map_err(unknown)?;
    let videos = app.path().video_dir().or_else(|_| app.path().home_dir()).map_err(unknown)?;
    Ok(Folders { home, clips: videos.join("Stillwake") })
}

/// The window shows our page and nothing else: no other address, no second window.
fn window<R: Runtime>(app: &App<R>, folders: &Folders) -> tauri::Result<WebviewWindow<R>> {
    let config = app.config().app.windows.iter().find(|window| window.label == WINDOW);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    let dev = app.config().build.dev_url.clone();
    WebviewWindowBuilder::from_config(app, config)?
        .data_directory(folders.home.join("webview"))
        .on_navigation(move |address| {
            let ours = matches!(address.scheme(), "tauri")
                || address.host_str() == Some("tauri.localhost")
                || (cfg!(dev) && dev.as_ref().is_some_and(|dev| dev.origin() == address.origin()));
            if !ours {
                tracing::warn!(scheme = address.scheme(), "the page wanted to leave");
            }
            ours
        })
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()
}

fn listen<R: Runtime>(window: &WebviewWindow<R>) {
    dragging::listen(window);
    let app = window.app_handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(event) => dragging::heard(&app, event),
        WindowEvent::Focused(watched) => {
            app.state::<Taskbar>().watched(&app, *watched, SystemClock.now());
            // A person who comes back may have moved files.
            if let (true, Some(studio)) = (*watched, app.try_state::<Studio>()) {
                let studio = studio.inner().clone();
                tauri::async_runtime::spawn(async move { studio.look_around() });
            }
        }
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            quit(&app);
        }
        _ => {}
    });
}

/// Hides the window at once and ends when nothing paid is under way any more.
fn quit<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.hide();
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Some(studio) = app.try_state::<Studio>() {
            studio.inner().clone().shutdown().await;
        }
        app.exit(0);
    });
}

fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

fn serve_scheme<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: tauri::http::Request<Vec<u8>>,
    responder: tauri::UriSchemeResponder,
) {
    let Some(studio) = context.app_handle().try_state::<Studio>() else { return };
    let studio = studio.inner().clone();
    tauri::async_runtime::spawn(async move {
        responder.respond(media::answer(&studio, request.uri(), request.headers()).await);
    });
}
