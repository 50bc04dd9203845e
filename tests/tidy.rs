//! The invariants of ARCHITECTURE.md that a machine can check by reading the tree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} has files");
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// A Rust file without its tests and comments.
fn code(path: &Path) -> String {
    let text = text(path);
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_core_knows_neither_tauri_nor_specta() {
    let manifest = text(&root().join("src-tauri/core/Cargo.toml"));
    for file in files("src-tauri/core/src", &["rs"]) {
        for foreign in ["tauri", "specta"] {
            assert!(
                !code(&file).contains(&format!("{foreign}::")),
                "{} uses {foreign}",
                name(&file)
            );
            assert!(!manifest.contains(foreign));
        }
    }
}

#[test]
fn rust_modules_import_only_downwards() {
    let forbidden = [
        ("src-tauri/core/src/gateway", &["crate::store", "crate::studio", "crate::job"][..]),
        ("src-tauri/core/src/store", &["crate::studio", "gateway::Gateway", "crate::library"]),
        ("src-tauri/core/src/catalogue", &["crate::store", "crate::gateway", "tokio", "std::fs"]),
        (
            "src-tauri/commands",
            &["crate::media", "stillwake_core::store", "stillwake_core::gateway"],
        ),
        ("src-tauri/wire", &["crate::commands", "crate::host", "crate::media"]),
    ];
    for (folder, words) in forbidden {
        for file in files(folder, &["rs"]) {
            // Upload and client live on the host's clock type; that is a plain number.
            for word in words {
                assert!(!code(&file).contains(word), "{} imports {word}", name(&file));
            }
        }
    }
    let core = root().join("src-tauri/core/src");
    let mut pure: Vec<PathBuf> = [
        "job/state.rs",
        "job/schedule.rs",
        "gateway/line.rs",
        "gateway/prices/read.rs",
        "gateway/proxy.rs",
        "gateway/redact.rs",
        "money.rs",
    ]
    .map(|file| core.join(file))
    .into();
    for folder in ["gateway/wire", "gateway/fault", "job/schedule"] {
        pure.extend(files(&format!("src-tauri/core/src/{folder}"), &["rs"]));
    }
    for file in pure {
        let code = code(&file);
        for word in ["tokio", "std::fs", "std::net", "reqwest", "rusqlite", "SystemTime", "Instant"]
        {
            assert!(!code.contains(word), "{} is pure but uses {word}", name(&file));
        }
    }
}

#[test]
fn keys_are_neither_serialised_nor_shown() {
    let secret = code(&root().join("src-tauri/core/src/secret.rs"));
    assert!(!secret.contains("Serialize") && !secret.contains("Display for ApiKey"));
    let declared = secret.find("pub struct ApiKey").unwrap();
    let derives = secret[..declared].rfind("#[derive(").unwrap();
    assert!(!secret[derives..declared].contains("Debug"));
    for file in files("src-tauri/wire", &["rs"]) {
        assert!(!code(&file).contains("ApiKey"), "{} carries a key", name(&file));
    }
    for file in files("src-tauri/commands", &["rs"]) {
        assert!(!code(&file).contains("key_get") && !code(&file).contains("expose()"));
    }
    for file in files("src-tauri", &["rs"]) {
        let uses = code(&file).matches(".expose()").count();
        // The request headers, the keyring, the fingerprint-free comparison in a kept answer.
        let may = [
            "core/src/gateway/answer.rs",
            "core/src/gateway/clients.rs",
            "core/src/gateway/fetch.rs",
            "core/src/gateway/mod.rs",
            "core/src/gateway/upload.rs",
            "core/src/secret.rs",
            "core/src/secret/password.rs",
            "core/src/job/mod.rs",
        ];
        assert!(uses == 0 || may.iter().any(|end| name(&file).ends_with(end)), "{}", name(&file));
    }
}

#[test]
fn no_panics_outside_tests() {
    for file in files("src-tauri", &["rs"]) {
        let code = code(&file);
        for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("] {
            assert!(!code.contains(word), "{} has {word}", name(&file));
        }
    }
}

#[test]
fn no_text_errors_and_no_mutable_statics() {
    for file in files("src-tauri", &["rs"]) {
        let code = code(&file);
        assert!(!code.contains("static mut"), "{}", name(&file));
    }
    // At the boundary an error is a code; inside one file a text may be handed on.
    let boundary = ["src-tauri/core", "src-tauri/commands", "src-tauri/wire"];
    for file in boundary.into_iter().flat_map(|folder| files(folder, &["rs"])) {
        let code = code(&file);
        let text_error = code.split("Result<").skip(1).any(|rest| {
            rest.split('>').next().is_some_and(|inner| inner.trim_end().ends_with(", String"))
        });
        assert!(!text_error, "{} fails with text", name(&file));
    }
    for file in files("src-tauri/core/src", &["rs"]) {
        let state = code(&file).lines().any(|line| line.trim_start().starts_with("static "));
        assert!(!state, "{} holds static state", name(&file));
    }
}

#[test]
fn every_rust_file_says_what_it_owns() {
    for folder in ["src-tauri", "tests", "benches"] {
        for file in files(folder, &["rs"]) {
            assert!(text(&file).starts_with("//!"), "{} has no header", name(&file));
        }
    }
}

#[test]
fn the_window_may_do_exactly_this() {
    let golden = r#"["core:event:allow-listen","core:event:allow-unlisten"]"#;
    let files = files("src-tauri/capabilities", &["json", "toml"]);
    assert_eq!(files.len(), 1, "one capability file");
    let json: serde_json::Value = serde_json::from_str(&text(&files[0])).unwrap();
    assert_eq!(json["permissions"].to_string(), golden);
    assert_eq!(json["windows"].to_string(), r#"["main"]"#);
    assert!(json.get("remote").is_none(), "no remote page has any permission");
}

#[test]
fn the_content_policy_is_closed() {
    let config: serde_json::Value =
        serde_json::from_str(&text(&root().join("tauri.conf.json"))).unwrap();
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    assert!(policy.starts_with("default-src 'self'; script-src 'self'; style-src 'self';"));
    for open in ["unsafe", "data:", "*:*", "https:", " *", "asset:"] {
        assert!(!policy.contains(open), "the policy has {open}");
    }
    for shut in ["object-src 'none'", "base-uri 'none'", "frame-src 'none'", "form-action 'none'"] {
        assert!(policy.contains(shut), "the policy lacks {shut}");
    }
    assert_eq!(config["app"]["withGlobalTauri"], false);
}

#[test]
fn test_names_do_not_depend_on_the_build() {
    for file in files("src-tauri", &["rs"]) {
        if name(&file).ends_with("media.rs") || name(&file).ends_with("main.rs") {
            continue;
        }
        assert!(!code(&file).contains("debug_assertions"), "{} behaves by build", name(&file));
    }
    for file in files("ui/src", &["ts", "tsx"]) {
        let text = text(&file);
        let hidden =
            text.lines().any(|l| l.contains("data-testid") && l.contains("import.meta.env"));
        assert!(!hidden, "{} hides a test name", name(&file));
    }
}

#[test]
fn only_the_platform_imports_tauri() {
    for file in files("ui/src", &["ts", "tsx"]) {
        let may = ["platform/tauri.ts", "ui/src/bindings.ts"];
        let imports = text(&file).contains("@tauri-apps/");
        assert!(!imports || may.iter().any(|end| name(&file).ends_with(end)), "{}", name(&file));
    }
}

#[test]
fn both_languages_hold_the_same_keys() {
    fn keys(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    keys(value, &format!("{path}.{name}"), found);
                }
            }
            value => {
                assert!(
                    value.as_str().is_some_and(|text| !text.trim().is_empty()),
                    "{path} is empty"
                );
                // Chinese has one plural form where English has two.
                let path =
                    path.strip_suffix("_one").or(path.strip_suffix("_other")).unwrap_or(path);
                found.push(path.to_owned());
            }
        }
    }
    let read = |name: &str| {
        let file = text(&root().join("ui/src/i18n").join(name));
        let mut found = Vec::new();
        keys(&serde_json::from_str(&file).unwrap(), "", &mut found);
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(read("en.json"), read("zh-CN.json"));
}

#[test]
fn the_tree_is_the_one_that_was_promised() {
    for name in
        ["Cargo.toml", "src-tauri", "ui", "icons", "tauri.conf.json", "package.json", "tests"]
    {
        assert!(root().join(name).exists(), "{name}");
    }
}
