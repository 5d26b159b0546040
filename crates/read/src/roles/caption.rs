//! Words beside a picture.

use super::words::{self, cut, ends_sentence, normal};
use super::{Unit, is_open};
use crate::lexicon::FURNITURE;
use types::Role;

/// Marks captions: by how they begin, by what only captions say, or by the credit at their end.
pub(super) fn by_signs(text: &str, units: &mut [Unit]) {
    if units.len() < 3 {
        return;
    }
    let last = units.iter().rposition(|u| u.role == Role::Body);
    for i in 0..units.len() {
        if !is_open(&units[i]) {
            continue;
        }
        // After a cut-off copy stands the caption that it was cut from.
        let copied = i > 0 && units[i - 1].role == Role::Furniture && !units[i - 1].fixed;
        let line = units[i].span.of(text);
        if is_caption(line, copied, Some(i) == last) {
            units[i].role = Role::Caption;
        }
    }
}

fn is_caption(line: &str, copied: bool, last: bool) -> bool {
    if words::count(line, 130) >= 130 {
        return false;
    }
    let head = normal(cut(line, 80));
    if FURNITURE.caption.starts.iter().any(|p| head.starts_with(p.as_str())) {
        return true;
    }
    match credit(line) {
        // The last paragraph of a wire story may bear the agency's name as well.
        Some(Credit::Sure) => !last || copied,
        Some(Credit::Perhaps) => copied || says_picture(line),
        None => {
            words::count(line, 70) < 70 && !words::quotes(line) && says_picture(line) && photo_credit(line)
        }
    }
}

fn says_picture(line: &str) -> bool {
    let normal = normal(line);
    FURNITURE.caption.contains.iter().any(|p| normal.contains(p.as_str()))
}

/// A credit without brackets: the line ends in "…/Getty Images", "Photo by …".
fn photo_credit(line: &str) -> bool {
    let Some(at) = line.trim_end().rfind(['.', '/', ':', '|']) else { return false };
    if line.contains("http") || line.contains("www.") {
        return false;
    }
    let (before, tail) = line.split_at(at);
    let before = before.rsplit(['.', '|', '(']).next().unwrap_or_default();
    let slashed = tail.starts_with('/') && words::count(before, 6) < 6 && words::count(tail, 4) < 4;
    slashed || normal(cut(line, 30)).contains("photo")
}

enum Credit {
    Sure,
    Perhaps,
}

/// A credit in brackets at the very end, after the end of a sentence: `(AFP)`, `(I. Writer/Courier)`.
fn credit(line: &str) -> Option<Credit> {
    let line = line.trim_end().trim_end_matches('.');
    // Square brackets hold remarks and the sources of round-ups.
    let inner = line.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let (before, name) = (inner[..open].trim_end(), &inner[open + 1..]);
    // A whole paragraph in brackets is a remark.
    if before.is_empty() || name.is_empty() || words::count(name, 9) > 8 {
        return None;
    }
    let normal = normal(name);
    let agency = FURNITURE.caption.agencies.contains(&normal)
        || normal.split(['/', ',']).any(|part| FURNITURE.caption.agencies.contains(part.trim()))
        || ["photo", "image: ", "picture: ", "pic: ", "credit: "].iter().any(|w| normal.contains(w));
    let names =
        name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    let sentence = ends_sentence(before);
    match (agency, name.contains('/') && names, sentence) {
        (true, _, true) | (_, true, true) => Some(Credit::Sure),
        (true, _, false) | (_, true, false) => Some(Credit::Perhaps),
        (false, false, true) if names => Some(Credit::Perhaps),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_caption;

    #[test]
    fn captions_are_known_by_beginning_words_and_credit() {
        for line in [
            "FILE - The Ane bridge is seen in Port Sane, March 3, 2031.",
            "Smoke rises over the harbour of Port Sane. (AFP)",
            "Workers clear the road near Port Sane on March 3, 2031. (I. Writer/Courier)",
            "This picture taken on March 3, 2031 shows the bridge.",
        ] {
            assert!(is_caption(line, false, false), "{line}");
        }
        for line in [
            "The bridge was held by the Sane Workers' Party (SWP).",
            "He was seen in the town on Monday, the police said.",
            "“It is over,” the mayor said (in English).",
        ] {
            assert!(!is_caption(line, false, false), "{line}");
        }
    }

    #[test]
    fn an_agency_under_the_last_paragraph_makes_no_caption() {
        assert!(!is_caption("The bridge stays closed, the council said. (AFP)", false, true));
    }
}
