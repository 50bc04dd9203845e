//! The program: hands over to the library, nothing else.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    stillwake_app::run();
}
