//! From the origin to the publisher, and how or to whom it was said.

use super::{
    draft::Draft,
    frames::Context,
    source::{is_passive, source_phrase},
    tree::{Tokens, child, core_phrase, is_verb, spans, subject, subtree, union, without},
};
use types::{Channel, Document, Link, LinkRole, Span};

/// How or to whom: "in a statement", "told reporters".
pub(crate) fn channel(cx: Context<'_>, draft: &Draft, text: &str) -> Option<Channel> {
    let head = draft.head?;
    let mut tokens: Tokens = Vec::new();
    if let Some(listener) = listener(cx, draft, head) {
        tokens = union(vec![head], &core_phrase(cx.doc, listener));
    }
    // "Speaking on the radio, the general said"; "The bishop, in a sermon, called for calm".
    let doing = cx.doc.children(head).filter(|c| {
        matches!(cx.doc.dep(*c), "advcl" | "acl") && cx.lexicon.speaking.contains(cx.doc.lemma(*c))
    });
    let aside = |c: &usize| c.checked_sub(1).is_some_and(|b| cx.doc.word(b) == ",");
    let beside = draft.speaker.into_iter().flat_map(|s| cx.doc.children(s)).filter(aside);
    let below = doing.flat_map(|d| cx.doc.children(d));
    for c in cx.doc.children(head).chain(below).chain(beside) {
        let medium = cx.doc.dep(c) == "prep"
            && cx.lexicon.channel_prepositions.contains(&cx.doc.word(c).to_lowercase());
        let named = medium && child(cx.doc, c, &["pobj"]).is_some_and(|o| is_medium(cx, o));
        if named && !draft.says(c) {
            let said = draft.content();
            let own = super::tree::without(&subtree(cx.doc, c), &said);
            // What stands behind the words that were said is no part of the medium.
            let unbroken = own.chunk_by(|a, b| a + 1 == *b).find(|run| run.contains(&c));
            tokens = union(tokens, unbroken.unwrap_or_default());
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
    let words = |tokens: &[usize]| {
        let name = Span::join(&spans(cx.doc, tokens), &document.text);
        (!name.is_empty()).then_some(name)
    };
    if !draft.publisher_voice {
        links.push(Link { role: LinkRole::Origin, name: words(&draft.source) });
    }
    let according = draft.relayed.iter().filter_map(|a| relay(cx, *a));
    for (role, tokens) in according.chain(draft.relays.iter().cloned()) {
        let name = words(&tokens).map(|n| bare(&n).to_owned());
        if name.is_some() && links.iter().all(|l| l.name != name) {
            links.push(Link { role, name });
        }
    }
    links.push(Link { role: LinkRole::Publisher, name: document.publisher.clone() });
    links
}

/// Without a leading article.
fn bare(name: &str) -> &str {
    ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|a| name.strip_prefix(a)).unwrap_or(name)
}

/// "according to a translation by X": X, as translator; "according to X": X, as relay.
fn relay(cx: Context<'_>, according: usize) -> Option<(LinkRole, Tokens)> {
    let doc = cx.doc;
    let object = child(doc, child(doc, according, &["prep"])?, &["pobj"])?;
    let maker = doc
        .children(object)
        .filter(|c| matches!(doc.dep(*c), "prep" | "agent"))
        .find_map(|p| child(doc, p, &["pobj"]));
    let translated = cx.lexicon.translator.contains(doc.lemma(object));
    let who = if translated { maker.unwrap_or(object) } else { object };
    let role = if translated { LinkRole::Translator } else { LinkRole::Relay };
    Some((role, core_phrase(doc, who)))
}

/// Finds who passes each statement on: whoever quotes or translates it, whoever cites the one who said it,
/// and those in whose statements it stands. What the passing on was found as by itself is dropped.
pub(crate) fn tie(cx: Context<'_>, drafts: &mut Vec<Draft>) {
    let mut done: Tokens = Vec::new();
    for d in drafts.iter_mut() {
        done.extend(quoted_as_saying(cx, d));
        done.extend(citing(cx, d));
        as_quoted(cx, d);
    }
    drafts.retain(|d| !d.head.is_some_and(|h| done.contains(&h)));
    let outer: Vec<Vec<(LinkRole, Tokens)>> = drafts.iter().map(|d| around(cx, d, drafts)).collect();
    drafts.iter_mut().zip(outer).for_each(|(d, o)| d.relays.extend(o));
}

/// The sources of the statements that this one stands in, the nearest first.
fn around(cx: Context<'_>, draft: &Draft, all: &[Draft]) -> Vec<(LinkRole, Tokens)> {
    let Some(head) = draft.head.filter(|_| draft.nested) else { return Vec::new() };
    let holds = |o: &&Draft| o.head != draft.head && o.head.is_some() && o.says(head) && !o.source.is_empty();
    let mut outer: Vec<&Draft> = all.iter().filter(holds).collect();
    outer.sort_by_key(|o| o.content().len());
    let own = |s: &Tokens| s.iter().all(|t| draft.source.contains(t));
    outer
        .iter()
        .map(|o| o.source.clone())
        .filter(|s| !own(s))
        .map(|s| (LinkRole::Relay, name(cx, s)))
        .collect()
}

/// The phrase of a source without what is said of it in a further clause.
fn name(cx: Context<'_>, source: Tokens) -> Tokens {
    match super::draft::speaker(cx.doc, &source) {
        Some(head) => {
            core_phrase(cx.doc, head).into_iter().filter(|t| source.binary_search(t).is_ok()).collect()
        }
        None => source,
    }
}

/// "X was quoted by Y as saying", "Y quoted X as saying": X says it, Y passes it on. Gives the "saying"
/// where the cue was the quoting alone.
fn quoted_as_saying(cx: Context<'_>, draft: &mut Draft) -> Option<usize> {
    let doc = cx.doc;
    let head = draft.head?;
    let quoting = quoting_above(cx, head)?;
    let agent = child(doc, quoting, &["agent"]).and_then(|a| child(doc, a, &["pobj"]));
    let (speaker, relay) = if is_passive(doc, quoting) {
        (child(doc, quoting, &["nsubjpass", "nsubj"]), agent)
    } else {
        (child(doc, quoting, &["dobj"]), subject(doc, quoting))
    };
    let within = if head == quoting { saying(cx, quoting) } else { None };
    if let Some((lead, verb)) = within {
        let clause =
            child(doc, verb, &["ccomp"]).map(|c| subtree(doc, c)).filter(|_| !draft.cue.contains(&verb));
        draft.parts = clause.map_or_else(|| std::mem::take(&mut draft.parts), |c| vec![c]);
        draft.cue = union(std::mem::take(&mut draft.cue), &[lead, verb]);
    }
    if let Some(speaker) = speaker.filter(|s| doc.tag(*s) != "WDT" && !draft.says(*s)) {
        speaks(cx, draft, speaker);
    }
    if let Some(relay) = relay.filter(|r| !draft.source.contains(r)) {
        draft.relays.push((LinkRole::Relay, core_phrase(doc, relay)));
        draft.rules.push("quoted as saying");
    }
    within.map(|(_, verb)| verb)
}

/// The "as" and the "saying" of a verb that quotes.
fn saying(cx: Context<'_>, quoting: usize) -> Option<(usize, usize)> {
    let doc = cx.doc;
    let lead = doc.children(quoting).find(|c| doc.dep(*c) == "prep" && doc.word(*c) == "as")?;
    Some((lead, child(doc, lead, &["pcomp"])?))
}

/// The verb that quotes, for the "saying" of "quoted … as saying"; that verb itself where the cue begins with it.
fn quoting_above(cx: Context<'_>, head: usize) -> Option<usize> {
    let doc = cx.doc;
    let quotes = |t: usize| cx.lexicon.quoting.contains(doc.lemma(t)) && is_verb(doc, t);
    if quotes(head) {
        return saying(cx, head).map(|_| head);
    }
    let lead = doc.head(head);
    let verb = doc.head(lead);
    (doc.dep(head) == "pcomp" && doc.word(lead) == "as" && quotes(verb)).then_some(verb)
}

/// Gives a statement another source.
fn speaks(cx: Context<'_>, draft: &mut Draft, speaker: usize) {
    let cue = draft.head.unwrap_or(speaker);
    draft.source =
        source_phrase(cx.doc, speaker, cue).into_iter().filter(|t| !draft.cue.contains(t)).collect();
    draft.speaker = Some(speaker);
    draft.parts.iter_mut().for_each(|p| *p = without(p, &draft.source));
}

/// "the Herald reported, citing two officers": the officers say it, the Herald passes it on.
fn citing(cx: Context<'_>, draft: &mut Draft) -> Option<usize> {
    let doc = cx.doc;
    let head = draft.head.filter(|h| is_verb(doc, *h))?;
    let cites = |t: &usize| {
        cx.lexicon.citing.contains(doc.lemma(*t))
            && (doc.tag(*t) == "VBG" || doc.dep(*t) == "relcl")
            && matches!(doc.dep(*t), "advcl" | "conj" | "acl" | "ccomp" | "dep" | "prep" | "relcl")
    };
    let subject = subject(doc, head);
    let beside = doc.children(head).chain(subject.into_iter().flat_map(|s| doc.children(s)));
    let citing = beside.filter(|c| !draft.says(*c) || doc.head(*c) == head).find(cites)?;
    let cited = child(doc, citing, &["dobj"]).filter(|o| is_origin(cx, *o))?;
    let own = subject.filter(|s| *s != cited)?;
    if !draft.source.contains(&own) && !draft.source.contains(&cited) {
        return None;
    }
    let aside = subtree(doc, citing);
    draft.relays.push((LinkRole::Relay, without(&core_phrase(doc, own), &aside)));
    draft.parts.iter_mut().for_each(|p| *p = without(p, &aside));
    speaks(cx, draft, cited);
    draft.rules.push("citing");
    Some(citing)
}

/// Whether something cited can say something: a name, a person, a document; not "concerns".
fn is_origin(cx: Context<'_>, noun: usize) -> bool {
    let doc = cx.doc;
    let entity = doc.entity_of(noun).map(|e| doc.label(&doc.entities()[e]));
    let lemma = doc.lemma(noun).to_lowercase();
    matches!(entity, Some("PERSON" | "ORG" | "NORP" | "GPE"))
        || doc.pos(noun) == "PROPN"
        || cx.lexicon.origins.contains(&lemma)
        || cx.lexicon.evidence.contains(&lemma)
}

/// "…, as quoted by the agency", "as translated by X".
fn as_quoted(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head else { return };
    let sentence = doc.sentence(doc.sentence_of(head));
    let passes = |v: &usize| {
        let lemma = doc.lemma(*v);
        let known = cx.lexicon.quoting.contains(lemma) || cx.lexicon.translating.contains(lemma);
        let marked = v.checked_sub(1).is_some_and(|b| doc.word(b).eq_ignore_ascii_case("as"));
        known && marked && doc.tag(*v) == "VBN" && *v > head && cx.quotes.at(*v).is_none()
    };
    for verb in sentence.filter(passes) {
        // The grammar may hang the "by" on the verb as an agent or as a mere preposition.
        let by = doc.children(verb).find(|c| doc.word(*c).eq_ignore_ascii_case("by"));
        let Some(who) = by.and_then(|b| child(doc, b, &["pobj"])) else { continue };
        let translated = cx.lexicon.translating.contains(doc.lemma(verb));
        let role = if translated { LinkRole::Translator } else { LinkRole::Relay };
        draft.relays.push((role, core_phrase(doc, who)));
        let aside = subtree(doc, verb);
        draft.parts.iter_mut().for_each(|p| *p = without(p, &aside));
        draft.rules.push("as quoted by");
    }
}
