//! Other programs of the computer: its player for a file, its browser for an address. On Linux this is
//! asked of the toolkit itself, which says when there is none, and starts a program without what only our
//! web view is to be told; the usual crate can tell neither.

use std::path::Path;

use stillwake_core::error::{ErrorKind, Result};
use tauri::{AppHandle, Runtime};

/// Opens a file with the system's program for it.
///
/// # Errors
/// [`ErrorKind::NoProgram`], or [`ErrorKind::Internal`] where it does not start.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, file: &Path) -> Result<()> {
    system::open(app, file)
}

/// Opens an address in the browser.
///
/// # Errors
/// [`ErrorKind::NoBrowser`], or [`ErrorKind::Internal`] where it does not start.
pub(crate) fn browse<R: Runtime>(app: &AppHandle<R>, address: &str) -> Result<()> {
    let opened = system::browse(app, address);
    opened.map_err(|fault| match fault.kind {
        ErrorKind::NoBrowser => fault.with("address", address),
        _ => fault,
    })
}

#[cfg(target_os = "linux")]
mod system {
    use std::path::Path;

    use gtk::gio::prelude::{AppLaunchContextExt, FileExt};
    use gtk::gio::{AppInfo, AppLaunchContext, File, IOErrorEnum};
    use stillwake_core::error::{Error, ErrorKind, Result};
    use tauri::{AppHandle, Runtime};

    use crate::environment;

    pub(super) fn open<R: Runtime>(_app: &AppHandle<R>, file: &Path) -> Result<()> {
        launch(&File::for_path(file).uri(), ErrorKind::NoProgram, "open a file")
    }

    pub(super) fn browse<R: Runtime>(_app: &AppHandle<R>, address: &str) -> Result<()> {
        launch(address, ErrorKind::NoBrowser, "open the browser")
    }

    fn launch(uri: &str, none: ErrorKind, tried: &'static str) -> Result<()> {
        let context = AppLaunchContext::new();
        for name in environment::for_the_web_view() {
            context.unsetenv(name);
        }
        AppInfo::launch_default_for_uri(uri, Some(&context)).map_err(|fault| {
            let missing = [IOErrorEnum::NotSupported, IOErrorEnum::NotFound];
            match missing.iter().any(|kind| fault.matches(*kind)) {
                true => Error::new(none, tried),
                false => Error::internal(tried, fault),
            }
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_no_program_opens_is_told_as_such() {
            let fault = launch("nobody-knows-this:x", ErrorKind::NoBrowser, "open it").unwrap_err();
            assert_eq!(fault.kind, ErrorKind::NoBrowser);
            let gone = Path::new("/nowhere/at/all.mp4");
            let fault = launch(&File::for_path(gone).uri(), ErrorKind::NoProgram, "open it");
            assert_eq!(fault.unwrap_err().kind, ErrorKind::NoProgram);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::Path;

    use stillwake_core::error::{Error, Result};
    use tauri::{AppHandle, Runtime};
    use tauri_plugin_opener::OpenerExt;

    pub(super) fn open<R: Runtime>(app: &AppHandle<R>, file: &Path) -> Result<()> {
        let opened = app.opener().open_path(file.to_string_lossy(), None::<&str>);
        opened.map_err(|fault| Error::internal("open a file", fault))
    }

    pub(super) fn browse<R: Runtime>(app: &AppHandle<R>, address: &str) -> Result<()> {
        let opened = app.opener().open_url(address, None::<&str>);
        opened.map_err(|fault| Error::internal("open the browser", fault))
    }
}
