//! Forms, share buttons, teasers, titles of embedded videos: nobody's statement.

use super::words::{self, normal, title_share};
use super::{Unit, is_open, is_short};
use crate::lexicon::FURNITURE;
use types::{Role, Span};

/// Marks what says by its words that it belongs to the page and not to the report.
pub(super) fn by_words(text: &str, units: &mut [Unit]) {
    // A document of one paragraph is that paragraph, whatever it says.
    if units.len() < 2 {
        return;
    }
    for unit in units.iter_mut().filter(|u| is_open(u)) {
        if is_furniture(unit.span.of(text)) {
            unit.role = Role::Furniture;
        }
    }
}

fn is_furniture(line: &str) -> bool {
    if !is_short(line) {
        return is_player(line);
    }
    // Rules and stars between parts.
    if !line.contains(char::is_alphanumeric) {
        return true;
    }
    let normal = normal(line);
    if FURNITURE.whole.contains(&normal) {
        return true;
    }
    // Quoted words are somebody's.
    if words::quotes(line) {
        return false;
    }
    // "Read more: " with nothing after it has lost its colon and blank.
    let bare = |p: &str| normal == p.trim_end_matches([' ', ':']);
    FURNITURE.starts.iter().any(|p| normal.starts_with(p.as_str()) || bare(p))
        || !words::ends_sentence(line) && FURNITURE.ends.iter().any(|p| normal.ends_with(p.as_str()))
        || FURNITURE.contains.iter().any(|p| normal.contains(p.as_str()))
}

/// The list of a video player, run together into one line of any length.
fn is_player(line: &str) -> bool {
    let lower = line.to_lowercase();
    FURNITURE.players.iter().any(|p| lower.contains(p.as_str()))
}

/// After a heading such as "Related articles": the lines that are no sentences.
pub(super) fn teasers(text: &str, units: &mut [Unit]) {
    let mut inside = false;
    for unit in units {
        let line = unit.span.of(text);
        if !is_open(unit) && unit.role != Role::Furniture && unit.role != Role::List {
            inside = false;
            continue;
        }
        let heading = words::count(line, 8) < 8 && is_section(line);
        let teaser = inside && words::count(line, 25) < 25 && !words::ends_sentence(line);
        inside = heading || teaser;
        if inside && !unit.fixed {
            unit.role = Role::Furniture;
        }
    }
}

fn is_section(line: &str) -> bool {
    let normal = normal(line);
    let begins = FURNITURE.section_starts.iter().any(|p| normal.starts_with(p.as_str()));
    FURNITURE.sections.contains(&normal) || begins && !words::ends_sentence(line)
}

/// Splits off the title and counter of an embedded video that ran into the next sentence:
/// `Council Declares Bridge Open 0Even so, …`.
pub(super) fn embedded_titles(text: &str, units: Vec<Unit>) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    for unit in units {
        let title = is_open(&unit).then(|| embedded_title(unit.span.of(text))).flatten();
        let Some(title) = title else {
            out.push(unit);
            continue;
        };
        let part = |start: usize, end: usize| {
            super::super::text::trimmed(text, Span::new(unit.span.start + start, unit.span.start + end))
        };
        let pieces = [
            (part(0, title.start), Role::Body),
            (part(title.start, title.end), Role::Furniture),
            (part(title.end, unit.span.len()), Role::Body),
        ];
        let made = pieces.into_iter().filter(|(span, _)| !span.is_empty());
        out.extend(made.map(|(span, role)| Unit { span, role, fixed: false }));
    }
    out
}

/// A run of title-cased words without the end of a sentence, then a counter glued to a capitalised
/// word that goes on as a sentence.
fn embedded_title(line: &str) -> Option<Span> {
    let bytes = line.as_bytes();
    let mut from = 0;
    while let Some(at) = line[from..].find(|c: char| c.is_ascii_digit()).map(|i| from + i) {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = at + digits;
        from = end;
        if digits > 4 || !line[..at].ends_with([' ', '\u{a0}']) || !begins_sentence(&line[end..]) {
            continue;
        }
        let start = sentence_start(&line[..at]);
        let title = &line[start..at];
        if words::count(title, 26) < 4 || words::count(title, 26) > 25 {
            continue;
        }
        if title_share(title).is_some_and(|share| share >= 0.8) {
            return Some(Span::new(start, end));
        }
    }
    None
}

/// "Even as late as …": at once a capitalised word of two letters or more, then several in lower case.
fn begins_sentence(rest: &str) -> bool {
    let words = rest.split_whitespace().skip(1);
    let mut letters = rest.chars();
    let word =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    word && words.take(8).filter(|w| w.starts_with(char::is_lowercase)).count() >= 3
}

/// Where the sentence that the line ends with began.
fn sentence_start(line: &str) -> usize {
    let mut ends = line.match_indices(['.', '!', '?', '”', '"']).filter(|(i, mark)| {
        let rest = &line[i + mark.len()..];
        // An initial or an abbreviation ("J.", "St.") does not end one.
        let before = line[..*i].rsplit(char::is_whitespace).next().unwrap_or_default();
        let short = *mark == "." && before.chars().count() <= 3;
        rest.starts_with(char::is_whitespace) && !short
    });
    ends.next_back().map_or(0, |(i, mark)| {
        let rest = &line[i + mark.len()..];
        i + mark.len() + (rest.len() - rest.trim_start().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_buttons_are_furniture_and_sentences_are_not() {
        for line in [
            "Share",
            "Sign up to receive the Ane Courier!",
            "By submitting this form, I agree.",
            "READ MORE:",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "He urged residents to sign up for shelter places before the storm arrived on the coast.",
            "“Sign up to fight,” the fighter says in the video.",
            "Shares fell.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn a_video_title_with_its_counter_is_cut_off_the_sentence() {
        let title = |line: &str| embedded_title(line).map(|s| s.of(line).to_owned());
        let line = "Mayor Declares Ane Bridge 'Fully Open' 0Even so, most of the traffic was still held up on Monday.";
        assert_eq!(title(line).as_deref(), Some("Mayor Declares Ane Bridge 'Fully Open' 0"));
        assert_eq!(title("The mayor said on Monday that 20 Metre high waves had hit the town again."), None);
        assert_eq!(
            title("Storm Over Port Sane Kills 65 Sailors from the harbour were among them on Monday."),
            None
        );
        assert_eq!(title("The Boeing 747Max that was seen over the town had left by then."), None);
    }
}
