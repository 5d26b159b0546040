//! The sentences of a document as claims, for what the publisher states beside its claims.
//!
//! An event is told by the whole report: "six were killed, state television said" counts though the
//! number may stand outside of what was found to be the content. So each sentence is read as a whole, and
//! what the claim around a word does with it (denies, asks, foretells) is looked up afterwards.

use types::{Certainty, Claim, Content, Document, LinkRole, Polarity, Quotation, Role, Span, Stance};

/// Sentences from the first in which a report tells of its event.
const MOST: usize = 200;
/// Tokens of a sentence that are read; longer ones are lists and texts without marks.
const LONGEST: usize = 300;

/// One plain claim for each sentence, in order, as far as a report tells of its event: what follows the
/// bounds above is left out, so that the work stays small for any text. Sentences of furniture are nobody's
/// statement.
pub(crate) fn statements(document: &Document, doc: &nlp::Doc) -> Vec<Claim> {
    (0..doc.sentences().min(MOST)).filter_map(|s| statement(document, doc, s)).collect()
}

fn statement(document: &Document, doc: &nlp::Doc, sentence: usize) -> Option<Claim> {
    let tokens = doc.sentence(sentence).take(LONGEST);
    let mut words = tokens.filter(|t| !doc.is_space(*t));
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    let span = Span::new(doc.start(first), doc.end(last));
    let role = document.role_at(span.start);
    let text = span.get(&document.text)?;
    (role != Role::Furniture).then(|| Claim {
        id: Claim::id_of(&document.document, &[], &[], &[span]),
        document: document.document.clone(),
        span,
        passage: role,
        source: None,
        chain: Vec::new(),
        channel: None,
        cue: None,
        content: Content { spans: vec![span], text: text.to_owned() },
        quotation: Quotation::None,
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        publisher_voice: true,
        nested: false,
        score: None,
        claimed_time: None,
        valid_time: None,
        places: Vec::new(),
        quantities: Vec::new(),
        about: Vec::new(),
        question: None,
        answer: None,
        rules: Vec::new(),
        notes: Vec::new(),
    })
}

/// The claims of a document by the words that stand in them.
pub(super) struct Held<'a> {
    claims: &'a [Claim],
    /// For each token the innermost claim whose content holds it.
    of_token: Vec<Option<usize>>,
}

impl<'a> Held<'a> {
    pub fn new(doc: &nlp::Doc, claims: &'a [Claim]) -> Held<'a> {
        let length = |c: &Claim| c.content.spans.iter().map(|s| s.len()).sum::<usize>();
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(length(&claims[*i])));
        let mut of_token = vec![None; doc.len()];
        for index in order {
            for span in &claims[index].content.spans {
                let tokens = (doc.token_at(span.start)..doc.len()).take_while(|t| doc.start(*t) < span.end);
                tokens.for_each(|t| of_token[t] = Some(index));
            }
        }
        Held { claims, of_token }
    }

    /// All of them, in order.
    pub fn claims(&self) -> &'a [Claim] {
        self.claims
    }

    /// The innermost claim that holds a token.
    pub fn around(&self, token: usize) -> Option<&'a Claim> {
        self.of_token.get(token).copied().flatten().and_then(|i| self.claims.get(i))
    }

    /// Whether what stands at a token is said to be so: not denied, asked for, foretold or left open.
    pub fn says(&self, token: usize) -> bool {
        self.around(token).is_none_or(|c| matches!(c.stance, Stance::Asserts | Stance::Accuses))
    }

    /// Who says what stands at a token; nothing for the publisher.
    pub fn origin(&self, token: usize) -> Option<String> {
        let links = &self.around(token)?.chain;
        links.iter().find(|l| l.role == LinkRole::Origin).and_then(|l| l.name.clone())
    }
}
