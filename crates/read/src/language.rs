//! Which language? By the share of function words, so that nothing is said on too little text.

use crate::lexicon::LANGUAGES;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use types::{Passage, Role};
use whichlang::Lang;

/// A language and what to say of it.
pub(crate) struct Language {
    /// ISO 639-1.
    pub code: Option<String>,
    pub note: Option<String>,
}

/// Words looked at; a mixed document is judged by its beginning.
const MOST: usize = 5_000;
/// Fewer words than this decide nothing.
const LEAST: usize = 8;
/// Least share of function words. Running text has .30 to .50, headlines .10 to .20.
const SHARE: f64 = 0.15;
/// By how much the first must be ahead of the second.
const AHEAD: f64 = 1.25;

/// The language of the text outside furniture. `said` is what a page says of itself (`lang`), which
/// decides when the words do not.
pub(crate) fn detect(text: &str, passages: &[Passage], said: Option<&str>) -> Language {
    let spans = passages.iter().filter(|p| p.role != Role::Furniture).map(|p| p.span.of(text));
    let words: Vec<String> = spans
        .flat_map(|s| s.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')))
        .filter(|w| w.chars().any(char::is_alphabetic))
        .take(MOST)
        .map(|w| w.to_lowercase().replace('’', "'"))
        .collect();
    let code = by_script(&words).or_else(|| by_words(&words)).map(str::to_owned).or_else(|| primary(said));
    let note = code.as_deref().filter(|c| *c != "en").map(|code| {
        let name = LANGUAGES.names.get(code).map_or(code, String::as_str);
        format!("written in {name}; only English is read for claims")
    });
    Language { code, note }
}

/// "en" of "en-GB".
fn primary(tag: Option<&str>) -> Option<String> {
    let first = tag?.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase())).then_some(first)
}

/// Scripts that tell the language, or nearly.
fn by_script(words: &[String]) -> Option<&'static str> {
    let letters: String = words.iter().take(500).map(String::as_str).collect();
    let count = |range: fn(char) -> bool| letters.chars().filter(|c| range(*c)).count();
    let total = letters.chars().filter(|c| c.is_alphabetic()).count();
    let most = |n: usize| total >= 10 && n * 2 > total;
    let kana = count(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
    let han = count(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if most(kana + han) {
        return Some(if kana * 10 > han { "ja" } else { "zh" });
    }
    if most(count(|c| ('\u{ac00}'..='\u{d7af}').contains(&c))) {
        return Some("ko");
    }
    if most(count(|c| ('\u{0590}'..='\u{05ff}').contains(&c))) {
        return Some("he");
    }
    if most(count(|c| ('\u{0900}'..='\u{097f}').contains(&c))) {
        return Some("hi");
    }
    if most(count(|c| ('\u{0600}'..='\u{06ff}').contains(&c))) {
        let persian = count(|c| "پچژگکی".contains(c));
        return Some(if persian * 30 > total { "fa" } else { "ar" });
    }
    None
}

static FUNCTION_WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut of: HashMap<&str, Vec<&str>> = HashMap::new();
    for (code, words) in &LANGUAGES.words {
        for word in words.iter().collect::<HashSet<_>>() {
            of.entry(word).or_default().push(code);
        }
    }
    of
});

fn by_words(words: &[String]) -> Option<&'static str> {
    if words.len() < LEAST {
        return None;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for code in words.iter().filter_map(|w| FUNCTION_WORDS.get(w.as_str())).flatten() {
        *counts.entry(code).or_default() += 1;
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().map(|(code, n)| (n, code)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let (first, code) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |r| r.0);
    if (first as f64) < SHARE * words.len() as f64 {
        return None;
    }
    if first as f64 >= AHEAD * second as f64 {
        return Some(code);
    }
    // Near relatives (Danish and Norwegian) share their words: the letters may decide.
    let by_letters = letters(&words.join(" "))?;
    ranked.iter().take(2).find(|(_, code)| *code == by_letters).map(|(_, code)| *code)
}

/// What whichlang says, for the languages that the lexicon has words of.
fn letters(text: &str) -> Option<&'static str> {
    Some(match whichlang::detect_language(text) {
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::detect;
    use types::{Passage, Role, Span};

    fn code(text: &str) -> Option<String> {
        detect(text, &[Passage { span: Span::new(0, text.len()), role: Role::Body }], None).code
    }

    #[test]
    fn languages_are_told_by_their_small_words() {
        let said = "The council of Port Sane said that the bridge was closed on Monday.";
        assert_eq!(code(said).as_deref(), Some("en"));
        let de = "Der Rat von Port Sane hat die Brücke am Montag nach dem Sturm gesperrt.";
        assert_eq!(code(de).as_deref(), Some("de"));
        let es = "El alcalde de Puerto Sano dijo que el puente fue cerrado por la tormenta.";
        assert_eq!(code(es).as_deref(), Some("es"));
        let uk = "Мер міста сказав, що міст закрито через бурю, але вже в суботу його відкриють.";
        assert_eq!(code(uk).as_deref(), Some("uk"));
        assert_eq!(code("أعلن مجلس المدينة إغلاق الجسر بعد العاصفة").as_deref(), Some("ar"));
    }

    #[test]
    fn too_little_text_has_no_language() {
        assert_eq!(code("Storm hits Port Sane"), None);
        assert_eq!(code("12 34 56"), None);
        assert_eq!(detect("Pont fermé", &[], Some("fr-CA")).code.as_deref(), Some("fr"));
    }
}
