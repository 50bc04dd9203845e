//! A service may repeat the pictures of a request in its answer. Nothing of ours keeps them: they
//! are taken out before the answer is read, written down or shown. Pure text work.

/// A picture in a JSON text begins like this.
const START: &str = "data:image/";
/// So many characters of base64 in a row are a picture, also where they do not say so. Signatures
/// and tokens are shorter, or broken by other characters.
const LONGEST_OTHER: usize = 4_096;
/// What stands in its place.
const INSTEAD: &str = "(picture)";

/// The text without the bytes of pictures.
pub(super) fn without_pictures(text: String) -> String {
    if !text.contains(START) && text.len() < LONGEST_OTHER {
        return text;
    }
    let mut out = String::with_capacity(text.len().min(64 * 1024));
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let other = rest.find(is_base64).unwrap_or(rest.len());
        let (before, after) = rest.split_at(other);
        out.push_str(before);
        let end = run(after);
        let (run, after) = after.split_at(end);
        let declared = out.ends_with(";base64,") && begins_picture(&out);
        if end > LONGEST_OTHER || (declared && end > 0) {
            out.push_str(INSTEAD);
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_')
}

/// The length of the base64 that a text begins with. JSON may write `/` as `\/`.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1) == Some(&b'/') => at += 2,
            byte if is_base64(char::from(*byte)) => at += 1,
            _ => break,
        }
    }
    at
}

/// Whether what was written last is the head of a picture's `data:` address.
fn begins_picture(out: &str) -> bool {
    let from = (0..=out.len().saturating_sub(64)).rev().find(|at| out.is_char_boundary(*at));
    out[from.unwrap_or(0)..].contains(START)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_taken_out_and_everything_else_stays() {
        let clean = |text: &str| without_pictures(text.to_owned());
        let picture = "iVBORw0KGgo/abc+def==";
        assert_eq!(
            clean(&format!(
                r#"{{"id":"a","images":["data:image/png;base64,{picture}","https://x/y.png"]}}"#
            )),
            r#"{"id":"a","images":["data:image/png;base64,(picture)","https://x/y.png"]}"#
        );
        let escaped = picture.replace('/', "\\/");
        assert_eq!(
            clean(&format!(r#""data:image/jpeg;base64,{escaped}" end"#)),
            r#""data:image/jpeg;base64,(picture)" end"#
        );
        let bare = "A".repeat(LONGEST_OTHER + 1);
        assert_eq!(clean(&format!(r#"{{"image":"{bare}"}}"#)), r#"{"image":"(picture)"}"#);
        // A cut answer ends within the picture.
        assert_eq!(clean("x data:image/jpeg;base64,/9j/4A"), "x data:image/jpeg;base64,(picture)");
        let token = format!("https://x/y?token={}&sig=abc", "t".repeat(2_000));
        let plain = format!("{{\"url\":\"{token}\",\"text\":\"{}\"}}", "很长 的话。".repeat(900));
        assert_eq!(clean(&plain), plain);
        assert_eq!(clean(r#"{"message":"data:text/plain;base64,aGk="}"#).len(), 41);
    }
}
