//! Verbs that attribute: which of a cue's frames fits the grammar, and what content that gives.

use super::{
    lexicon::{Frame, Lexicon, Sense},
    quotes::{Quote, Quotes},
    source::is_passive,
    tree::{Tokens, child, core_phrase, has_to, is_mark, is_negated, subject, subtree, union, without},
};
use nlp::Doc;

/// What a frame found.
pub(crate) struct Fit<'l> {
    pub(crate) sense: &'l Sense,
    pub(crate) content: Tokens,
    /// Words of the cue beside its verb.
    pub(crate) cue: Tokens,
    /// Whether the content speaks for nobody in particular: "is thought to".
    pub(crate) sourceless: bool,
    pub(crate) rule: &'static str,
}

/// What reading a verb needs.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) doc: &'a Doc,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) quotes: &'a Quotes,
}

impl<'a> Context<'a> {
    /// The first sense of the verb that has a frame that fits; without one, a quotation in its clause.
    pub(crate) fn fit(self, verb: usize) -> Option<Fit<'a>> {
        let lemma = self.doc.lemma(verb);
        let known = self
            .lexicon
            .verb(lemma)
            .find_map(|sense| sense.frames.iter().find_map(|frame| self.frame(verb, frame, sense)));
        known.or_else(|| self.quoted_clause(verb))
    }

    fn frame(self, verb: usize, frame: &Frame, sense: &'a Sense) -> Option<Fit<'a>> {
        let doc = self.doc;
        let fit = |content, cue, rule| Some(Fit { sense, content, cue, sourceless: false, rule });
        match frame {
            Frame::Clause => fit(self.said(verb, sense)?, vec![], "clause"),
            Frame::Quote => {
                let quote = self.quote_beside(verb)?;
                fit((quote.open..quote.end).collect(), vec![], "quote beside")
            }
            Frame::Object => fit(self.object(verb, sense)?, vec![], "object"),
            Frame::Small => {
                let predicate =
                    child(doc, verb, &["oprd", "xcomp", "ccomp", "acomp"]).filter(|p| !has_to(doc, *p))?;
                let object = child(doc, verb, &["dobj"]).map(|o| subtree(doc, o)).unwrap_or_default();
                fit(union(subtree(doc, predicate), &object), vec![], "object and predicate")
            }
            Frame::To => {
                let infinitive = child(doc, verb, &["xcomp"]).filter(|x| has_to(doc, *x))?;
                fit(self.tail(verb, subtree(doc, infinitive)), vec![], "infinitive")
            }
            Frame::ObjectTo => {
                let infinitive = doc.children(verb).find(|c| {
                    matches!(doc.dep(*c), "xcomp" | "ccomp" | "advcl") && has_to(doc, *c) && *c > verb
                })?;
                let object = child(doc, verb, &["dobj"]).map(|o| subtree(doc, o)).unwrap_or_default();
                fit(union(subtree(doc, infinitive), &object), vec![], "object and infinitive")
            }
            Frame::Raise => {
                let predicate = child(doc, verb, &["xcomp", "oprd", "acomp", "ccomp"])?;
                let mut content = subtree(doc, predicate);
                if let Some(s) = subject(doc, verb) {
                    content = union(content, &subtree(doc, s));
                }
                let content = self.tail(verb, content);
                Some(Fit { sense, content, cue: vec![], sourceless: true, rule: "subject and infinitive" })
            }
            Frame::Passive => self.passive(verb, sense),
            Frame::Prep(word) => {
                let prep = self.preposition(verb, word)?;
                let content = without(&subtree(doc, prep), &[prep]);
                (!content.is_empty()).then_some(())?;
                fit(content, vec![prep], "preposition")
            }
            Frame::ObjectPrep(word) => {
                let object = self.object_of(verb)?;
                let prep = self.preposition(verb, word).or_else(|| self.preposition(object, word))?;
                fit(union(subtree(doc, object), &subtree(doc, prep)), vec![], "object and preposition")
            }
        }
    }

    fn preposition(self, head: usize, word: &str) -> Option<usize> {
        self.doc.children(head).find(|c| {
            matches!(self.doc.dep(*c), "prep" | "prt" | "agent")
                && *c > head
                && self.doc.word(*c).eq_ignore_ascii_case(word)
        })
    }

    fn passive(self, verb: usize, sense: &'a Sense) -> Option<Fit<'a>> {
        let doc = self.doc;
        is_passive(doc, verb).then_some(())?;
        let infinitive = child(doc, verb, &["xcomp", "ccomp"]).filter(|x| has_to(doc, *x))?;
        let mut content = subtree(doc, infinitive);
        if let Some(s) = subject(doc, verb) {
            content = union(content, &subtree(doc, s));
        }
        Some(Fit { sense, content, cue: vec![], sourceless: true, rule: "passive and infinitive" })
    }

    /// What the verb is done to: its object, or its subject where the passive names who does it.
    fn object_of(self, verb: usize) -> Option<usize> {
        let named = child(self.doc, verb, &["agent"]).is_some();
        child(self.doc, verb, &["dobj"]).or_else(|| child(self.doc, verb, &["nsubjpass"]).filter(|_| named))
    }

    /// The object of a verb. One may praise or accuse "him", but a mere "it" reports nothing.
    fn object(self, verb: usize, sense: &Sense) -> Option<Tokens> {
        let object = self.object_of(verb)?;
        let pronoun = matches!(self.doc.tag(object), "PRP" | "WP" | "WDT");
        (!pronoun || sense.class != "report").then(|| subtree(self.doc, object))
    }

    /// The clause of a verb that may also stand beside a quotation. A quotation that ends right before
    /// the verb and its subject is what is said, whatever clause the grammar saw.
    fn said(self, verb: usize, sense: &Sense) -> Option<Tokens> {
        let clause = self.clause(verb).map(|c| self.paragraph_only(verb, c));
        let quote = sense.frames.contains(&Frame::Quote).then(|| self.quote_before(verb)).flatten();
        let Some(quote) = quote else { return clause };
        let quoted: Tokens = (quote.open..quote.end).collect();
        match clause {
            Some(clause) if clause.iter().any(|t| quoted.binary_search(t).is_ok()) => {
                Some(union(quoted, &clause))
            }
            // On "Morning Report," the mayor said that …: the quotation is a name.
            Some(clause) if quote.end - quote.open < 9 && clause.first().is_some_and(|f| *f > verb) => {
                Some(clause)
            }
            _ => Some(quoted),
        }
    }

    /// Without what stands in other paragraphs than the cue.
    fn paragraph_only(self, verb: usize, content: Tokens) -> Tokens {
        let here = self.quotes.paragraph(verb);
        let kept: Tokens = content.iter().copied().filter(|t| self.quotes.paragraph(*t) == here).collect();
        if kept.is_empty() { content } else { kept }
    }

    /// The clause that a verb of saying governs, or the one that it stands beside in an aside.
    fn clause(self, verb: usize) -> Option<Tokens> {
        let doc = self.doc;
        // A text that the grammar did not cut at its paragraphs gives a verb more than one clause.
        let gap = |c: &usize| {
            let (first, last) = doc.edges(*c);
            if *c > verb { first.saturating_sub(verb) } else { verb.saturating_sub(last) }
        };
        let here = |c: &usize| self.quotes.paragraph(*c) == self.quotes.paragraph(verb);
        let own = doc.children(verb).filter(|c| doc.dep(*c) == "ccomp").min_by_key(|c| (!here(c), gap(c)));
        if let Some(clause) = own {
            return Some(self.governed(verb, clause));
        }
        if let Some(clause) = self.clause_of_medium(verb) {
            return Some(subtree(doc, clause));
        }
        // "The bridge, officials said, is open."
        let head = doc.head(verb);
        let aside = doc.dep(verb) == "parataxis" && head != verb && subject(doc, verb).is_some();
        aside.then(|| without(&subtree(doc, head), &subtree(doc, verb)))
    }

    /// The words of the clause that a verb governs.
    fn governed(self, verb: usize, clause: usize) -> Tokens {
        let doc = self.doc;
        let tokens = subtree(doc, clause);
        if clause < verb {
            return tokens;
        }
        // "believe most of them remain at large": the grammar took the subject for an object.
        let orphan = subject(doc, clause).is_none() && matches!(doc.tag(clause), "VBP" | "VBZ" | "VBD");
        let lost = child(doc, verb, &["dobj"]).filter(|o| orphan && *o > verb && *o < clause);
        let tokens = lost.map_or(tokens.clone(), |o| union(tokens, &subtree(doc, o)));
        self.and_also(verb, clause, self.tail(verb, tokens))
    }

    /// "said in a statement that the road is open": the clause that the grammar hung on the statement.
    fn clause_of_medium(self, verb: usize) -> Option<usize> {
        let doc = self.doc;
        let media = doc
            .children(verb)
            .filter(|c| doc.dep(*c) == "prep" && *c > verb)
            .filter_map(|c| child(doc, c, &["pobj"]));
        media
            .filter(|m| self.lexicon.channel_nouns.contains(doc.lemma(*m)))
            .flat_map(|m| doc.children(m))
            .find(|c| {
                matches!(doc.dep(*c), "acl" | "relcl" | "ccomp")
                    && child(doc, *c, &["mark"]).is_some()
                    && subject(doc, *c).is_some()
            })
    }

    /// "told us that the town was cleared, but troops were searching": a coordinated clause with a subject
    /// of its own, which the grammar hung on the cue, goes on with what is said.
    fn and_also(self, verb: usize, clause: usize, content: Tokens) -> Tokens {
        let doc = self.doc;
        let marked = child(doc, clause, &["mark"]).is_some();
        let more = doc.children(verb).find(|c| {
            doc.dep(*c) == "conj"
                && *c > clause
                && subject(doc, *c).is_some()
                && self.lexicon.verb(doc.lemma(*c)).next().is_none()
        });
        match more.filter(|_| marked) {
            Some(more) => union(content, &subtree(doc, more)),
            None => content,
        }
    }

    /// Adds what follows the content without a comma and hangs on the cue only because the grammar
    /// had to choose: "said the dam would open on Friday".
    fn tail(self, verb: usize, content: Tokens) -> Tokens {
        let doc = self.doc;
        let Some(last) = content.last().copied() else { return content };
        let mut content = content;
        for c in doc.children(verb).filter(|c| *c > last) {
            let tokens = subtree(doc, c);
            let adjoins = tokens.first().is_some_and(|f| *f == content.last().map_or(0, |l| l + 1));
            if !adjoins || !matches!(doc.dep(c), "prep" | "npadvmod" | "advmod" | "advcl") {
                break;
            }
            content = union(content, &tokens);
        }
        content
    }

    /// The quotation that ends right before the verb and its subject.
    fn quote_before(self, verb: usize) -> Option<&'a Quote> {
        let doc = self.doc;
        let subject = subject(doc, verb).map(|s| doc.edges(s));
        let first = subject.map_or(verb, |s| s.0.min(verb));
        let lead =
            |c: &usize| *c < first && *c + 3 >= first && matches!(doc.dep(*c), "aux" | "advmod" | "cc");
        let first = doc.children(verb).filter(lead).min().unwrap_or(first);
        (self.quotes.at(verb).is_none()).then(|| self.quotes.before(doc, first)).flatten()
    }

    /// The quotation that stands right before or after the verb and its subject.
    fn quote_beside(self, verb: usize) -> Option<&'a Quote> {
        let doc = self.doc;
        if let Some(quote) = self.quote_before(verb) {
            return Some(quote);
        }
        // After the verb, a colon or a comma; what it was said in may stand between.
        let last = subject(doc, verb).map_or(verb, |s| doc.edges(s).1.max(verb));
        let end = doc.children(verb).filter(|c| *c > verb).map(|c| doc.edges(c).1).fold(last, usize::max);
        let quote = self.quotes.after(doc, last).or_else(|| self.quotes.after(doc, end))?;
        (last + 1..quote.open).any(|t| matches!(doc.word(t), ":" | ",")).then_some(quote)
    }

    /// Any verb with a clause that is a quotation, or that follows one: "he quipped".
    fn quoted_clause(self, verb: usize) -> Option<Fit<'a>> {
        let doc = self.doc;
        if self.lexicon.never.contains(doc.lemma(verb)) {
            return None;
        }
        subject(doc, verb)?;
        let fit =
            |content, rule| Fit { sense: &self.lexicon.plain, content, cue: vec![], sourceless: false, rule };
        if let Some(content) = self.clause(verb) {
            let words = content.iter().filter(|t| !is_mark(doc, **t)).count();
            let quoted =
                content.iter().filter(|t| !is_mark(doc, **t) && self.quotes.at(**t).is_some()).count();
            return (words > 2 && quoted * 10 >= words * 8).then(|| fit(content, "quoted clause"));
        }
        let alone = doc
            .children(verb)
            .all(|c| matches!(doc.dep(c), "nsubj" | "punct" | "advmod" | "aux" | "npadvmod"));
        let quote = self.quote_before(verb).filter(|q| alone && q.closed && q.end - q.open > 5)?;
        Some(fit((quote.open..quote.end).collect(), "quote beside a verb"))
    }

    /// The words of the cue: the verb, its auxiliaries, negation and particles.
    pub(crate) fn cue_words(self, verb: usize, extra: &[usize]) -> Tokens {
        let doc = self.doc;
        let near = doc.children(verb).filter(|c| matches!(doc.dep(*c), "aux" | "auxpass" | "neg" | "prt"));
        union(near.chain([verb]).collect(), extra)
    }

    /// "could not confirm any of it": a verb of confirming that is negated or declined.
    pub(crate) fn withheld(self, verb: usize) -> Option<Tokens> {
        let doc = self.doc;
        let withholds = self.lexicon.withhold.contains(doc.lemma(verb)) && is_negated(doc, verb);
        let cannot = doc
            .children(verb)
            .any(|c| doc.dep(c) == "aux" && matches!(doc.lemma(c), "can" | "could" | "would" | "will"));
        (withholds && cannot).then_some(())?;
        let object = child(doc, verb, &["dobj"]).map(|o| subtree(doc, o));
        object.or_else(|| child(doc, verb, &["ccomp"]).map(|c| core_phrase(doc, c)))
    }
}
