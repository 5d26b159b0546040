//! Dictionary forms by rules, lists of exceptions and an index of known words.

use crate::chars;
use crate::hash::string_id;
use crate::tables::LemmaTables;

/// What one part of speech has.
#[derive(Clone, Copy)]
pub(crate) struct LemmaSource<'a> {
    pub(crate) tables: &'a LemmaTables,
    /// Ids of known words, ascending.
    pub(crate) index: &'a [u64],
}

/// The lemma of a word; `source` is that of its part of speech.
pub(crate) fn lemma(text: &str, pos: &str, morph: &str, source: Option<LemmaSource<'_>>) -> String {
    let low = chars::lower(text);
    if matches!(pos, "" | "EOL" | "SPACE") || is_base(pos, morph) {
        return low;
    }
    match source {
        None if pos == "PROPN" => text.to_owned(),
        None => low,
        Some(source) => by_rules(&low, source).unwrap_or_else(|| text.to_owned()),
    }
}

/// Whether the features say that this already is the dictionary form.
fn is_base(pos: &str, morph: &str) -> bool {
    let get =
        |name: &str| morph.split('|').filter_map(|f| f.split_once('=')).find(|f| f.0 == name).map(|f| f.1);
    (pos == "NOUN" && get("Number") == Some("Sing"))
        || (pos == "VERB"
            && get("VerbForm") == Some("Fin")
            && get("Tense") == Some("Pres")
            && get("Number").is_none())
        || matches!(get("VerbForm"), Some("Inf" | "None"))
        || get("Degree") == Some("Pos")
}

fn by_rules(low: &str, source: LemmaSource<'_>) -> Option<String> {
    let (mut forms, mut unknown) = (Vec::new(), None);
    for (old, new) in &source.tables.rules {
        let Some(stem) = low.strip_suffix(old.as_str()) else { continue };
        let form = format!("{stem}{new}");
        if form.is_empty() {
            continue;
        }
        if source.index.binary_search(&string_id(&form)).is_ok() {
            forms.insert(0, form);
        } else if !form.chars().all(chars::is_alphabetic) {
            forms.push(form);
        } else {
            unknown.get_or_insert(form);
        }
    }
    let listed = source.tables.exceptions.get(low).into_iter().flatten();
    for form in listed {
        if !forms.contains(form) {
            forms.insert(0, form.clone());
        }
    }
    if forms.is_empty() { unknown } else { Some(forms.swap_remove(0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pos: &str, text: &str, morph: &str) -> String {
        let rules = [("s", ""), ("ies", "y"), ("ed", "e"), ("ed", "")];
        let tables = LemmaTables {
            rules: rules.map(|(a, b)| (a.into(), b.into())).into(),
            exceptions: [("went".to_owned(), vec!["go".to_owned()])].into(),
        };
        let mut index = ["ferry", "dock", "walk"].map(string_id);
        index.sort_unstable();
        let known = matches!(pos, "NOUN" | "VERB");
        lemma(text, pos, morph, known.then_some(LemmaSource { tables: &tables, index: &index }))
    }

    #[test]
    fn known_words_win_over_unknown_ones() {
        assert_eq!(with("NOUN", "Ferries", "Number=Plur"), "ferry");
        assert_eq!(with("VERB", "docked", "VerbForm=Part"), "dock");
        assert_eq!(with("VERB", "blorped", "VerbForm=Part"), "blorpe");
    }

    #[test]
    fn exceptions_win_over_rules() {
        assert_eq!(with("VERB", "Went", "VerbForm=Fin|Tense=Past"), "go");
    }

    #[test]
    fn base_forms_are_lowered_only() {
        assert_eq!(with("NOUN", "Docks", "Number=Sing"), "docks");
        assert_eq!(with("VERB", "WALKS", "VerbForm=Inf"), "walks");
    }

    #[test]
    fn case_is_kept_where_no_rule_fires_and_for_names() {
        assert_eq!(with("NOUN", "Qua", "Number=Plur"), "Qua");
        assert_eq!(with("PROPN", "Velmora", "Number=Sing"), "Velmora");
        assert_eq!(with("PRON", "HER", ""), "her");
    }
}
