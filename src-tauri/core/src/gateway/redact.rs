//! Secrets out of answers: a service or a proxy may repeat what it was sent. What is read, shown
//! and stored has gone through here. Pure.

use url::form_urlencoded::byte_serialize;

/// What stands in the place of a secret.
const REMOVED: &str = "(removed)";

/// Shorter secrets can be parts of ordinary words; they are replaced where they stand alone, or an
/// answer could no longer be read.
const TELLING: usize = 8;

/// A text without the secrets, also where they are escaped for JSON or for an address.
pub fn redact(mut text: String, secrets: &[&str]) -> String {
    let mut forms: Vec<String> = secrets.iter().flat_map(|secret| forms(secret)).collect();
    // A secret may contain another one: the longer goes first.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    for form in forms {
        if text.contains(&form) {
            text = without(&text, &form);
        }
    }
    text
}

/// How a secret may be written; empty where there is none.
fn forms(secret: &str) -> Vec<String> {
    if secret.is_empty() {
        return Vec::new();
    }
    let json = serde_json::Value::from(secret).to_string();
    let mut forms = vec![
        secret.to_owned(),
        json[1..json.len() - 1].to_owned(),
        byte_serialize(secret.as_bytes()).collect(),
    ];
    forms.dedup();
    forms
}

fn without(text: &str, form: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for (at, found) in text.match_indices(form) {
        let after = at + found.len();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside_a_word =
            joined(text[..at].chars().next_back()) || joined(text[after..].chars().next());
        if form.len() < TELLING && inside_a_word {
            continue;
        }
        kept.push_str(&text[end..at]);
        kept.push_str(REMOVED);
        end = after;
    }
    kept.push_str(&text[end..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str, secrets: &[&str]) -> String {
        redact(text.to_owned(), secrets)
    }

    #[test]
    fn a_secret_is_replaced_in_every_spelling() {
        let password = "p\"ss/wörd 1";
        let answer = r#"{"a":"p\"ss/wörd 1","b":"p%22ss%2Fw%C3%B6rd+1","c":"sk-1234567890"}"#;
        assert_eq!(
            clean(answer, &[password, "sk-1234567890"]),
            r#"{"a":"(removed)","b":"(removed)","c":"(removed)"}"#
        );
    }

    #[test]
    fn a_short_secret_is_replaced_only_where_it_stands_alone() {
        assert_eq!(clean("cat concatenate (cat)", &["cat"]), "(removed) concatenate ((removed))");
        assert_eq!(
            clean("Bearer a-long-secret-here!", &["a-long-secret"]),
            "Bearer (removed)-here!"
        );
    }

    #[test]
    fn the_longer_of_two_goes_first_and_nothing_else_changes() {
        assert_eq!(
            clean("abcdefgh-more abcdefgh", &["abcdefgh", "abcdefgh-more"]),
            "(removed) (removed)"
        );
        assert_eq!(clean("all is well", &["", "sk-1234567890"]), "all is well");
    }
}
