//! Things that are dragged over the window and dropped on it. The window's own event carries files
//! only; on Linux what a browser offers beside them is asked for here, before it is lost.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use stillwake_core::picture::{Dropped, glance};
use stillwake_core::studio::Studio;
use tauri::{AppHandle, DragDropEvent, Manager, Runtime, WebviewWindow};
use tauri_specta::Event as _;

use crate::drag_out::Leaving;
use crate::wire::{DragView, StudioEvent};

/// What the drag of this moment has offered so far. Outlives the drop, which is told later.
#[derive(Default)]
struct Drag(Mutex<Offer>);

#[derive(Default)]
struct Offer {
    dropped: Dropped,
    /// Counts drags, so that a look at one that is over is not told.
    number: u64,
    over: bool,
}

impl Drag {
    fn with<T>(&self, work: impl FnOnce(&mut Offer) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Listens to drags over a window.
pub(crate) fn listen<R: Runtime>(window: &WebviewWindow<R>) {
    window.app_handle().manage(Drag::default());
    window.app_handle().manage(Leaving::default());
    #[cfg(target_os = "linux")]
    gtk::listen(window);
}

/// What the window tells of a drag with files.
pub(crate) fn heard<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { paths, .. } => {
            // Where the toolkit was asked itself, it knows better what a path was.
            #[cfg(target_os = "linux")]
            let _ = paths;
            #[cfg(not(target_os = "linux"))]
            offered(app, |dropped| dropped.uris = addresses(paths));
            entered(app, false);
        }
        DragDropEvent::Drop { paths, .. } => dropped(app, paths),
        DragDropEvent::Leave => left(app),
        _ => {}
    }
}

#[cfg(not(target_os = "linux"))]
fn addresses(paths: &[PathBuf]) -> Vec<String> {
    let address = |path: &PathBuf| match path.to_str() {
        Some(text) if text.starts_with("http://") || text.starts_with("https://") => {
            Some(text.to_owned())
        }
        _ => tauri::Url::from_file_path(path).ok().map(String::from),
    };
    paths.iter().filter_map(address).collect()
}

fn offered<R: Runtime>(app: &AppHandle<R>, change: impl FnOnce(&mut Dropped)) {
    app.state::<Drag>().with(|offer| change(&mut offer.dropped));
}

/// Something is over the window: covers it at once, and says what is in it when that is known. A picture
/// that is promised comes at the drop.
fn entered<R: Runtime>(app: &AppHandle<R>, promised: bool) {
    // A clip that is on its way out is no picture that comes in.
    if app.state::<Leaving>().is_ours() {
        return;
    }
    let (number, things) = app.state::<Drag>().with(|offer| {
        offer.number += 1;
        offer.over = true;
        (offer.number, offer.dropped.things())
    });
    tell(app, true, None);
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let mut seen = glance(&things);
        if promised && things.is_empty() {
            seen.pictures = 1;
        }
        let is_this = app.state::<Drag>().with(|offer| offer.over && offer.number == number);
        if is_this {
            tell(&app, true, Some(seen.into()));
        }
    });
}

fn left<R: Runtime>(app: &AppHandle<R>) {
    let was = app.state::<Drag>().with(|offer| {
        offer.dropped = Dropped::default();
        std::mem::take(&mut offer.over)
    });
    if was {
        tell(app, false, None);
    }
}

/// `paths` are what the window's own event calls it, for where nothing better is known.
fn dropped<R: Runtime>(app: &AppHandle<R>, paths: &[PathBuf]) {
    let dropped = app.state::<Drag>().with(|offer| {
        offer.over = false;
        std::mem::take(&mut offer.dropped)
    });
    if app.state::<Leaving>().is_ours() {
        return;
    }
    if let Some(studio) = app.try_state::<Studio>() {
        let (studio, paths) = (studio.inner().clone(), paths.to_vec());
        tauri::async_runtime::spawn(async move {
            if dropped == Dropped::default() {
                studio.pictures_take(paths);
            } else {
                studio.pictures_dropped(&dropped);
            }
        });
    }
    tell(app, false, None);
}

fn tell<R: Runtime>(app: &AppHandle<R>, over: bool, what: Option<DragView>) {
    if let Err(fault) = (StudioEvent::Drag { over, what }).emit(app) {
        tracing::warn!(%fault, "the page was not told of a drag");
    }
}

/// The toolkit's own signals. The web view asks for texts, pieces of pages and addresses as soon as a
/// drag comes in; pictures are asked for here, when they are dropped.
#[cfg(target_os = "linux")]
mod gtk {
    use std::cell::Cell;
    use std::rc::Rc;

    use gtk::gdk::{Atom, DragAction, DragContext};
    use gtk::glib;
    use gtk::prelude::*;
    use gtk::{SelectionData, TargetFlags, Widget};
    use tauri::{AppHandle, Runtime, WebviewWindow};

    use super::{dropped, entered, left, offered};

    /// Pictures in the order in which they are wanted.
    const PICTURES: [&str; 6] =
        ["image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp"];
    /// The most bytes of a picture that another program hands over.
    const MOST: i32 = 128 << 20;
    /// The number that the web view's own list has for none of its own kinds.
    const OURS: u32 = 90;

    /// A drag without files, which the window's own event does not know.
    #[derive(Default)]
    struct Foreign {
        over: Cell<bool>,
        leaving: Cell<bool>,
        dropping: Cell<bool>,
    }

    pub(super) fn listen<R: Runtime>(window: &WebviewWindow<R>) {
        let app = tauri::Manager::app_handle(window).clone();
        let asked = window.with_webview(move |view| connect(view.inner().upcast(), &app));
        if let Err(fault) = asked {
            tracing::warn!(%fault, "drags from other programs are not heard");
        }
    }

    fn connect<R: Runtime>(view: Widget, app: &AppHandle<R>) {
        if let Some(targets) = view.drag_dest_get_target_list() {
            for kind in PICTURES {
                targets.add(&Atom::intern(kind), TargetFlags::empty().bits(), OURS);
            }
        }
        let foreign = Rc::new(Foreign::default());
        received(&view, app.clone(), Rc::clone(&foreign));
        moved(&view, app.clone(), Rc::clone(&foreign));
        released(&view, Rc::clone(&foreign));
        gone(&view, app.clone(), foreign);
    }

    fn received<R: Runtime>(view: &Widget, app: AppHandle<R>, foreign: Rc<Foreign>) {
        view.connect_drag_data_received(move |_, context, _, _, data, info, time| {
            match data.data_type().name().as_str() {
                "text/uri-list" => {
                    let uris = data.uris().iter().map(ToString::to_string).collect();
                    // The first that comes of a new drag.
                    offered(&app, |dropped| dropped.uris = uris);
                }
                "text/html" => {
                    let html = text_of(&data.data());
                    offered(&app, |dropped| dropped.html = html);
                    enter_or_drop(&app, context, &foreign, time);
                }
                kind if info == OURS && PICTURES.contains(&kind) => {
                    let image = picture_of(data);
                    offered(&app, |dropped| dropped.image = image);
                    enter_or_drop(&app, context, &foreign, time);
                }
                _ => {}
            }
        });
    }

    /// What was asked for at the drop is the last that comes.
    fn enter_or_drop<R: Runtime>(
        app: &AppHandle<R>,
        context: &DragContext,
        foreign: &Foreign,
        time: u32,
    ) {
        if foreign.dropping.take() {
            context.drop_finish(true, time);
            dropped(app, &[]);
        } else {
            enter_without_files(app, context, foreign);
        }
    }

    /// With addresses the window's own event comes by itself.
    fn enter_without_files<R: Runtime>(
        app: &AppHandle<R>,
        context: &DragContext,
        foreign: &Foreign,
    ) {
        if foreign.over.get() || offers(context, "text/uri-list") {
            return;
        }
        let promised = picture_kind(context).is_some();
        let mut something = promised;
        offered(app, |dropped| something |= !dropped.things().is_empty());
        if something {
            foreign.over.set(true);
            foreign.leaving.set(false);
            entered(app, promised);
        }
    }

    /// The web view does not ask for pictures, and would refuse them.
    fn moved<R: Runtime>(view: &Widget, app: AppHandle<R>, foreign: Rc<Foreign>) {
        view.connect_drag_motion(move |_, context, _, _, time| {
            if picture_kind(context).is_some() {
                enter_without_files(&app, context, &foreign);
            }
            if !foreign.over.get() {
                return false;
            }
            foreign.leaving.set(false);
            context.drag_status(DragAction::COPY, time);
            true
        });
    }

    fn offers(context: &DragContext, kind: &str) -> bool {
        context.list_targets().iter().any(|target| target.name() == kind)
    }

    fn released(view: &Widget, foreign: Rc<Foreign>) {
        view.connect_drag_drop(move |view, context, _, _, time| {
            if !foreign.over.take() {
                return false;
            }
            foreign.leaving.set(false);
            foreign.dropping.set(true);
            // Pieces of pages are there already; asking again brings the drop to its end all the same.
            let kind = picture_kind(context).unwrap_or_else(|| Atom::intern("text/html"));
            view.drag_get_data(context, &kind, time);
            true
        });
    }

    fn gone<R: Runtime>(view: &Widget, app: AppHandle<R>, foreign: Rc<Foreign>) {
        view.connect_drag_leave(move |_, _, _| {
            if !foreign.over.get() {
                return;
            }
            foreign.leaving.set(true);
            // A drop leaves first and comes then.
            let (app, foreign) = (app.clone(), Rc::clone(&foreign));
            glib::idle_add_local_once(move || {
                if foreign.leaving.take() {
                    foreign.over.set(false);
                    left(&app);
                }
            });
        });
    }

    fn picture_kind(context: &DragContext) -> Option<Atom> {
        let offered = context.list_targets();
        PICTURES
            .iter()
            .find_map(|kind| offered.iter().find(|target| target.name() == *kind).copied())
    }

    fn picture_of(data: &SelectionData) -> Vec<u8> {
        if data.length() > MOST { Vec::new() } else { data.data() }
    }

    /// Some browsers write pieces of pages in sixteen bits.
    fn text_of(bytes: &[u8]) -> String {
        let wide = bytes.starts_with(&[0xff, 0xfe])
            || bytes.iter().skip(1).step_by(2).take(8).all(|b| *b == 0);
        if wide && bytes.len() > 1 {
            let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
            let text: String =
                char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect();
            return text.trim_start_matches('\u{feff}').to_owned();
        }
        String::from_utf8_lossy(bytes).into_owned()
    }
}
