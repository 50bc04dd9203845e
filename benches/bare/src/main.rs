//! A window with nothing in it: the floor that every Tauri app stands on, and so the anchor that
//! Stillwake's start and memory are compared with. It does what any app must and no more.

use std::io::Write;

/// Says on standard output that the page has drawn its second frame, as Stillwake does.
#[tauri::command]
fn window_ready() {
    let mut out = std::io::stdout();
    // The benchmark reads this line; nobody else listens, and a closed pipe is no trouble.
    let _ = writeln!(out, "ready").and_then(|()| out.flush());
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![window_ready])
        .run(tauri::generate_context!())
}
