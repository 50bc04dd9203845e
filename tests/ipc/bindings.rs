//! `ui/src/bindings.ts` is generated from the list of commands. `STILLWAKE_WRITE_BINDINGS=1`
//! writes it; without it this test fails when the file is not current.

use std::path::Path;

use specta_typescript::Typescript;

#[test]
fn the_generated_typescript_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/bindings.ts");
    let fresh = tempfile::Builder::new().suffix(".ts").tempfile().unwrap();
    let header = "// Generated from src-tauri/wire by tests/ipc; never edited.\n";
    stillwake_app::list::<tauri::Wry>()
        .export(Typescript::default().header(header), fresh.path())
        .expect("every wire type has a TypeScript form");
    let fresh = std::fs::read_to_string(fresh.path()).unwrap();
    if std::env::var_os("STILLWAKE_WRITE_BINDINGS").is_some() {
        std::fs::write(&file, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept == fresh, "run `npm run bindings` and commit ui/src/bindings.ts");
}
