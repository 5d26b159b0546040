//! Source, cue, content, quotation, stance, certainty, chain.
//!
//! A first version by rules over the tree. Words come from `lexicons/cues.toml`; each claim names the
//! rules that made it. In order: [`gather`] finds cues and what the grammar puts beside them;
//! [`settle`] completes quotations, ties relays and divides statements; [`publisher`] adds what the
//! publisher states itself; then the words are given their meaning and become claims.

mod chain;
mod draft;
mod figures;
mod find;
mod frames;
mod gather;
mod hedges;
mod lexicon;
mod meaning;
mod mend;
pub mod network;
mod polarity;
mod publisher;
mod quotation;
mod quotes;
mod sense;
mod settle;
mod shape;
mod source;
mod stance;
mod tree;

pub use lexicon::Lexicon;
pub(crate) use quotes::Quotes;

use draft::Draft;
use frames::Context;
use types::{Attribution, Claim, Content, Cue, Document, Role, Source, Span};

/// What was found in a document.
pub struct Extracted {
    /// Who said what, as it was found.
    pub attributions: Vec<Attribution>,
    /// The statements, each on its own, in order of their first words.
    pub claims: Vec<Claim>,
}

/// The attributed statements of a document. `syntax` must be the analysis of [`Document::statements`].
/// What the network is less sure of than `least` (by default its own threshold) is left out. Places,
/// times, quantities and actors are left for [`crate::ground`].
pub fn extract(document: &Document, syntax: &nlp::Doc, lexicon: &Lexicon, least: Option<f32>) -> Extracted {
    let quotes = quotes::Quotes::find(syntax);
    let cx = Context { doc: syntax, lexicon, quotes: &quotes };
    let mut found = find::find(cx, least);
    found.iter_mut().for_each(|d| settle::close_marks(cx, d));
    // What rules add makes claims; it is no better than chance as an attribution (docs/attribution.md).
    let ruled = !network::Network::builtin().fits(syntax);
    let attributed = |d: &&Draft| d.score.is_some() || (ruled && !sense::is_publishers(cx, d));
    let attributions = found.iter().filter(attributed).filter_map(|d| attribution(cx, d)).collect();
    let statements = found.into_iter().filter(|d| find::is_statement(cx, d)).collect();
    let mut drafts = settle::settle(cx, statements);
    chain::tie(cx, &mut drafts);
    drafts.extend(publisher::statements(cx, &drafts));
    drafts.iter_mut().for_each(|d| d.publisher_voice |= sense::is_publishers(cx, d));
    let mut claims: Vec<Claim> =
        drafts.iter().flat_map(|d| d.parts.iter().filter_map(move |p| claim(cx, d, p, document))).collect();
    claims.sort_by_key(|c| (c.content.spans[0], c.span));
    claims.dedup_by(|a, b| a.id == b.id);
    once(&mut claims);
    Extracted { attributions, claims }
}

/// "Put the figure at 900 and said that …": of two cues of one source for the same words the surer one
/// stays; that of a rule, which has no score, is as sure as can be.
fn once(claims: &mut Vec<Claim>) {
    let sure = |c: &Claim| c.score.unwrap_or(1.0);
    let source = |c: &Claim| c.source.as_ref().map(|s| s.spans.clone());
    claims.sort_by(|a, b| a.content.spans.cmp(&b.content.spans).then(sure(b).total_cmp(&sure(a))));
    claims.dedup_by(|later, kept| {
        later.content.spans == kept.content.spans && source(later) == source(kept) && later.cue != kept.cue
    });
    claims.sort_by_key(|c| (c.content.spans[0], c.span));
}

/// The spans of a draft; nothing when its content is marks only.
fn attribution(cx: Context<'_>, draft: &Draft) -> Option<Attribution> {
    let content = draft.content();
    let spans = tree::spans(cx.doc, &content);
    (!spans.is_empty()).then(|| Attribution {
        source: tree::spans(cx.doc, &draft.source),
        cue: tree::spans(cx.doc, &draft.cue),
        content: spans,
        quotation: meaning::read(cx, draft, &content).quotation,
        publisher_voice: draft.publisher_voice,
        nested: draft.nested,
        score: draft.score,
    })
}

/// One claim of a draft; nothing when its words turn out to be marks only.
fn claim(cx: Context<'_>, draft: &Draft, part: &[usize], document: &Document) -> Option<Claim> {
    let text = &document.text;
    // A pull quote repeats what stands elsewhere: it goes on with nobody's words. Nor is a dateline anybody's.
    let role = |t: &usize| document.role_at(cx.doc.start(*t));
    let strange = |t: &usize| matches!(role(t), Role::Pullquote | Role::Dateline);
    let own: Vec<usize> = match part.iter().all(strange) {
        true => part.to_vec(),
        false => part.iter().copied().filter(|t| !strange(t)).collect(),
    };
    let part = &own[..];
    let content = tree::spans(cx.doc, part);
    let first = *content.first()?;
    let source = source(cx, draft, text);
    let cue = cue(cx, draft, text);
    let source_spans = source.as_ref().map_or(&[][..], |s| &s.spans);
    let cue_spans = cue.as_ref().map_or(&[][..], |c| &c.spans);
    let all = content.iter().chain(source_spans).chain(cue_spans);
    let meaning = meaning::read(cx, draft, part);
    Some(Claim {
        id: Claim::id_of(&document.document, source_spans, cue_spans, &content),
        document: document.document.clone(),
        span: all.copied().reduce(Span::cover)?,
        passage: passage(document, first.start)?,
        chain: chain::chain(cx, draft, document),
        channel: chain::channel(cx, draft, text),
        quotation: meaning.quotation,
        stance: meaning.stance,
        certainty: meaning.certainty,
        polarity: meaning.polarity,
        publisher_voice: draft.publisher_voice,
        nested: draft.nested,
        score: draft.score,
        claimed_time: None,
        valid_time: None,
        places: Vec::new(),
        quantities: Vec::new(),
        about: Vec::new(),
        question: None,
        answer: None,
        rules: draft.rules.iter().chain(&meaning.rules).map(|r| format!("extract: {r}")).collect(),
        notes: Vec::new(),
        content: Content { text: Span::join(&content, text), spans: content.clone() },
        source,
        cue,
    })
}

/// The role of the passage, or nothing where nobody states anything.
fn passage(document: &Document, at: usize) -> Option<Role> {
    Some(document.role_at(at)).filter(|r| *r != Role::Furniture)
}

fn source(cx: Context<'_>, draft: &Draft, text: &str) -> Option<Source> {
    let spans = tree::spans(cx.doc, &draft.source);
    let head = draft.speaker.filter(|_| !spans.is_empty())?;
    let named = draft.source.iter().any(|t| cx.doc.tag(*t).starts_with("NNP"));
    let _ = head;
    Some(Source { text: Span::join(&spans, text), spans, actor: None, affiliations: Vec::new(), named })
}

fn cue(cx: Context<'_>, draft: &Draft, text: &str) -> Option<Cue> {
    let head = draft.head?;
    let spans = tree::spans(cx.doc, &draft.cue);
    (!spans.is_empty()).then(|| Cue {
        text: Span::join(&spans, text),
        spans,
        lemma: cx.doc.lemma(head).to_lowercase(),
    })
}
