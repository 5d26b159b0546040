//! Walking the grammar: what hangs on a word, and which words that makes.

use nlp::Doc;

/// How far up a tree is walked. Real sentences stay far below.
const DEPTH: usize = 256;

/// A set of tokens, ascending.
pub(crate) type Tokens = Vec<usize>;

/// The token and everything below it, ascending.
pub(crate) fn subtree(doc: &Doc, token: usize) -> Tokens {
    let mut found = vec![token];
    let mut next = 0;
    while next < found.len() {
        found.extend(doc.children(found[next]));
        next += 1;
    }
    found.sort_unstable();
    found
}

/// The words of a set whose heads lie outside it, in order; marks are none.
pub(crate) fn tops(doc: &Doc, tokens: &[usize]) -> Tokens {
    let outside = |t: usize| doc.head(t) == t || tokens.binary_search(&doc.head(t)).is_err();
    tokens.iter().copied().filter(|t| !is_mark(doc, *t) && outside(*t)).collect()
}

/// The first dependant with one of these labels.
pub(crate) fn child(doc: &Doc, token: usize, labels: &[&str]) -> Option<usize> {
    doc.children(token).find(|c| labels.contains(&doc.dep(*c)))
}

/// `a` without what stands in `b`; both ascending.
pub(crate) fn without(a: &[usize], b: &[usize]) -> Tokens {
    a.iter().copied().filter(|t| b.binary_search(t).is_err()).collect()
}

/// All of `a` and `b`, ascending, once each.
pub(crate) fn union(mut a: Tokens, b: &[usize]) -> Tokens {
    a.extend_from_slice(b);
    a.sort_unstable();
    a.dedup();
    a
}

/// Whether the token is a verb, an auxiliary used as one included.
pub(crate) fn is_verb(doc: &Doc, token: usize) -> bool {
    matches!(doc.pos(token), "VERB" | "AUX")
}

/// Whether the verb has a subject or a tense of its own, so that it makes a clause.
pub(crate) fn is_finite(doc: &Doc, verb: usize) -> bool {
    matches!(doc.tag(verb), "VBD" | "VBZ" | "VBP" | "MD")
        || doc.children(verb).any(|c| {
            matches!(doc.dep(c), "aux" | "auxpass") && matches!(doc.tag(c), "VBD" | "VBZ" | "VBP" | "MD")
        })
}

/// The subject of a verb, active or passive; a clause or a mere "there" is none. Where the grammar
/// took the words of a quotation for another one, the nearer is right.
pub(crate) fn subject(doc: &Doc, verb: usize) -> Option<usize> {
    doc.children(verb)
        .filter(|c| matches!(doc.dep(*c), "nsubj" | "nsubjpass"))
        .min_by_key(|c| c.abs_diff(verb))
}

/// Whether the verb carries a negation.
pub(crate) fn is_negated(doc: &Doc, verb: usize) -> bool {
    doc.children(verb).any(|c| doc.dep(c) == "neg" || (doc.dep(c) == "advmod" && doc.lemma(c) == "never"))
}

/// Whether `above` is an ancestor of `token`.
pub(crate) fn is_above(doc: &Doc, above: usize, token: usize) -> bool {
    let mut t = token;
    for _ in 0..DEPTH {
        let head = doc.head(t);
        if head == above && head != t {
            return true;
        }
        if head == t {
            return false;
        }
        t = head;
    }
    false
}

/// Whether the token is a mark, not a word.
pub(crate) fn is_mark(doc: &Doc, token: usize) -> bool {
    doc.is_space(token) || !doc.word(token).chars().any(char::is_alphanumeric)
}

/// Whether the infinitive has its "to".
pub(crate) fn has_to(doc: &Doc, verb: usize) -> bool {
    doc.children(verb).any(|c| doc.dep(c) == "aux" && doc.tag(c) == "TO")
}

/// The subtree of a noun without what is said of it in a further clause or an aside.
pub(crate) fn core_phrase(doc: &Doc, noun: usize) -> Tokens {
    let mut phrase = subtree(doc, noun);
    for c in doc.children(noun) {
        if matches!(doc.dep(c), "relcl" | "appos" | "conj" | "cc") && c > noun {
            phrase = without(&phrase, &subtree(doc, c));
        }
    }
    trim(doc, phrase)
}

/// Without marks at the ends, except quotation marks.
pub(crate) fn trim(doc: &Doc, mut tokens: Tokens) -> Tokens {
    let loose = |t: usize| {
        is_mark(doc, t)
            && !super::quotes::is_quote_mark(doc.word(t))
            && !matches!(doc.word(t), "%" | "$" | ")" | "]" | "(" | "[")
    };
    while tokens.last().is_some_and(|t| loose(*t)) {
        tokens.pop();
    }
    let start = tokens.iter().position(|t| !loose(*t)).unwrap_or(tokens.len());
    tokens.drain(..start);
    tokens
}

/// The stretches of text that a set of tokens makes. A gap of nothing but marks is filled.
pub(crate) fn spans(doc: &Doc, tokens: &[usize]) -> Vec<types::Span> {
    let tokens = trim(doc, tokens.to_vec());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for t in tokens {
        match runs.last_mut() {
            Some((_, end)) if (*end + 1..t).all(|g| is_mark(doc, g)) && t - *end < 6 => *end = t,
            _ => runs.push((t, t)),
        }
    }
    runs.retain(|(a, b)| (*a..=*b).any(|t| !is_mark(doc, t)));
    runs.into_iter().map(|(a, b)| types::Span::new(doc.start(a), doc.end(b))).collect()
}
