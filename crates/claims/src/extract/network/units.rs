//! A document cut into units: what the network reads at a time.

use nlp::Doc;

/// Tokens of the longest unit.
pub(super) const LONGEST: usize = 160;
/// Heads that are climbed over to come back into the unit. No sentence is so deep.
const MOST_CLIMBED: usize = 1000;

/// A paragraph, or part of a long one. White space is left out. All positions are the unit's own.
pub(super) struct Unit {
    /// Tokens of the document, ascending.
    pub(super) tokens: Vec<u32>,
    /// Position of each token's head; a token whose head lies outside is its own head.
    pub(super) heads: Vec<u32>,
    /// Number of each token's sentence, from 0.
    pub(super) sentences: Vec<u32>,
    /// How each token stands to quotation marks; see [`quoted`].
    pub(super) quotes: Vec<u8>,
    /// Number of the paragraph in the document.
    pub(super) paragraph: usize,
    /// Whether it is the last one.
    pub(super) last: bool,
}

impl Unit {
    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }
}

/// Whether a sentence starts with the token.
pub(super) fn starts_sentence(doc: &Doc, token: u32) -> bool {
    let token = token as usize;
    doc.sentence(doc.sentence_of(token)).start == token
}

/// Units in order of the text. A token of white space with a line break ends a paragraph; one of more than
/// 160 tokens is cut at the last sentence that starts within, else after 160.
pub(super) fn units(doc: &Doc) -> Vec<Unit> {
    let paragraphs = paragraphs(doc);
    let mut units = Vec::new();
    for (number, tokens) in paragraphs.iter().enumerate() {
        let quotes = quoted(tokens.iter().map(|t| doc.word(*t as usize)));
        let mut start = 0;
        while start < tokens.len() {
            let mut end = tokens.len().min(start + LONGEST);
            if end < tokens.len() {
                let cut = (start + 1..end).rev().find(|at| starts_sentence(doc, tokens[*at]));
                end = cut.unwrap_or(end);
            }
            let last = number + 1 == paragraphs.len();
            units.push(unit(doc, &tokens[start..end], &quotes[start..end], number, last));
            start = end;
        }
    }
    units
}

fn paragraphs(doc: &Doc) -> Vec<Vec<u32>> {
    let (mut paragraphs, mut current) = (Vec::new(), Vec::new());
    for token in 0..doc.len() {
        if !doc.is_space(token) {
            current.push(token as u32);
        } else if doc.word(token).contains('\n') && !current.is_empty() {
            paragraphs.push(std::mem::take(&mut current));
        }
    }
    if !current.is_empty() {
        paragraphs.push(current);
    }
    paragraphs
}

fn unit(doc: &Doc, tokens: &[u32], quotes: &[u8], paragraph: usize, last: bool) -> Unit {
    let place = |token: usize| tokens.binary_search(&(token as u32)).ok();
    let head = |at: usize| {
        let mut head = doc.head(tokens[at] as usize);
        for _ in 0..MOST_CLIMBED {
            if place(head).is_some() || doc.head(head) == head {
                break;
            }
            head = doc.head(head);
        }
        place(head).unwrap_or(at) as u32
    };
    let mut sentence = 0;
    let mut number = |at: usize| {
        sentence += u32::from(at > 0 && starts_sentence(doc, tokens[at]));
        sentence
    };
    Unit {
        heads: (0..tokens.len()).map(head).collect(),
        sentences: (0..tokens.len()).map(&mut number).collect(),
        tokens: tokens.to_vec(),
        quotes: quotes.to_vec(),
        paragraph,
        last,
    }
}

/// How the words of a paragraph stand to its quotation marks: 0 outside, 1 inside, 2 an opening mark, 3 a
/// closing one. The straight mark does what is due.
pub(super) fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut inside = false;
    let state = |word: &str| {
        let opens = match word {
            "“" | "``" => true,
            "”" | "''" => false,
            "\"" => !inside,
            _ => return u8::from(inside),
        };
        inside = opens;
        if opens { 2 } else { 3 }
    };
    words.map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nlp::Row;

    /// Words with their heads; a sentence starts with a word in upper case.
    pub(crate) fn doc(words: &[(&str, usize)]) -> Doc {
        let (mut text, mut rows) = (String::new(), Vec::new());
        for (word, head) in words {
            let start = text.len();
            text += word;
            rows.push(Row {
                start,
                end: text.len(),
                space_after: true,
                sentence_start: word.starts_with(char::is_uppercase),
                tag: "NN",
                pos: "NOUN",
                morph: "",
                lemma: word,
                head: *head,
                dep: "dep",
            });
            text.push(' ');
        }
        Doc::from_rows(&text, &rows, &[])
    }

    #[test]
    fn quotation_marks_open_and_close() {
        let words = "he `` may go '' , \" or stay \" “ so ” .".split(' ');
        assert_eq!(quoted(words), [0, 2, 1, 1, 3, 0, 2, 1, 1, 3, 2, 1, 3, 0]);
    }

    #[test]
    fn white_space_is_left_out_and_climbed_over() {
        let doc = doc(&[
            ("The", 1),
            ("\t", 2),
            ("mayor", 3),
            ("spoke", 3),
            ("\n\n", 3),
            ("Nobody", 4),
            ("came", 5),
        ]);
        let units = units(&doc);
        assert_eq!(units.len(), 2);
        assert_eq!((&units[0].tokens[..], &units[0].heads[..]), (&[0, 2, 3][..], &[1, 2, 2][..]));
        // Across the border the way ends: the first word of the second unit is its own head.
        assert_eq!((&units[1].tokens[..], &units[1].heads[..]), (&[5, 6][..], &[0, 0][..]));
        assert!(units[1].last && !units[0].last);
    }

    #[test]
    fn long_paragraphs_are_cut_where_a_sentence_starts() {
        let word = |i: usize| if i.is_multiple_of(100) { ("Then", i) } else { ("on", i / 100 * 100) };
        let units_of = |n: usize| units(&doc(&(0..n).map(word).collect::<Vec<_>>()));
        let lengths = |n| units_of(n).iter().map(Unit::len).collect::<Vec<_>>();
        assert_eq!(lengths(160), [160]);
        assert_eq!(lengths(450), [100, 100, 100, 150]);
        assert_eq!(units_of(130)[0].sentences[129], 1);
        let endless: Vec<_> = (0..400).map(|_| ("on", 0)).collect();
        assert_eq!(units(&doc(&endless)).iter().map(Unit::len).collect::<Vec<_>>(), [160, 160, 80]);
    }

    #[test]
    fn rings_and_long_chains_end() {
        let ring: Vec<_> = (0..300).map(|i| ("on", (i + 1) % 300)).collect();
        assert_eq!(units(&doc(&ring)).len(), 2);
        let chain: Vec<_> = (0..20_000).map(|i: usize| ("on", i.saturating_sub(1))).collect();
        assert_eq!(units(&doc(&chain)).len(), 125);
        assert!(units(&doc(&[])).is_empty());
    }
}
