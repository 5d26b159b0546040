//! All attributions of a text: verbs, "according to", nouns and adjectives that attribute.

use super::{
    draft::Draft,
    figures,
    frames::{Context, Fit},
    lexicon::{self, Frame, Lexicon},
    source::{self, noun_source, source_head, source_phrase},
    tree::{
        Tokens, child, has_to, is_above, is_finite, is_negated, is_verb, subject, subtree, union, without,
    },
};
use types::Stance;

/// The rule of a claim inside a quotation.
pub(crate) const WITHIN: &str = "said within a quotation";

/// Drafts in order of their cues, as the grammar gives them: not yet cleaned of one another. A cue
/// inside a quotation is part of what somebody else says.
pub(crate) fn gather(cx: Context<'_>) -> Vec<Draft> {
    let mut drafts = outside(cx);
    drafts.extend((0..cx.doc.sentences()).filter_map(|s| colon(cx, s)));
    drafts.extend((0..cx.doc.len()).filter(|t| cx.quotes.holds(*t)).filter_map(|t| within(cx, t)));
    drafts
}

/// "“The officer told me the road was mined,” she said": what somebody else is quoted as having said.
fn within(cx: Context<'_>, v: usize) -> Option<Draft> {
    let doc = cx.doc;
    let speaker = subject(doc, v).filter(|s| is_verb(doc, v) && matches!(doc.pos(*s), "NOUN" | "PROPN"))?;
    let clause = child(doc, v, &["ccomp"]).filter(|c| *c > v && is_finite(doc, *c))?;
    cx.lexicon
        .verb(doc.lemma(v))
        .find(|s| s.frames.contains(&Frame::Clause) && s.frames.contains(&Frame::Quote))?;
    if is_negated(doc, v) || cx.quotes.at(speaker).map(|q| q.open) != cx.quotes.at(v).map(|q| q.open) {
        return None;
    }
    let mut draft = Draft::new(doc, v, subtree(doc, clause), WITHIN);
    set_source(cx, &mut draft, Some(speaker), v);
    draft.cue = cx.cue_words(v, &[]);
    Some(draft)
}

/// "Landslide buries two buses: governor": a headline, and who says so behind a colon.
fn colon(cx: Context<'_>, sentence: usize) -> Option<Draft> {
    const LONGEST: usize = 6;
    let doc = cx.doc;
    let words: Tokens = doc.sentence(sentence).filter(|t| !doc.is_space(*t)).collect();
    let last = *words.last()?;
    let mark = words.iter().rposition(|t| doc.word(*t) == ":").filter(|m| *m > 2 && *m + 1 < words.len())?;
    let (said, behind) = (&words[..mark], &words[mark + 1..]);
    let plain = |t: &usize| matches!(doc.pos(*t), "NOUN" | "PROPN" | "ADJ" | "NUM" | "ADP" | "DET" | "PART");
    let ends = !super::tree::is_mark(doc, last) && (last + 1 == doc.len() || doc.is_space(last + 1));
    let who = doc.pos(last) == "PROPN" || cx.lexicon.origins.contains(&doc.lemma(last).to_lowercase());
    let states = said.iter().any(|t| is_verb(doc, *t) && subject(doc, *t).is_some());
    if !(ends && who && states && behind.len() <= LONGEST && behind.iter().all(plain)) {
        return None;
    }
    let mut draft = Draft::of(doc, Vec::new(), behind.to_vec(), said.to_vec(), "colon");
    draft.publisher_voice = false;
    Some(draft)
}

fn outside(cx: Context<'_>) -> Vec<Draft> {
    (0..cx.doc.len())
        .filter(|t| !cx.quotes.holds(*t))
        .filter_map(|t| match cx.doc.pos(t) {
            _ if cx.doc.word(t).eq_ignore_ascii_case("according") => according(cx, t),
            "VERB" | "AUX" => verb(cx, t),
            "NOUN" => noun(cx, t),
            "ADJ" => adjective(cx, t),
            _ => None,
        })
        .collect()
}

fn verb(cx: Context<'_>, v: usize) -> Option<Draft> {
    evaded(cx, v).or_else(|| figures::figure(cx, v)).or_else(|| framed(cx, v))
}

/// "would not be drawn on whether …": whoever is not drawn declines.
fn evaded(cx: Context<'_>, v: usize) -> Option<Draft> {
    let doc = cx.doc;
    let evades = cx.lexicon.evade.contains(doc.lemma(v)) && is_negated(doc, v) && source::is_passive(doc, v);
    let on = child(doc, v, &["prep"]).filter(|_| evades)?;
    let mut draft = Draft::new(doc, v, without(&subtree(doc, on), &[on]), "not drawn");
    set_source(cx, &mut draft, child(doc, v, &["nsubjpass", "nsubj"]), v);
    draft.cue = cx.cue_words(v, &[on]);
    draft.speaker.is_some().then_some(draft)
}

fn framed(cx: Context<'_>, v: usize) -> Option<Draft> {
    let fit = cx.fit(v)?;
    let mut draft = Draft::new(cx.doc, v, fit.content.clone(), fit.rule);
    draft.cue = cx.cue_words(v, &fit.cue);
    if !fit.sourceless {
        let moved = source::is_passive(cx.doc, v) && cx.lexicon.moved.contains(cx.doc.lemma(v));
        let speaker = if moved { child(cx.doc, v, &["nsubjpass", "nsubj"]) } else { source_head(cx.doc, v) };
        set_source(cx, &mut draft, speaker, v);
        wanted(cx, &draft, &fit, v).then_some(())?;
    }
    Some(draft)
}

fn set_source(cx: Context<'_>, draft: &mut Draft, speaker: Option<usize>, cue: usize) {
    if let Some(head) = speaker {
        draft.speaker = Some(head);
        draft.source = source_phrase(cx.doc, head, cue);
        // "the mayor, who said": both words are the source's.
        let pronoun = subject(cx.doc, cue).filter(|s| source::is_relative(cx.doc, *s));
        if let Some(pronoun) = pronoun.filter(|_| !source::is_passive(cx.doc, cue)) {
            draft.source = union(std::mem::take(&mut draft.source), &[pronoun]);
        }
    }
}

/// Whether what a frame found is an attribution at all.
fn wanted(cx: Context<'_>, draft: &Draft, fit: &Fit<'_>, v: usize) -> bool {
    let evidence = |t: &usize| cx.lexicon.evidence.contains(cx.doc.lemma(*t));
    let lemma = |t: usize| cx.doc.lemma(t);
    let unnamed = |t: usize| cx.lexicon.anonymity.contains(lemma(t)) && source::is_passive(cx.doc, t);
    if child(cx.doc, v, &["xcomp"]).is_some_and(unnamed) || draft.speaker.is_some_and(|s| asks_who(cx, s)) {
        return false;
    }
    match fit.rule {
        _ if fit.sense.class == "present" && fit.rule != "clause" => {
            let object = child(cx.doc, v, &["dobj"]);
            draft.speaker.iter().chain(&object).any(evidence)
        }
        "clause" => draft.speaker.is_some() || source::is_passive(cx.doc, v),
        _ => draft.speaker.is_some(),
    }
}

/// "Who said so?": a question's "who" is nobody.
fn asks_who(cx: Context<'_>, speaker: usize) -> bool {
    matches!(cx.doc.tag(speaker), "WP" | "WDT")
}

/// "According to the ministry, …"
fn according(cx: Context<'_>, t: usize) -> Option<Draft> {
    let doc = cx.doc;
    let to = child(doc, t, &["prep"])?;
    let speaker = child(doc, to, &["pobj"])?;
    let clause = clause_of(cx, t)?;
    let aside = subtree(doc, t);
    let mut draft = Draft::new(doc, t, without(&subtree(doc, clause), &aside), "according to");
    draft.cue = vec![t, to];
    draft.speaker = Some(speaker);
    draft.source = subtree(doc, speaker);
    Some(draft)
}

/// The clause that a word stands in: the nearest verb above that has a subject, else the topmost word.
fn clause_of(cx: Context<'_>, token: usize) -> Option<usize> {
    let doc = cx.doc;
    let mut t = doc.head(token);
    (t != token).then_some(())?;
    for _ in 0..64 {
        let head = doc.head(t);
        let clause =
            is_verb(doc, t) && !matches!(doc.dep(t), "acl" | "relcl" | "amod" | "xcomp" | "pcomp" | "aux");
        if head == t || clause {
            return Some(t);
        }
        t = head;
    }
    Some(t)
}

/// "the claim that …", "there are indications …", "a claim that was refuted by …"
fn noun(cx: Context<'_>, n: usize) -> Option<Draft> {
    let doc = cx.doc;
    let known = cx.lexicon.noun(doc.lemma(n))?;
    if let Some(draft) = refuted(cx, n) {
        return Some(draft);
    }
    if !known.finds {
        return deed(cx, n);
    }
    // "statement that it had fallen" hangs on a verb of saying; "signs that it is falling" on nothing.
    let alone = |c: &usize| doc.dep(n) == "attr" || !matches!(doc.tag(*c), "VBG" | "VBN");
    let says = |c: &usize| *c > n && is_verb(doc, *c) && alone(c) && is_finite(doc, *c) && !relative(cx, *c);
    if let Some(draft) = deed(cx, n) {
        return Some(draft);
    }
    let own = doc.children(n).find(|c| matches!(doc.dep(*c), "acl" | "ccomp" | "relcl") && says(c));
    let content = own.map(|c| subtree(doc, c)).or_else(|| existential(cx, n, says))?;
    let mut draft = Draft::new(doc, n, content, "noun and clause");
    // "rejected the accusation that": who rejects it does not make it.
    let rejects = |s: &lexicon::Sense| s.stance == Stance::Denies;
    let whose = child(doc, n, &["poss"]).is_some();
    if !whose && doc.dep(n) == "dobj" && cx.lexicon.senses(doc.lemma(doc.head(n))).any(rejects) {
        return None;
    }
    set_source(cx, &mut draft, noun_source(doc, n), n);
    Some(draft)
}

/// "the Front's threat to close the strait": whose deed is promised, threatened or demanded.
fn deed(cx: Context<'_>, n: usize) -> Option<Draft> {
    let doc = cx.doc;
    let sense = cx.lexicon.noun(doc.lemma(n))?;
    let acts = matches!(sense.stance, Stance::Promises | Stance::Threatens | Stance::Demands);
    let infinitive =
        doc.children(n).find(|c| *c > n && matches!(doc.dep(*c), "acl" | "xcomp") && has_to(doc, *c))?;
    let owner = child(doc, n, &["poss"]).filter(|_| acts)?;
    let mut draft = Draft::new(doc, n, subtree(doc, infinitive), "noun and infinitive");
    set_source(cx, &mut draft, Some(owner), n);
    Some(draft)
}

/// What follows "there are indications" where the grammar hung it on the verb.
fn existential(cx: Context<'_>, n: usize, says: impl Fn(&usize) -> bool) -> Option<Tokens> {
    let doc = cx.doc;
    let be = doc.head(n);
    (doc.dep(n) == "attr" && child(doc, be, &["expl"]).is_some()).then_some(())?;
    let after: Tokens = doc.children(be).filter(|c| *c > n && doc.dep(*c) != "punct").collect();
    after.iter().any(says).then(|| after.iter().fold(Vec::new(), |all, c| union(all, &subtree(doc, *c))))
}

/// "…, a claim that was quickly refuted by the army": who refuted it denies it. The whole apposition is
/// what the text says of the denial; it names neither statement in other words.
fn refuted(cx: Context<'_>, n: usize) -> Option<Draft> {
    let doc = cx.doc;
    let verb = child(doc, n, &["relcl", "acl"])?;
    let speaker = match source::is_passive(doc, verb) {
        true => source_head(doc, verb)?,
        // "a claim that the mayor rejected": the relative pronoun is the object.
        false => subject(doc, verb).filter(|s| !source::is_relative(doc, *s))?,
    };
    cx.lexicon.verb(doc.lemma(verb)).find(|s| s.stance == Stance::Denies)?;
    let mut draft = Draft::new(doc, verb, subtree(doc, n), "refuted apposition");
    set_source(cx, &mut draft, Some(speaker), verb);
    draft.cue = cx.cue_words(verb, &[]);
    Some(draft)
}

/// Whether a clause has a gap that its noun fills: "the claim that he made". A clause in which "that"
/// is only a mark, and whose verb has a subject and no missing object, is what the noun says.
fn relative(cx: Context<'_>, clause: usize) -> bool {
    let doc = cx.doc;
    subtree(doc, clause)
        .iter()
        .any(|t| matches!(doc.tag(*t), "WDT" | "WP" | "WRB") && is_above(doc, clause, *t))
}

/// "remained confident that …"
fn adjective(cx: Context<'_>, a: usize) -> Option<Draft> {
    let doc = cx.doc;
    Lexicon::finds(cx.lexicon.adjective(doc.lemma(a))).then_some(())?;
    let clause = child(doc, a, &["ccomp"])?;
    let verb = doc.head(a);
    let mut draft = Draft::new(doc, a, subtree(doc, clause), "adjective and clause");
    set_source(cx, &mut draft, is_verb(doc, verb).then(|| source_head(doc, verb)).flatten(), a);
    draft.cue = if is_verb(doc, verb) { union(vec![a], &[verb]) } else { vec![a] };
    draft.speaker.is_some().then_some(draft)
}

/// Takes cue and source out of what is said.
pub(crate) fn clean(draft: &mut Draft) {
    let taken = union(draft.cue.clone(), &draft.source);
    let parts: Vec<Tokens> = draft.parts.iter().map(|p| without(p, &taken)).collect();
    draft.parts = parts;
}
