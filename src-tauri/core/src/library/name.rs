//! How a clip is named: by its day, its prompt and its model, in letters that every system takes.
//! Pure; nothing is read or written.

use crate::host::Millis;

/// The longest name without its number and ending, in bytes. Systems allow 255.
const LONGEST: usize = 120;
/// Words of the prompt in a name.
const WORDS: usize = 8;
/// A clip's name: `2026-11-23 golden-retriever-on-a-beach veo3.mp4`, by the local day.
pub fn clip_name(prompt: &str, model: &str, at: Millis) -> String {
    let day = jiff::Timestamp::from_millisecond(at)
        .unwrap_or_default()
        .to_zoned(jiff::tz::TimeZone::system())
        .date();
    // Only the last part of a name such as `wan-ai/wan2.1-t2v-14b` tells it apart.
    let model = slug(model.rsplit('/').next().unwrap_or_default(), usize::MAX, 40);
    let words = slug(prompt, WORDS, LONGEST - model.len().min(40) - 12);
    let parts = [day.to_string(), words, model];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
    format!("{}.mp4", parts.join(" "))
}

/// Letters and digits of any script in lower case, everything else as single hyphens. What systems
/// forbid in names or what turns text around never passes.
fn slug(text: &str, words: usize, longest: usize) -> String {
    let mut out = String::new();
    let pieces = text.split(|c: char| !(c.is_alphanumeric() || c == '.'));
    let pieces = pieces.map(|piece| piece.trim_matches('.')).filter(|piece| !piece.is_empty());
    for piece in pieces.take(words) {
        let gap = usize::from(!out.is_empty());
        let room = longest.saturating_sub(out.len() + gap);
        let lower = piece.to_lowercase();
        let cut = (0..=room.min(lower.len())).rev().find(|at| lower.is_char_boundary(*at));
        let fits = &lower[..cut.unwrap_or(0)];
        // Half an English word says less than none; Chinese has no spaces, so it may be cut.
        let whole = fits.len() == lower.len() || !lower.is_ascii() || out.is_empty();
        if fits.is_empty() || !whole {
            break;
        }
        if gap == 1 {
            out.push('-');
        }
        out.push_str(fits.trim_end_matches('.'));
        if fits.len() < lower.len() {
            break;
        }
    }
    out
}

/// The most bytes of a name: systems allow 255, and a number and an ending come after it.
pub(crate) const NAME_BYTES: usize = 230;

/// What a person typed as a file's name that every system takes, with the ending of a clip; None where
/// nothing is left of it, or where it is longer than `longest` characters. What systems forbid becomes
/// `-`, and what turns text around goes.
pub fn file_name(typed: &str, longest: usize) -> Option<String> {
    let typed = typed.trim();
    let stem = match typed.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("mp4") => stem,
        _ => typed,
    };
    let plain: String = stem
        .chars()
        .filter(|c| !turns_text(*c))
        .map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c })
        .collect();
    let plain = plain.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let said = plain.chars().any(|c| c != '-' && c != '.' && !c.is_whitespace());
    if !said || plain.chars().count() > longest || plain.len() > NAME_BYTES {
        return None;
    }
    // Windows keeps these for devices, with any ending.
    let first = plain.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let device = matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (first.len() == 4
            && (first.starts_with("COM") || first.starts_with("LPT"))
            && first.ends_with(|c: char| c.is_ascii_digit()));
    let before = if device { "_" } else { "" };
    Some(format!("{before}{plain}.mp4"))
}

/// Marks that change the direction of text, or that nobody sees.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(prompt: &str, model: &str) -> String {
        let name = clip_name(prompt, model, 1_795_392_000_000);
        name.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap()
    }

    #[test]
    fn names_tell_day_prompt_and_model() {
        assert_eq!(
            words("Golden retriever, on a beach!", "veo3"),
            "golden-retriever-on-a-beach veo3.mp4"
        );
        assert_eq!(words("海边的日落", "wan-ai/wan2.1-t2v-14b"), "海边的日落 wan2.1-t2v-14b.mp4");
    }

    #[test]
    fn hostile_names_stay_inside() {
        let hostile = [
            "../../etc/passwd",
            "a/b\\c",
            "CON",
            "nul.txt",
            "a\0b",
            "\u{202e}gpj.exe",
            "...",
            " ",
            "a:b|c?d*e<f>\"g",
            "~/.bashrc",
            "$(rm -rf ~)",
            "a\nb",
        ];
        for prompt in hostile {
            let name = clip_name(prompt, "../x\\y:z", 0);
            assert!(
                !name.contains(['/', '\\', ':', '\0', '\n', '*', '?', '"', '<', '>', '|', '~']),
                "{name:?}"
            );
            assert!(!name.contains("..") && !name.contains('\u{202e}'), "{name:?}");
            assert!(!name.starts_with(['.', ' ']), "{name:?}");
        }
        assert!(clip_name(&"长".repeat(5_000), &"m".repeat(400), 0).len() < 200);
    }
}
