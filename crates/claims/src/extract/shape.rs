//! What the content of a cue is to the grammar: a clause, an infinitive, an object, what a preposition
//! opens. A word's frames are tried against this, whoever found the words.

use super::{
    draft::Draft,
    frames::Context,
    lexicon::Frame,
    source::is_passive,
    tree::{Tokens, child, has_to, is_finite, is_mark, is_verb, subject, tops},
};

/// The grammar of a content beside its cue.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// A clause with a tense of its own.
    clause: bool,
    /// Mostly quoted.
    quoted: bool,
    infinitive: bool,
    /// What the cue is done to: its object, or the subject of a passive.
    object: bool,
    /// Something said of the object without a tense: "called the vote unfair".
    predicate: bool,
    /// The cue is in the passive and nobody is given as its source.
    passive: bool,
    /// Words that open the content or lead to it: "for", "of".
    leads: Vec<String>,
}

impl Shape {
    /// The shape of all that a draft says.
    pub(crate) fn of(cx: Context<'_>, draft: &Draft) -> Shape {
        let doc = cx.doc;
        let content = draft.content();
        let words = content.iter().filter(|t| !is_mark(doc, **t));
        let quoted = words.clone().filter(|t| cx.quotes.at(**t).is_some()).count();
        let tops: Tokens = tops(doc, &content).into_iter().filter(|t| !draft.cue.contains(t)).collect();
        let mut shape = Shape { quoted: quoted * 2 > words.count(), ..Shape::default() };
        shape.passive =
            draft.head.is_some_and(|h| is_verb(doc, h) && is_passive(doc, h) && draft.source.is_empty());
        for t in &tops {
            shape.add(cx, draft, *t);
        }
        let led = |t: &&usize| matches!(doc.dep(**t), "prep" | "prt" | "agent") && Some(**t) != draft.head;
        shape.leads.extend(draft.cue.iter().filter(led).map(|t| doc.word(*t).to_lowercase()));
        // "asked him to leave": the object may stand in no set of words.
        let object = draft.head.and_then(|h| child(doc, h, &["dobj", "dative"]));
        shape.object |= object.is_some_and(|o| draft.says(o));
        shape
    }

    fn add(&mut self, cx: Context<'_>, draft: &Draft, t: usize) {
        let doc = cx.doc;
        match doc.pos(t) {
            // "called for banning it": the preposition may be the cue's.
            _ if matches!(doc.dep(t), "pobj" | "pcomp") => {
                self.leads.push(doc.word(doc.head(t)).to_lowercase());
                self.clause |= is_verb(doc, t) && is_finite(doc, t);
            }
            "VERB" | "AUX" if has_to(doc, t) => {
                self.infinitive = true;
                self.object |= subject(doc, t).is_some();
            }
            "VERB" | "AUX" if is_finite(doc, t) => self.clause = true,
            "VERB" | "AUX" if doc.dep(t) == "ccomp" || subject(doc, t).is_some() => {
                self.clause |= doc.tag(t) != "VB";
                self.predicate = true;
            }
            "ADP" | "SCONJ" if matches!(doc.dep(t), "prep" | "prt" | "agent") => {
                self.leads.push(doc.word(t).to_lowercase());
            }
            "ADJ" | "ADV" if matches!(doc.dep(t), "oprd" | "xcomp" | "acomp" | "ccomp") => {
                self.predicate = true;
            }
            _ if matches!(doc.dep(t), "oprd") => self.predicate = true,
            _ => {
                self.object = true;
                self.leads.extend(after(cx, draft, t));
            }
        }
    }

    /// Whether a frame describes it.
    pub(crate) fn fits(&self, frame: &Frame) -> bool {
        match frame {
            Frame::Clause => self.clause,
            Frame::Quote => self.quoted,
            Frame::Object => self.object,
            Frame::Small => self.predicate,
            Frame::To => self.infinitive && !self.object,
            Frame::ObjectTo => self.infinitive && self.object,
            Frame::Raise => self.infinitive || self.predicate || self.object,
            Frame::Passive => self.passive && (self.infinitive || self.clause || self.object),
            Frame::Prep(word) => !self.object && self.leads.contains(word),
            Frame::ObjectPrep(word) => self.object && self.leads.contains(word),
        }
    }

    /// Whether the cue stands in the passive without a source.
    pub(crate) fn is_impersonal(&self) -> bool {
        self.passive
    }
}

/// Prepositions that hang on an object: "blamed the army for it" as "the army for it".
fn after(cx: Context<'_>, draft: &Draft, object: usize) -> Vec<String> {
    let doc = cx.doc;
    let heads = [Some(object), draft.head];
    let prep = |c: &usize| doc.dep(*c) == "prep" && *c > object && draft.says(*c);
    heads
        .into_iter()
        .flatten()
        .flat_map(|h| doc.children(h))
        .filter(prep)
        .map(|c| doc.word(c).to_lowercase())
        .collect()
}
