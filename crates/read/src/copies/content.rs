//! The words of a report that are its own.

use types::{Document, Role};

/// Words in a run. Stock phrases of news are mostly of three words and shorter.
pub(super) const RUN: usize = 4;
/// Below so many runs outside quotation marks, what stands inside them counts as well.
const FEW: usize = 40;
/// A quotation of more bytes is a mark that was never closed.
const LONGEST_QUOTATION: usize = 1000;

/// The hashes of all runs of four words of the body, unordered, each once.
///
/// Headlines, bylines, captions and furniture are left out: who reprints a report changes these. So are
/// direct quotations, unless little else is there: two reporters at one speech print the same words of
/// it and have not copied from one another. A run does not reach across paragraphs or quotations.
pub(super) fn runs(document: &Document) -> Vec<u64> {
    let own = collect(document, true);
    if own.len() < FEW { collect(document, false) } else { own }
}

fn collect(document: &Document, without_quotations: bool) -> Vec<u64> {
    let mut hashes = Vec::new();
    let body = document.passages.iter().filter(|p| matches!(p.role, Role::Body | Role::List));
    for line in body.flat_map(|p| p.span.of(&document.text).lines()) {
        let stretches = if without_quotations { outside(line) } else { vec![line] };
        stretches.into_iter().for_each(|stretch| add(stretch, &mut hashes));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn add(stretch: &str, hashes: &mut Vec<u64>) {
    let words: Vec<String> = stretch
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    hashes.extend(words.windows(RUN).map(hash));
}

/// FNV-1a of 64 bits over the words, each ended by a byte that no word holds.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The stretches of a line outside its quotation marks. A mark without its fellow opens nothing.
fn outside(line: &str) -> Vec<&str> {
    let mut rest = line;
    let mut stretches = Vec::new();
    while let Some((before, after)) = quotation(rest) {
        stretches.push(before);
        rest = after;
    }
    stretches.push(rest);
    stretches
}

/// What stands before the first quotation, and after it.
fn quotation(line: &str) -> Option<(&str, &str)> {
    let open = line.find(['“', '"', '«', '„'])?;
    let mark = line[open..].chars().next()?;
    let inside = &line[open + mark.len_utf8()..];
    let close = inside.find(['”', '"', '»', '“'])?;
    let end = inside[close..].chars().next()?.len_utf8();
    (close <= LONGEST_QUOTATION).then(|| (&line[..open], &inside[close + end..]))
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn quotations_are_cut_out_and_open_marks_are_not() {
        assert_eq!(outside("He said “no” and \"yes\" again."), ["He said ", " and ", " again."]);
        assert_eq!(outside("He said “no and left."), ["He said “no and left."]);
        assert_eq!(outside(""), [""]);
    }
}
