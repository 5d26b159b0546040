//! Which cases a reader of news has no need of, from `tests/data/cases-scope.toml`: never a case because it
//! fails, but a form of expression with the reason.

use crate::gold::{Case, is_day, is_name};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Rule {
    reason: String,
    /// Whole files.
    #[serde(default)]
    files: Vec<String>,
    /// Kinds of expression; any where there are none.
    #[serde(default)]
    kinds: Vec<String>,
    /// Words and marks in a row, digits as `9`, four of them as `9999`; none for all of the kinds.
    #[serde(default)]
    words: Vec<String>,
    /// The whole expression.
    #[serde(default)]
    exact: Vec<String>,
    /// With one of these the rule does not hold.
    #[serde(default)]
    without: Vec<String>,
    /// Look at the sentence and not at the expression.
    #[serde(default)]
    sentence: bool,
    /// Only sentences in which nothing is to be found.
    #[serde(default)]
    empty: bool,
}

/// All rules.
#[derive(Debug, Deserialize)]
pub struct Scope {
    preface: String,
    rule: Vec<Rule>,
}

impl Scope {
    pub fn read(root: &Path) -> Scope {
        let path = root.join("crates/claims/tests/data/cases-scope.toml");
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// The page that holds the table.
    pub fn page(&self, table: &str) -> String {
        format!("{}\n{table}", self.preface)
    }

    /// The reason for which a case is out of scope.
    pub fn excludes(&self, file: &str, case: &Case) -> Option<&str> {
        let fits = |rule: &&Rule| {
            if !rule.files.is_empty() {
                return rule.files.iter().any(|f| f == file) && rule.holds(&plain(&case.input));
            }
            if rule.empty && !case.found.is_empty() {
                return false;
            }
            if rule.sentence || rule.empty {
                return rule.holds(&plain(&case.input));
            }
            case.found.iter().any(|g| {
                (rule.kinds.is_empty() || rule.kinds.contains(&g.kind))
                    && rule.holds(&plain(g.span.of(&case.input)))
            })
        };
        self.rule.iter().find(fits).map(|r| r.reason.as_str())
    }
}

impl Rule {
    fn holds(&self, text: &str) -> bool {
        let has = |w: &String| {
            let wanted: Vec<&str> = w.split(' ').collect();
            let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
            let same =
                |a: &&str, b: &&str| a == b || *b == "$name" && is_name(a) || *b == "$day" && is_day(a);
            words.windows(wanted.len()).any(|part| part.iter().zip(&wanted).all(|(a, b)| same(a, b)))
        };
        let whole = self.exact.iter().any(|w| w == text.trim());
        let any = self.words.is_empty() && self.exact.is_empty() || whole || self.words.iter().any(has);
        any && !self.without.iter().any(has)
    }
}

/// Words in small letters, digits and marks, each with a blank on both sides.
fn plain(text: &str) -> String {
    let class = |c: char| {
        if c.is_alphabetic() {
            0
        } else if c.is_ascii_digit() {
            1
        } else {
            2
        }
    };
    let mut out = String::from(" ");
    let (mut rest, lower) = (0, text.to_lowercase());
    let chars: Vec<char> = lower.chars().collect();
    while rest < chars.len() {
        let kind = class(chars[rest]);
        let len = if kind == 2 { 1 } else { chars[rest..].iter().take_while(|c| class(**c) == kind).count() };
        let word: String = chars[rest..rest + len].iter().collect();
        match kind {
            1 if len == 4 => out += "9999 ",
            1 => out += "9 ",
            _ if word.trim().is_empty() => {}
            _ => out += &format!("{word} "),
        }
        rest += len;
    }
    out
}
