//! Who: actors and all their mentions.
//!
//! Names are found first and over the whole text, since a headline may use the last name that the
//! third paragraph explains. Then one pass in reading order gives every description and pronoun its
//! actor: by what fits (number, gender, kind), how near it is and what part it plays in its
//! sentence, much as in Lappin and Leass, "An algorithm for pronominal anaphora resolution" (1994).
//! What stays unsure gets no mention, or an actor that is unnamed.

mod bearers;
mod beside;
mod bodies;
mod cluster;
mod credits;
mod facts;
mod forms;
mod humans;
mod lexicon;
mod names;
mod nominal;
mod phrase;
mod pronoun;
mod recent;
mod registry;
mod resolve;
mod rows;
mod shape;
mod stretch;

pub use lexicon::Lexicon;

use types::{Actor, Span};

/// The actors of a document and where they are mentioned.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    /// The actors, in order of first mention.
    pub actors: Vec<types::Actor>,
    /// Mentions, in order of their heads.
    pub mentions: Vec<types::Mention>,
}

impl Actors {
    /// The actor that the noun phrase with this head token means.
    pub fn at_head(&self, token: usize) -> Option<&types::Actor> {
        let i = self.mentions.binary_search_by_key(&token, |m| m.head).ok()?;
        self.actors.get(self.mentions[i].actor)
    }

    /// The actor of the noun phrase that a span of the text is. The head of the phrase decides; the
    /// first mention inside serves where the head has none, as in "a team led by Jane Roe".
    pub fn for_span(&self, syntax: &nlp::Doc, span: Span) -> Option<&Actor> {
        let inside = tokens(syntax, span);
        let outside = |t: &usize| {
            let head = syntax.head(*t);
            head == *t || !inside.contains(&head)
        };
        let heads = || inside.clone().filter(outside);
        heads().find_map(|t| self.at_head(t)).or_else(|| {
            let nominal = heads().any(|t| matches!(syntax.pos(t), "NOUN" | "PRON"));
            let first = || self.in_tokens(&inside).next().and_then(|m| self.actors.get(m.actor));
            if nominal { None } else { first() }
        })
    }

    /// The actor of a source: [`Actors::for_span`], else an unnamed one called by the words of the
    /// span. Nothing where only a pronoun stands that could not be resolved.
    pub fn for_source(&self, document: &types::Document, syntax: &nlp::Doc, span: Span) -> Option<Actor> {
        let known = self.for_span(syntax, span).cloned();
        known.or_else(|| {
            let inside = tokens(syntax, span);
            let noun = inside.into_iter().any(|t| matches!(syntax.pos(t), "NOUN" | "PROPN"));
            noun.then(|| unnamed(document, syntax, span))
        })
    }

    /// All distinct actors mentioned inside a span, in order of mention.
    pub fn within(&self, syntax: &nlp::Doc, span: Span) -> Vec<&Actor> {
        let mut seen: Vec<usize> = Vec::new();
        for mention in self.in_tokens(&tokens(syntax, span)) {
            if !seen.contains(&mention.actor) {
                seen.push(mention.actor);
            }
        }
        seen.into_iter().filter_map(|a| self.actors.get(a)).collect()
    }

    fn in_tokens(&self, inside: &std::ops::Range<usize>) -> impl Iterator<Item = &types::Mention> {
        let (first, past) = (inside.start, inside.end);
        let from = self.mentions.partition_point(|m| m.head < first);
        self.mentions[from..].iter().take_while(move |m| m.head < past)
    }
}

/// An actor for words that no mention explains, such as a source that is a clause: unnamed, called
/// by the words of the span without a leading article.
fn unnamed(document: &types::Document, syntax: &nlp::Doc, span: Span) -> Actor {
    let name = forms::bare(span.of(syntax.text()));
    let name = ["a ", "an ", "A ", "An "].iter().find_map(|a| name.strip_prefix(a)).unwrap_or(name);
    registry::Known::new(name, types::ActorKind::Unnamed, false).finish(document)
}

/// The tokens that a span covers, wholly or in part.
fn tokens(syntax: &nlp::Doc, span: Span) -> std::ops::Range<usize> {
    let first = syntax.token_at(span.start);
    let past = (first..syntax.len()).find(|t| syntax.start(*t) >= span.end);
    first..past.unwrap_or(syntax.len())
}

/// The actors of a document.
pub fn find(document: &types::Document, syntax: &nlp::Doc, lexicon: &Lexicon) -> Actors {
    let text = shape::Text::new(syntax, lexicon);
    let mut registry = registry::Registry::default();
    let names = names::find(&text);
    let actors = cluster::cluster(&text, &names, &mut registry);
    let named = facts::Named { names: &names, actors: &actors };
    facts::collect(&text, &named, &mut registry);
    let mentions = resolve::resolve(&text, &named, &mut registry);
    bearers::collect(&text, &named, &mut registry, &mentions);
    finish(document, registry, mentions)
}

/// Keeps the actors that are mentioned, in order of first mention. Whose lawyer somebody is serves to tell
/// people apart, but nobody is a body that others belong to: such affiliations end here.
fn finish(document: &types::Document, registry: registry::Registry, mentions: Vec<types::Mention>) -> Actors {
    let mut found = Actors { actors: Vec::new(), mentions };
    let people: rustc_hash::FxHashSet<String> =
        registry.known.iter().filter(|k| k.person).map(|k| k.name.clone()).collect();
    let mut known: Vec<Option<registry::Known>> = registry.known.into_iter().map(Some).collect();
    let mut by_id = rustc_hash::FxHashMap::default();
    let mut place = vec![usize::MAX; known.len()];
    for mention in &mut found.mentions {
        if let Some(mut actor) = known[mention.actor].take() {
            actor.affiliations.retain(|a| !people.contains(a));
            let actor = actor.finish(document);
            let at = *by_id.entry(actor.id.clone()).or_insert(found.actors.len());
            place[mention.actor] = at;
            if at == found.actors.len() {
                found.actors.push(actor);
            }
        }
        mention.actor = place[mention.actor];
    }
    found
}
