//! What the grammar alone says about a token: noun phrases, quotations, who speaks.

use super::lexicon::{Lexicon, Noun};
use nlp::Doc;
use std::borrow::Cow;
use std::cell::Cell;
use types::Span;

/// Of a person, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// How definite a noun phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    /// the, this, that, both, such
    Definite,
    /// a, an, another, one, some, every
    Indefinite,
    /// his, Smith's
    Possessive,
    Bare,
}

/// A name in the middle of a sentence is never longer, nor is a description worth keeping whole.
const LONGEST: usize = 24;

/// A text with what is needed to read its phrases.
pub(super) struct Text<'a> {
    pub(super) doc: &'a Doc,
    pub(super) lexicon: &'a Lexicon,
    /// Whether a token stands between quotation marks.
    pub(super) quoted: Vec<bool>,
    /// Number of each token's sentence; one that is all quotation has the number of the one before,
    /// since what was said does not push its speaker further away.
    numbers: Vec<usize>,
    /// Number of each token's paragraph.
    paragraphs: Vec<usize>,
    /// What each token calls, once looked up.
    nouns: Vec<Cell<Option<Option<Noun>>>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(doc: &'a Doc, lexicon: &'a Lexicon) -> Text<'a> {
        let quoted = quoted(doc);
        let (numbers, paragraphs) = numbers(doc, &quoted);
        let nouns = vec![Cell::new(None); doc.len()];
        Text { doc, lexicon, quoted, numbers, paragraphs, nouns }
    }

    /// The number of a token's sentence, not counting those that are all quotation.
    pub(super) fn sentence(&self, token: usize) -> usize {
        self.numbers[token]
    }

    /// Whether two tokens stand in one sentence. An analysis may run on over a paragraph's end.
    pub(super) fn together(&self, a: usize, b: usize) -> bool {
        self.doc.sentence_of(a) == self.doc.sentence_of(b) && self.paragraphs[a] == self.paragraphs[b]
    }

    /// Dictionary form in lower case.
    pub(super) fn lemma(&self, token: usize) -> String {
        self.doc.lemma(token).to_lowercase()
    }

    pub(super) fn noun(&self, token: usize) -> Option<Noun> {
        let known = &self.nouns[token];
        if let Some(noun) = known.get() {
            return noun;
        }
        let noun = self.lexicon.noun(&lower(self.doc.lemma(token)));
        let noun = noun.or_else(|| self.lexicon.noun(&lower(self.doc.word(token))));
        known.set(Some(noun));
        noun
    }

    pub(super) fn is_nominal(&self, token: usize) -> bool {
        matches!(self.doc.pos(token), "NOUN" | "PROPN")
    }

    pub(super) fn plural(&self, token: usize) -> bool {
        matches!(self.doc.tag(token), "NNS" | "NNPS") || self.doc.morph(token).contains("Number=Plur")
    }

    /// Whether the token only qualifies the noun after it.
    pub(super) fn modifies(&self, token: usize) -> bool {
        matches!(self.doc.dep(token), "compound" | "amod" | "nmod" | "npadvmod" | "nummod")
            && self.doc.head(token) > token
    }

    /// First token of the phrase: the left edge of the head, but nothing before a comma or mark.
    pub(super) fn first(&self, head: usize) -> usize {
        let edge = self.doc.edges(head).0.max(head.saturating_sub(LONGEST));
        let stop = |t: &usize| {
            self.doc.is_space(*t)
                || matches!(self.doc.word(*t), "," | ";" | ":" | "—" | "–" | "(" | ")" | "“" | "”" | "\"")
                || matches!(self.doc.word(*t), "-" | "--") && self.doc.space_after(*t)
                || matches!(self.doc.dep(*t), "cc" | "preconj") && self.doc.head(*t) == head
        };
        (edge..head).rev().find(stop).map_or(edge, |t| t + 1)
    }

    /// Last token: what follows the head without a comma, a mark, or another head joined to it.
    pub(super) fn last(&self, head: usize, clauses: bool) -> usize {
        let mut last = head;
        for child in self.doc.children(head).filter(|c| *c > head) {
            let dep = self.doc.dep(child);
            let kept = matches!(dep, "prep" | "case" | "amod" | "advmod" | "nummod" | "poss")
                || clauses && matches!(dep, "acl" | "relcl");
            if !kept || child > last + 1 + LONGEST {
                break;
            }
            let edge = self.doc.edges(child).1.min(head + LONGEST);
            let broken = (last + 1..=edge).find(|t| self.breaks(*t));
            last = broken.map_or(edge, |t| t - 1);
            if broken.is_some() {
                break;
            }
        }
        last
    }

    fn breaks(&self, token: usize) -> bool {
        self.doc.is_space(token)
            || matches!(self.doc.pos(token), "PUNCT") && self.doc.tag(token) != "HYPH"
            || self.doc.dep(token) == "punct" && self.doc.tag(token) != "HYPH"
    }

    /// The whole phrase of a head.
    pub(super) fn span(&self, head: usize) -> Span {
        self.cover(self.first(head), self.last(head, true))
    }

    pub(super) fn cover(&self, first: usize, last: usize) -> Span {
        Span::new(self.doc.start(first), self.doc.end(last.max(first)))
    }

    pub(super) fn words(&self, first: usize, last: usize) -> &'a str {
        self.cover(first, last).of(self.doc.text())
    }

    pub(super) fn article(&self, head: usize) -> Article {
        let children = self.doc.children(head).take_while(|c| *c < head);
        for child in children {
            match self.doc.dep(child) {
                "poss" => return Article::Possessive,
                "det" | "predet" => match self.doc.word(child).to_lowercase().as_str() {
                    "the" | "this" | "that" | "these" | "those" | "both" => return Article::Definite,
                    _ => return Article::Indefinite,
                },
                "nummod" if self.doc.word(child).eq_ignore_ascii_case("one") => {
                    return Article::Indefinite;
                }
                _ => {}
            }
        }
        Article::Bare
    }

    /// The first of the heads that are joined with "and"; the token itself when it is not joined.
    pub(super) fn joined_to(&self, token: usize) -> usize {
        let mut at = token;
        for _ in 0..LONGEST {
            let head = self.doc.head(at);
            if !matches!(self.doc.dep(at), "conj") || head >= at || !self.is_nominal(head) {
                break;
            }
            at = head;
        }
        at
    }

    /// Whether a clause with "who" follows.
    pub(super) fn has_who(&self, token: usize) -> bool {
        let who = |verb: usize| self.doc.children(verb).any(|c| self.doc.word(c).eq_ignore_ascii_case("who"));
        self.doc.children(token).any(|c| c > token && self.doc.dep(c) == "relcl" && who(c))
    }

    /// The verb that the phrase is the subject of, also as the agent of a passive.
    pub(super) fn verb(&self, token: usize) -> Option<usize> {
        let token = self.joined_to(token);
        let head = self.doc.head(token);
        match self.doc.dep(token) {
            "nsubj" | "nsubjpass" | "csubj" if head != token => Some(head),
            "pobj" if self.doc.dep(head) == "agent" => Some(self.doc.head(head)),
            _ => None,
        }
    }

    /// Whether the phrase says something: subject of a verb of speech, or "according to" it.
    pub(super) fn speaks(&self, token: usize) -> bool {
        let joined = self.joined_to(token);
        let head = self.doc.head(joined);
        if self.doc.dep(joined) == "pobj" && head > 0 {
            let by = self.doc.word(head).to_lowercase();
            if by == "to" && self.doc.word(head - 1).eq_ignore_ascii_case("according") {
                return true;
            }
        }
        let passive = self.doc.dep(joined) == "nsubjpass";
        !passive && self.verb(token).is_some_and(|verb| self.is_speech(verb))
    }

    pub(super) fn is_speech(&self, verb: usize) -> bool {
        self.lexicon.is("speech", &lower(self.doc.lemma(verb)))
    }

    /// Whether a token stands in what a verb says: below its clause or quotation.
    pub(super) fn said_by(&self, token: usize, verb: usize) -> bool {
        let mut at = token;
        for _ in 0..LONGEST {
            let head = self.doc.head(at);
            if head == verb {
                return matches!(self.doc.dep(at), "ccomp" | "dobj" | "xcomp" | "parataxis");
            }
            if head == at {
                break;
            }
            at = head;
        }
        false
    }

    /// Whether "it" or "its" can mean a body: a subject that acts, or a possessive.
    pub(super) fn refers(&self, token: usize) -> bool {
        let verb = self.doc.head(token);
        let plain = !matches!(self.doc.lemma(verb), "be" | "seem" | "appear" | "happen" | "take" | "turn");
        match self.doc.dep(token) {
            "poss" => true,
            "nsubj" => plain && self.doc.pos(verb) == "VERB",
            _ => false,
        }
    }

    /// The subject of a verb, also of the verb that it is joined to.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut verb = verb;
        for _ in 0..4 {
            let found = self.doc.children(verb).find(|c| self.doc.dep(*c) == "nsubj");
            if found.is_some() {
                return found;
            }
            if self.doc.dep(verb) != "conj" {
                return None;
            }
            verb = self.doc.head(verb);
        }
        None
    }

    /// Subjects of the verbs of speech that govern a token, nearest first, with whether the way up
    /// leads out of a quotation.
    pub(super) fn speakers(&self, token: usize) -> Vec<(usize, bool)> {
        let (mut at, mut found) = (token, Vec::new());
        for _ in 0..LONGEST {
            let head = self.doc.head(at);
            if head == at || !self.together(head, token) {
                break;
            }
            let clause = matches!(self.doc.dep(at), "ccomp" | "advcl" | "parataxis" | "xcomp" | "dep");
            if clause && self.is_speech(head) {
                let out = self.quoted[token] && !self.quoted[head];
                found.extend(self.subject(head).filter(|s| *s != token).map(|s| (s, out)));
            }
            at = head;
        }
        found
    }
}

/// In lower case; most words are already.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    let small = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    if word.bytes().all(small) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether each token stands between quotation marks; a paragraph's end closes them.
fn quoted(doc: &Doc) -> Vec<bool> {
    let mut inside = false;
    (0..doc.len())
        .map(|token| {
            match doc.word(token) {
                "“" | "``" | "«" => inside = true,
                "”" | "»" => inside = false,
                "\"" | "''" => inside = !inside,
                word if doc.is_space(token) && word.contains('\n') => inside = false,
                _ => {}
            }
            inside
        })
        .collect()
}

/// Sentence and paragraph of each token. A paragraph's end always ends a sentence.
fn numbers(doc: &Doc, quoted: &[bool]) -> (Vec<usize>, Vec<usize>) {
    let (mut numbers, mut paragraphs) = (Vec::with_capacity(doc.len()), Vec::with_capacity(doc.len()));
    let (mut number, mut paragraph, mut told) = (0, 0, false);
    let mut ended = false;
    for (token, inside) in quoted.iter().enumerate() {
        if ended || token > 0 && doc.sentence_of(token) != doc.sentence_of(token - 1) {
            told = false;
        }
        // A sentence gets its own number at its first word outside quotation marks.
        if !told && !inside && !doc.is_space(token) && doc.pos(token) != "PUNCT" {
            number += 1;
            told = true;
        }
        numbers.push(number);
        paragraphs.push(paragraph);
        ended = doc.is_space(token) && doc.word(token).contains('\n');
        paragraph += usize::from(ended);
    }
    (numbers, paragraphs)
}
