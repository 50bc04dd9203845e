//! The few words that the shell itself says, when there is no page yet to say them. They stand in
//! the page's own language files.

use serde_json::Value;
use stillwake_core::error::{Error, ErrorKind};

const ENGLISH: &str = include_str!("../ui/src/i18n/en.json");
const CHINESE: &str = include_str!("../ui/src/i18n/zh-CN.json");

/// Why the app cannot start, in the system's language.
pub(crate) fn start_failed(fault: &Error) -> String {
    let name = match fault.kind {
        ErrorKind::AlreadyOpen => "alreadyOpen",
        ErrorKind::DatabaseNewer => "databaseNewer",
        ErrorKind::DatabaseUnreadable => "databaseUnreadable",
        ErrorKind::DiskFull => "diskFull",
        ErrorKind::FolderMissing | ErrorKind::FolderReadOnly => "folder",
        _ => "other",
    };
    words(&["start", name], is_chinese()).unwrap_or_else(|| fault.to_string())
}

fn words(path: &[&str], chinese: bool) -> Option<String> {
    let file: Value = serde_json::from_str(if chinese { CHINESE } else { ENGLISH }).ok()?;
    let found = path.iter().try_fold(&file, |value, name| value.get(name))?;
    found.as_str().map(str::to_owned)
}

fn is_chinese() -> bool {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .is_some_and(|value| value.starts_with("zh"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_in_both_languages() {
        let all =
            ["alreadyOpen", "databaseNewer", "databaseUnreadable", "diskFull", "folder", "other"];
        for name in all {
            for chinese in [false, true] {
                assert!(words(&["start", name], chinese).is_some(), "{name} {chinese}");
            }
        }
    }
}
