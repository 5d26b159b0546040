//! Full-text search over claims and documents.

use super::shelf::Shelf;
use super::{Ask, Case, CaseError, frame};
use ledger::{Hit as Found, Reader};
use show::ledger::{Hit, Hits};

/// How much of a document's line is shown, in characters.
const LINE: usize = 300;

impl Case {
    /// Claims and documents that hold all the words; case, accents and script do not matter, and `word*`
    /// finds what begins so. Nothing in the words is ever a command.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn search(&mut self, words: &str, limit: u32, ask: &Ask) -> Result<Hits, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let found = reader.search(words, &[Found::Claim(0, 0), Found::Document(0)], as_of, limit)?;
            let mut shelf = Shelf::default();
            let mut hits = Vec::new();
            for (hit, _) in &found.hits {
                hits.extend(match hit {
                    Found::Claim(reading, nth) => claim(reader, &mut shelf, *reading, usize::from(*nth))?,
                    Found::Document(seq) => document(reader, *seq, words)?,
                    Found::Question(_) => None,
                });
            }
            let total = hits.len() as u64 + u64::from(found.more);
            Ok(Hits::of(frame, words, total, hits))
        })
    }
}

fn claim(
    reader: &mut Reader<'_>,
    shelf: &mut Shelf,
    reading: i64,
    nth: usize,
) -> Result<Option<Hit>, CaseError> {
    let Some(row) = reader.reading_at(reading)? else { return Ok(None) };
    let cited = shelf.cited(reader, (reading, row.document), |i, _| i == nth)?;
    Ok(cited.map(|c| Hit {
        claim: Some(c.claim.id),
        document: c.claim.document,
        name: c.name,
        title: c.title,
        publisher: c.publisher,
        published: c.published,
        source: c.claim.source.map(|s| s.text),
        text: c.claim.content.text,
    }))
}

fn document(reader: &mut Reader<'_>, seq: i64, words: &str) -> Result<Option<Hit>, CaseError> {
    let Some(document) = reader.document_body(seq)? else { return Ok(None) };
    Ok(Some(Hit {
        claim: None,
        text: line(&document.text, words),
        document: document.document,
        name: document.id,
        title: document.title,
        publisher: document.publisher,
        published: document.published.map(|d| d.at),
        source: None,
    }))
}

/// The line of a text that holds most of the words, cut to a length that a person takes in.
fn line(text: &str, words: &str) -> String {
    let wanted = ledger::fold(words);
    let holds = |line: &&str| {
        let own = ledger::fold(line);
        wanted.iter().filter(|w| own.iter().any(|o| o.starts_with(w.as_str()))).count()
    };
    // Of equals the first: max_by_key would give the last.
    let best = text.lines().rev().max_by_key(holds).unwrap_or_default();
    let cut: String = best.chars().take(LINE).collect();
    if cut.len() < best.len() { cut + "…" } else { cut }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_with_the_words_is_shown() {
        let text = "Fog over Orlo\nThe wéir at Orlo holds, he said.\nMore fog.";
        assert_eq!(line(text, "weir orlo"), "The wéir at Orlo holds, he said.");
        assert_eq!(line(text, "nothing"), "Fog over Orlo");
        assert_eq!(line("", "x"), "");
    }
}
