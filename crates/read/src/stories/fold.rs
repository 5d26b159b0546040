//! Words as stories compare them.

/// The words of a text in order, folded: lower case, without the ending "'s", plural endings taken off.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter_map(fold)
}

/// One word; nothing when no letter or digit is left of it.
pub(super) fn fold(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let word = word.trim_matches(['\'', '’']);
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let letters = word.chars().count();
    let folded = match word.strip_suffix('s') {
        Some(stem) if letters > 4 && stem.ends_with("ie") => format!("{}y", &stem[..stem.len() - 2]),
        Some(stem) if letters > 3 && !stem.ends_with(['s', 'u']) => stem.to_owned(),
        _ => word.to_owned(),
    };
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn forms_of_a_word_are_one() {
        let folded: Vec<String> = words("Ane's bridges; the city’s ‘cities’ pass, a bus.").collect();
        assert_eq!(folded, ["ane", "bridge", "the", "city", "city", "pass", "a", "bus"]);
    }
}
