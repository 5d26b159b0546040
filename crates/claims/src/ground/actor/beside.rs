//! The phrases that say what the bearer of a name is: in front of it, in apposition, after "is".

use super::lexicon::Noun;
use super::names::Name;
use super::shape::Text;

/// The noun that a name at the end of its phrase belongs to: in "the spokeswoman Jane Roe" some
/// analyses hang the name on the noun.
pub(super) fn phrase_head(text: &Text, head: usize) -> usize {
    let outer = text.doc.head(head);
    let follows = outer < head && matches!(text.doc.dep(head), "appos" | "nmod");
    let touching = (outer + 1..head).all(|t| text.modifies(t));
    if follows && touching && matches!(text.noun(outer), Some(Noun::Person(_))) { outer } else { head }
}

/// Phrases that say what the bearer of a name is: beside it after a comma, as the noun that it is
/// beside of, after "is", or "a fighter calling himself".
pub(super) fn beside(text: &Text, name: &Name, head: usize) -> Vec<(usize, usize)> {
    let doc = text.doc;
    let mut found = Vec::new();
    let mut noun = |token: usize| {
        if text.noun(token).is_some() && !(name.first..=name.last).contains(&token) {
            let first = text.first(token);
            let first = if first <= name.last && name.last < token { name.last + 1 } else { first };
            found.push((first.min(token), text.last(token, false).max(token)));
        }
    };
    doc.children(head).filter(|c| *c > head && doc.dep(*c) == "appos").for_each(&mut noun);
    if let Some(outer) = appositive_of(text, head) {
        noun(outer);
    }
    let verb = doc.head(head);
    if doc.dep(head) == "nsubj" && doc.lemma(verb) == "be" {
        doc.children(verb).filter(|c| *c > verb && doc.dep(*c) == "attr").for_each(&mut noun);
    }
    found
}

/// The noun that a name in apposition names: "the spokesman, John Roe", "a fighter who called
/// himself Roe", "a man identified as Roe".
pub(super) fn appositive_of(text: &Text, head: usize) -> Option<usize> {
    let doc = text.doc;
    let mut outer = doc.head(head);
    // "the head of the charity, Jane Roe": the analysis hangs the name on the nearer noun.
    if doc.dep(head) == "appos"
        && doc.dep(outer) == "pobj"
        && !matches!(text.noun(outer), Some(Noun::Person(_)))
    {
        let role = doc.head(doc.head(outer));
        let of = doc.dep(doc.head(outer)) == "prep" && doc.word(doc.head(outer)) == "of";
        let person = matches!(text.noun(role), Some(Noun::Person(_))) && !text.plural(role);
        if of && person && role < outer {
            outer = role;
        }
    }
    if doc.dep(head) == "appos" && outer < head {
        return matches!(text.noun(outer), Some(Noun::Person(_) | Noun::Body(_))).then_some(outer);
    }
    called(text, head)
}

/// The noun before "identified as", "calling himself", "named" in front of a name. Read from the
/// words, since a tree with such a clause is often wrong.
fn called(text: &Text, head: usize) -> Option<usize> {
    let doc = text.doc;
    let filler = |t: usize| {
        matches!(
            doc.word(t),
            "as" | "only" | "by" | "himself" | "herself" | "themselves" | "his" | "her" | "name"
        )
    };
    let mut at = text.first(head).checked_sub(1)?;
    for _ in 0..3 {
        if !filler(at) {
            break;
        }
        at = at.checked_sub(1)?;
    }
    let naming = matches!(doc.lemma(at), "identify" | "name" | "call" | "know" | "give");
    let noun = doc.head(at);
    let clause = matches!(doc.dep(at), "acl" | "relcl" | "amod");
    let person = matches!(text.noun(noun), Some(Noun::Person(_)));
    (naming && clause && person && noun < at && !text.plural(noun)).then_some(noun)
}
