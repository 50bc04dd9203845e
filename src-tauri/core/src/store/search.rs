//! Finding clips by what is written about them, in any script and also in the middle of a word. An
//! index of short pieces (two signs of scripts without spaces, three letters of others) gives the
//! clips that may fit, newest first; whether one does is decided by its text. So the index may be
//! coarse, and nothing is found or missed by its mistakes.

use std::collections::BTreeSet;

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use rusqlite::Connection;

use crate::error::Result;

/// Row n tells of the clip with `seq` n. It holds no text of its own: that stands in clip and job.
pub(super) const V2: &str = "
    CREATE VIRTUAL TABLE clip_text USING fts5 (
        pieces, content = '', contentless_delete = 1, detail = none, prefix = '1 2',
        tokenize = 'ascii'
    );
";

/// The most pieces that one question looks up; the text decides the rest.
const MOST_PIECES: usize = 24;

/// How long a piece is, in signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Chinese, Japanese, Korean: words are not set apart, and two signs are a word.
    Wide,
    /// Everything else that has letters or digits.
    Letters,
    /// A sign that stands for itself, such as an emoji or a percent sign.
    Sign,
}

impl Script {
    /// The script of a folded character; None for what sets words apart.
    fn of(c: char) -> Option<Self> {
        match c {
            '\u{1100}'..='\u{11ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Some(Self::Wide),
            // Punctuation of all scripts, and marks that only say how an emoji is drawn.
            '_' | '-' | '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '`' | '/' | '\\' | '|' => {
                None
            }
            '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '¡' | '¿' | '«' | '»' | '·' => {
                None
            }
            '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' => None,
            '\u{fe00}'..='\u{fe0f}' => None,
            _ if c.is_whitespace() || c.is_control() => None,
            _ if c.is_alphanumeric() => Some(Self::Letters),
            // Vowels of India and of South-East Asia are marks upon a letter.
            '\u{0900}'..='\u{0eff}' => Some(Self::Letters),
            _ => Some(Self::Sign),
        }
    }

    fn piece(self) -> usize {
        match self {
            Self::Wide => 2,
            Self::Letters => 3,
            Self::Sign => 1,
        }
    }
}

/// One form for all ways to write the same: case, accents, full and half width.
pub(crate) fn fold(text: &str) -> String {
    let plain = ComposingNormalizer::new_nfkc().normalize(text).to_lowercase();
    let apart = DecomposingNormalizer::new_nfd().normalize(&plain).into_owned();
    let bare: String = apart
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect();
    ComposingNormalizer::new_nfc().normalize(&bare).into_owned()
}

/// The stretches of one script in a folded text, without what sets words apart.
fn stretches(folded: &str) -> Vec<(Script, Vec<char>)> {
    let mut all: Vec<(Script, Vec<char>)> = Vec::new();
    let mut goes_on = false;
    for c in folded.chars() {
        let Some(script) = Script::of(c) else {
            goes_on = false;
            continue;
        };
        match all.last_mut() {
            Some((last, signs)) if goes_on && *last == script && script != Script::Sign => {
                signs.push(c);
            }
            _ => all.push((script, vec![c])),
        }
        goes_on = true;
    }
    all
}

/// What the index holds of a text: every piece, and at the end of a stretch the shorter ones too, so
/// that each place in a text begins one.
fn pieces(text: &str) -> String {
    let mut all = BTreeSet::new();
    for (script, signs) in stretches(&fold(text)) {
        for from in 0..signs.len() {
            let to = signs.len().min(from + script.piece());
            all.insert(token(script, &signs[from..to]));
        }
    }
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// A piece as the index takes it, which would drop the signs of ASCII.
fn token(script: Script, piece: &[char]) -> String {
    match (script, piece) {
        (Script::Sign, [sign]) => format!("§{:x}", u32::from(*sign)),
        _ => piece.iter().collect(),
    }
}

/// What a person looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Stretches that a text must have in it, folded.
    parts: Vec<String>,
    /// For the index.
    question: String,
}

impl Wanted {
    /// None where nothing is looked for.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let stretches = stretches(&fold(typed));
        let mut asked: Vec<String> = Vec::new();
        for (script, signs) in &stretches {
            if signs.len() < script.piece() {
                // Each place begins a piece, so this finds it anywhere.
                asked.push(format!("\"{}\" *", token(*script, signs)));
            }
            for piece in signs.windows(script.piece()) {
                asked.push(format!("\"{}\"", token(*script, piece)));
            }
        }
        asked.sort_unstable();
        asked.dedup();
        // From all over the question: the beginning of a pasted prompt may be that of a thousand.
        let every = asked.len().div_ceil(MOST_PIECES).max(1);
        let asked: Vec<String> = asked.into_iter().step_by(every).collect();
        let mut parts: Vec<String> =
            stretches.into_iter().map(|(_, signs)| signs.into_iter().collect()).collect();
        parts.sort_unstable();
        parts.dedup();
        (!parts.is_empty()).then(|| Self { parts, question: asked.join(" AND ") })
    }

    /// For `clip_text MATCH`.
    pub(super) fn question(&self) -> &str {
        &self.question
    }

    /// Whether a text has it all, in any order.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let folded = fold(text);
        self.parts.iter().all(|part| folded.contains(part.as_str()))
    }
}

/// Writes down what is to be found of a clip, in place of what was there.
///
/// # Errors
/// What SQLite says.
pub(super) fn index(connection: &Connection, seq: i64, text: &str) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO clip_text (rowid, pieces) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute((seq, pieces(text)))?;
    Ok(())
}

/// Forgets a clip.
///
/// # Errors
/// What SQLite says.
pub(super) fn remove(connection: &Connection, seq: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM clip_text WHERE rowid = ?1")?.execute([seq])?;
    Ok(())
}

/// Forgets everything.
///
/// # Errors
/// What SQLite says.
pub(super) fn clear(connection: &Connection) -> Result<()> {
    connection.execute("INSERT INTO clip_text (clip_text) VALUES ('delete-all')", [])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(typed: &str, text: &str) -> bool {
        Wanted::read(typed).is_none_or(|wanted| wanted.is_in(text))
    }

    #[test]
    fn one_form_for_all_ways_to_write_the_same() {
        for (typed, text) in [
            ("HERON", "A heron lifts off"),
            ("eron", "A heron lifts off"),
            ("off heron", "A heron lifts off"),
            ("cafe", "Café am Ufer"),
            ("CAFÉ", "cafe am Ufer"),
            ("ｖｅｏ３", "veo3"),
            ("ﾃｽﾄ", "テスト"),
            ("日落", "海边的日落，慢慢推近"),
            ("落", "海边的日落"),
            ("东京 night", "Night in 东京"),
            ("night东京", "Night in 东京"),
            ("서울", "밤의 서울 거리"),
            ("ΣΟΦΟΣ", "σοφός"),
            ("golden retriever", "2026-11-23 golden-retriever-on-a-beach veo3.mp4"),
            ("golden-ret", "a golden ret riever"),
            ("🐱", "a 🐱 sleeps"),
            ("हिन्दी", "एक हिन्दी वाक्य"),
        ] {
            assert!(found(typed, text), "{typed} in {text}");
        }
        for (typed, text) in
            [("落日", "海边的日落"), ("heronx", "A heron"), ("🐱", "a cat sleeps"), ("か", "が")]
        {
            assert!(!found(typed, text), "{typed} in {text}");
        }
        assert!(found("100%", "at 100 %") && !found("%", "100"));
        for nothing in ["", "  ", " -!,。、 ", "\u{200d}"] {
            assert_eq!(Wanted::read(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_question_is_data_and_never_a_command_of_the_index() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(V2).unwrap();
        index(&connection, 1, "A heron \"lifts\" off NEAR * AND ( pieces").unwrap();
        for typed in ["\"", "a\"b", "NEAR(", "* OR *", "pieces:x", "-", "^a", "AND", "{a b}:c"] {
            let Some(wanted) = Wanted::read(typed) else { continue };
            let sql = "SELECT count(*) FROM clip_text WHERE clip_text MATCH ?1";
            let count: Result<u32, _> =
                connection.query_row(sql, [wanted.question()], |row| row.get(0));
            assert!(count.is_ok(), "{typed}: {count:?}");
        }
    }

    proptest! {
        /// Whatever is cut out of a text is found in it, by the index as well as by the text.
        #[test]
        fn every_part_of_a_text_is_found(
            text in "[a-zA-Zéß0-9 日落海边的テスト서울🐱.,-]{1,40}",
            from in 0_usize..40,
            length in 1_usize..12,
        ) {
            let signs: Vec<char> = text.chars().collect();
            let part: String = signs.iter().skip(from).take(length).collect();
            if let Some(wanted) = Wanted::read(&part) {
                prop_assert!(wanted.is_in(&text), "{part:?} in {text:?}");
                let connection = Connection::open_in_memory().unwrap();
                connection.execute_batch(V2).unwrap();
                index(&connection, 7, &text).unwrap();
                let sql = "SELECT rowid FROM clip_text WHERE clip_text MATCH ?1";
                let row: i64 =
                    connection.query_row(sql, [wanted.question()], |row| row.get(0)).unwrap();
                prop_assert_eq!(row, 7);
            }
        }
    }
}
