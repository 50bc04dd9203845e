//! Tells tauri-build which window this is, and cargo that the page is part of the program.

fn main() {
    println!("cargo:rerun-if-changed=ui");
    tauri_build::build();
}
