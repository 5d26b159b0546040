//! From the origin to the publisher, and how or to whom it was said.

use super::{
    draft::Draft,
    frames::Context,
    tree::{Tokens, child, core_phrase, spans, subtree, union},
};
use types::{Channel, Document, Link, LinkRole, Span};

/// How or to whom: "in a statement", "told reporters".
pub(crate) fn channel(cx: Context<'_>, draft: &Draft, text: &str) -> Option<Channel> {
    let head = draft.head?;
    let mut tokens: Tokens = Vec::new();
    if let Some(listener) = listener(cx, draft, head) {
        tokens = union(vec![head], &core_phrase(cx.doc, listener));
    }
    for c in cx.doc.children(head) {
        let medium = cx.doc.dep(c) == "prep"
            && cx.lexicon.channel_prepositions.contains(&cx.doc.word(c).to_lowercase());
        let named = medium && child(cx.doc, c, &["pobj"]).is_some_and(|o| is_medium(cx, o));
        if named && !draft.says(c) {
            let said = draft.content();
            tokens = union(tokens, &super::tree::without(&subtree(cx.doc, c), &said));
        }
    }
    let spans = spans(cx.doc, &tokens);
    (!spans.is_empty()).then(|| Channel { text: Span::join(&spans, text), spans })
}

/// To whom it was told, when that is not part of what was said.
fn listener(cx: Context<'_>, draft: &Draft, head: usize) -> Option<usize> {
    let doc = cx.doc;
    let told = cx.lexicon.told.contains(doc.lemma(head));
    let listener =
        doc.children(head).find(|c| matches!(doc.dep(*c), "dobj" | "dative") && doc.pos(*c) != "PRON");
    listener.filter(|l| told && !draft.says(*l) && !draft.source.contains(l))
}

fn is_medium(cx: Context<'_>, noun: usize) -> bool {
    cx.lexicon.channel_nouns.contains(&cx.doc.lemma(noun).to_lowercase())
}

/// The links that the text names, from the origin to the publisher. The origin's name is filled when
/// the actors are known.
pub(crate) fn chain(cx: Context<'_>, draft: &Draft, document: &Document) -> Vec<Link> {
    let mut links = Vec::new();
    if !draft.publisher_voice {
        let name = spans(cx.doc, &draft.source);
        let name = (!name.is_empty()).then(|| Span::join(&name, &document.text));
        links.push(Link { role: LinkRole::Origin, name });
    }
    links.extend(draft.relayed.iter().filter_map(|according| relay(cx, *according, document)));
    links.push(Link { role: LinkRole::Publisher, name: document.publisher.clone() });
    links
}

/// "according to a translation by X": X, as translator; "according to X": X, as relay.
fn relay(cx: Context<'_>, according: usize, document: &Document) -> Option<Link> {
    let doc = cx.doc;
    let object = child(doc, child(doc, according, &["prep"])?, &["pobj"])?;
    let maker = doc
        .children(object)
        .filter(|c| matches!(doc.dep(*c), "prep" | "agent"))
        .find_map(|p| child(doc, p, &["pobj"]));
    let translated = cx.lexicon.translator.contains(doc.lemma(object));
    let who = if translated { maker.unwrap_or(object) } else { object };
    let role = if translated { LinkRole::Translator } else { LinkRole::Relay };
    let name = Span::join(&spans(doc, &core_phrase(doc, who)), &document.text);
    let name =
        ["the ", "The ", "a ", "an "].iter().find_map(|a| name.strip_prefix(a)).unwrap_or(&name).to_owned();
    Some(Link { role, name: Some(name) })
}
