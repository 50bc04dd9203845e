//! Files that leave the window under the pointer, into a file manager or an editor. On Linux this is
//! done with the toolkit itself: the usual crate lets go of its handler when the button is released, before
//! the target has asked for the files, and does not write paths as addresses.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use stillwake_core::error::{Error, Result};
use tauri::{AppHandle, Manager, Runtime};

/// Whether what is dragged over the window comes from the window itself.
#[derive(Default)]
pub(crate) struct Leaving(AtomicBool);

impl Leaving {
    pub(crate) fn is_ours(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    fn set(&self, ours: bool) {
        self.0.store(ours, Ordering::SeqCst);
    }
}

/// Begins to drag files; the button that a person holds is let go over the target.
///
/// # Errors
/// [`stillwake_core::error::ErrorKind::Internal`] where there is no window.
pub(crate) fn begin<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) -> Result<()> {
    let gone = || Error::internal("drag files", "there is no window");
    let window = app.webview_windows().into_values().next().ok_or_else(gone)?;
    let inside = window.clone();
    window
        .run_on_main_thread(move || system::begin(&inside, files))
        .map_err(|fault| Error::internal("drag files", fault))
}

#[cfg(target_os = "linux")]
mod system {
    use std::cell::RefCell;
    use std::path::{Path, PathBuf};
    use std::rc::Rc;

    use gtk::gdk::{DragAction, DragContext};
    use gtk::glib::{self, SignalHandlerId};
    use gtk::prelude::*;
    use gtk::{ApplicationWindow, TargetList};
    use tauri::{Manager, Runtime, WebviewWindow};

    use super::Leaving;

    /// The button that people drag with.
    const FIRST: i32 = 1;

    pub(super) fn begin<R: Runtime>(window: &WebviewWindow<R>, files: Vec<PathBuf>) {
        let Ok(source) = window.gtk_window() else { return };
        let addresses: Vec<String> = files.iter().filter_map(|file| address(file)).collect();
        let targets = TargetList::new(&[]);
        targets.add_uri_targets(0);
        let held = window.app_handle().clone();
        held.state::<Leaving>().set(true);
        let answer = source.connect_drag_data_get(move |_, _, data, _, _| {
            let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
            data.set_uris(&addresses);
        });
        let answer = Rc::new(RefCell::new(Some(answer)));
        let drag = source.drag_begin_with_coordinates(
            &targets,
            DragAction::COPY,
            FIRST,
            gtk::current_event().as_ref(),
            -1,
            -1,
        );
        let Some(drag) = drag else {
            end(&source, &answer);
            held.state::<Leaving>().set(false);
            return;
        };
        let ended = move |source: &ApplicationWindow, answer: &Answer| {
            end(source, answer);
            held.state::<Leaving>().set(false);
        };
        // Only now has the target what it asked for.
        finished(&drag, &source, &answer, ended.clone());
        let (source, answer) = (source.clone(), Rc::clone(&answer));
        drag.connect_cancel(move |_, _| ended(&source, &answer));
    }

    type Answer = Rc<RefCell<Option<SignalHandlerId>>>;

    fn finished(
        drag: &DragContext,
        source: &ApplicationWindow,
        answer: &Answer,
        ended: impl Fn(&ApplicationWindow, &Answer) + 'static,
    ) {
        let (source, answer) = (source.clone(), Rc::clone(answer));
        drag.connect_dnd_finished(move |_| ended(&source, &answer));
    }

    fn end(source: &ApplicationWindow, answer: &Answer) {
        if let Some(answer) = answer.borrow_mut().take() {
            source.disconnect(answer);
        }
    }

    fn address(file: &Path) -> Option<String> {
        glib::filename_to_uri(file, None).ok().map(|address| address.to_string())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::PathBuf;

    use tauri::{Manager, Runtime, WebviewWindow};

    use super::Leaving;

    pub(super) fn begin<R: Runtime>(window: &WebviewWindow<R>, files: Vec<PathBuf>) {
        let held = window.app_handle().clone();
        held.state::<Leaving>().set(true);
        let under = drag::Image::Raw(include_bytes!("../icons/32x32.png").to_vec());
        let ended = held.clone();
        let begun = drag::start_drag(
            window,
            drag::DragItem::Files(files),
            under,
            move |_, _| ended.state::<Leaving>().set(false),
            drag::Options::default(),
        );
        if let Err(fault) = begun {
            held.state::<Leaving>().set(false);
            tracing::warn!(%fault, "files were not dragged");
        }
    }
}
