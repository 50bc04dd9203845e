//! The studio's surroundings made of Tauri: telling the page, the practice gateway, and what the
//! desktop does for us. Decides nothing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use stillwake_core::error::{Error, ErrorKind, Result};
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Clock, Host, SystemClock};
use stillwake_core::library::Folders;
use stillwake_core::picture::Pixels;
use stillwake_core::secret::ApiKey;
use stillwake_core::studio::{Event, Studio};
use stillwake_practice::{Config, Gateway};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tauri_specta::Event as _;

use crate::progress::Taskbar;
use crate::wire::{MediaBase, StudioEvent};
use crate::{drag_out, programs};

/// What the desktop does for us. A trait, so that commands do not depend on the window's kind.
#[async_trait]
pub trait Desktop: Send + Sync {
    /// Shows a file in the system's file manager.
    fn reveal(&self, file: &Path) -> Result<()>;
    /// Opens a file with the system's program for it.
    fn open(&self, file: &Path) -> Result<()>;
    /// Opens an address in the browser.
    fn browse(&self, address: &str) -> Result<()>;
    /// Lets a person pick pictures.
    async fn pick_pictures(&self) -> Result<Vec<PathBuf>>;
    /// Lets a person say where a copy of a file goes; its name is offered.
    async fn pick_place(&self, file: &Path) -> Result<PathBuf>;
    /// Lets a person choose a folder.
    async fn pick_folder(&self) -> Result<PathBuf>;
    /// Hands files to the system's own drag and drop, while a person holds the button.
    fn drag(&self, files: Vec<PathBuf>) -> Result<()>;
    /// Puts a picture on the clipboard.
    async fn copy_picture(&self, picture: Pixels) -> Result<()>;
    /// Puts text on the clipboard.
    async fn copy(&self, text: String) -> Result<()>;
    /// The text on the clipboard.
    async fn pasted(&self) -> Result<String>;
    /// The files on the clipboard, else the picture there.
    async fn pasted_pictures(&self) -> Result<Pasted>;
    /// Ends the app as quitting does, and starts it again.
    fn restart(&self);
}

/// What lies on the clipboard that may be a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Files that were copied in a file manager.
    Files(Vec<PathBuf>),
    /// A picture.
    Pixels(Pixels),
    /// A picture that cannot be read.
    Unreadable,
    /// Neither.
    Nothing,
}

/// The studio's surroundings.
pub struct TauriHost<R: Runtime> {
    /// The app.
    pub app: AppHandle<R>,
    /// Addresses for the page.
    pub media: MediaBase,
    /// Where everything lies.
    pub folders: Folders,
    /// The practice gateway, while it runs.
    pub practice: tokio::sync::Mutex<Option<Gateway>>,
}

#[async_trait]
impl<R: Runtime> Host for TauriHost<R> {
    fn emit(&self, event: Event) {
        if let Some(taskbar) = self.app.try_state::<Taskbar>() {
            taskbar.hear(&self.app, &event, SystemClock.now());
        }
        if let Err(fault) = StudioEvent::new(event, &self.folders, &self.media).emit(&self.app) {
            tracing::warn!(%fault, "the page was not told");
        }
    }

    async fn practice_start(&self) -> Result<Endpoint> {
        let mut running = self.practice.lock().await;
        if running.is_none() {
            let config =
                Config { state_dir: Some(self.folders.home.join("practice")), ..Config::default() };
            let started = Gateway::start(config).await.map_err(|fault| {
                Error::new(ErrorKind::PracticeUnavailable, "start the practice studio")
                    .because(fault)
            })?;
            *running = Some(started);
        }
        let unavailable =
            || Error::new(ErrorKind::PracticeUnavailable, "reach the practice studio");
        let gateway = running.as_ref().ok_or_else(unavailable)?;
        Ok(Endpoint { base: Base::parse(&gateway.origin())?, key: ApiKey::parse(gateway.key())? })
    }

    async fn practice_stop(&self) {
        let running = self.practice.lock().await.take();
        if let Some(gateway) = running {
            gateway.stop().await;
        }
    }
}

/// The desktop through Tauri's plugins and the system's clipboard.
pub struct TauriDesktop<R: Runtime> {
    app: AppHandle<R>,
    /// Kept for the whole run: on Linux the text is gone with its owner.
    clipboard: Arc<Mutex<Option<arboard::Clipboard>>>,
}

impl<R: Runtime> TauriDesktop<R> {
    /// The desktop of an app.
    pub fn new(app: AppHandle<R>) -> Self {
        Self { app, clipboard: Arc::default() }
    }

    async fn clipboard<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error> + Send + 'static,
    ) -> Result<T> {
        let shared = Arc::clone(&self.clipboard);
        let worked = tokio::task::spawn_blocking(move || {
            let mut shared = match shared.lock() {
                Ok(shared) => shared,
                Err(poisoned) => poisoned.into_inner(),
            };
            if shared.is_none() {
                *shared = Some(arboard::Clipboard::new()?);
            }
            shared.as_mut().map_or(Err(arboard::Error::ContentNotAvailable), work)
        });
        let worked = worked.await.map_err(|fault| Error::internal("use the clipboard", fault))?;
        worked.map_err(|fault| match fault {
            arboard::Error::ContentNotAvailable => {
                Error::new(ErrorKind::ClipboardEmpty, "read the clipboard")
            }
            fault => Error::internal("use the clipboard", fault),
        })
    }
}

#[async_trait]
impl<R: Runtime> Desktop for TauriDesktop<R> {
    fn reveal(&self, file: &Path) -> Result<()> {
        let shown = self.app.opener().reveal_item_in_dir(file);
        shown.map_err(|fault| Error::internal("show a file", fault))
    }

    fn open(&self, file: &Path) -> Result<()> {
        programs::open(&self.app, file)
    }

    fn browse(&self, address: &str) -> Result<()> {
        programs::browse(&self.app, address)
    }

    async fn pick_pictures(&self) -> Result<Vec<PathBuf>> {
        let (done, picked) = tokio::sync::oneshot::channel();
        self.app.dialog().file().pick_files(move |files| {
            let _ = done.send(files);
        });
        let files = picked.await.ok().flatten();
        let files = files.ok_or_else(|| Error::new(ErrorKind::Cancelled, "pick pictures"))?;
        Ok(files.into_iter().filter_map(|file| file.into_path().ok()).collect())
    }

    async fn pick_place(&self, file: &Path) -> Result<PathBuf> {
        let (done, picked) = tokio::sync::oneshot::channel();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let dialog = self.app.dialog().file().set_file_name(name);
        dialog.add_filter("MP4", &["mp4"]).save_file(move |place| {
            let _ = done.send(place);
        });
        chosen(picked.await.ok().flatten(), "say where a copy goes")
    }

    async fn pick_folder(&self) -> Result<PathBuf> {
        let (done, picked) = tokio::sync::oneshot::channel();
        self.app.dialog().file().pick_folder(move |folder| {
            let _ = done.send(folder);
        });
        chosen(picked.await.ok().flatten(), "choose a folder")
    }

    fn drag(&self, files: Vec<PathBuf>) -> Result<()> {
        drag_out::begin(&self.app, files)
    }

    async fn copy_picture(&self, picture: Pixels) -> Result<()> {
        let (width, height) = (picture.width as usize, picture.height as usize);
        self.clipboard(move |clipboard| {
            clipboard.set_image(arboard::ImageData { width, height, bytes: picture.rgba.into() })
        })
        .await
    }

    async fn copy(&self, text: String) -> Result<()> {
        self.clipboard(move |clipboard| clipboard.set_text(text)).await
    }

    async fn pasted(&self) -> Result<String> {
        self.clipboard(arboard::Clipboard::get_text).await
    }

    async fn pasted_pictures(&self) -> Result<Pasted> {
        self.clipboard(|clipboard| {
            // Some offer both: the file is the original, the picture what it was shown as.
            let files = clipboard.get().file_list().unwrap_or_default();
            if !files.is_empty() {
                return Ok(Pasted::Files(files));
            }
            let image = match clipboard.get_image() {
                Ok(image) => image,
                Err(arboard::Error::ConversionFailure) => return Ok(Pasted::Unreadable),
                // Text, or something that is no picture after all.
                Err(_) => return Ok(Pasted::Nothing),
            };
            let (width, height) = (image.width.try_into(), image.height.try_into());
            Ok(match (width, height) {
                (Ok(width), Ok(height)) => {
                    Pasted::Pixels(Pixels { width, height, rgba: image.bytes.into_owned() })
                }
                _ => Pasted::Nothing,
            })
        })
        .await
    }

    fn restart(&self) {
        let app = self.app.clone();
        for window in app.webview_windows().values() {
            let _ = window.hide();
        }
        tauri::async_runtime::spawn(async move {
            if let Some(studio) = app.try_state::<Studio>() {
                studio.inner().clone().shutdown().await;
            }
            // The next process wants the folder while this one is still ending.
            if let Some(lock) = app.try_state::<std::fs::File>() {
                let _ = lock.unlock();
            }
            app.request_restart();
        });
    }
}

fn chosen(path: Option<FilePath>, tried: &str) -> Result<PathBuf> {
    let path = path.and_then(|path| path.into_path().ok());
    path.ok_or_else(|| Error::new(ErrorKind::Cancelled, tried))
}
