//! Nouns for people, bodies and things that speak, and verbs of speech.

use crate::{actors, same};
use types::ActorKind;

/// "The spokesman left": somebody.
pub fn somebody(noun: &str) -> bool {
    let text = format!("the/DT/DET/det/1 {noun}/NN/NOUN/nsubj/2 left/VBD/VERB/ROOT/2");
    actors(&text, &[]).at_head(1).is_some()
}

/// "The lawyer left. He slept.", or "She slept.": one person.
pub fn person(noun: &str) -> bool {
    called(noun, "He") && called(noun, "She")
}

/// "The Ostland-backed band": it has no other name, as no person would be called.
pub fn body(noun: &str) -> bool {
    let text =
        format!("the/DT/DET/det/2 Ostland-backed/JJ/ADJ/amod/2 {noun}/NN/NOUN/nsubj/3 left/VBD/VERB/ROOT/3");
    actors(&text, &[]).at_head(2).is_some_and(|a| a.named)
}

/// "The report left": no body, no person.
pub fn document(noun: &str) -> bool {
    let text = format!("the/DT/DET/det/1 {noun}/NN/NOUN/nsubj/2 left/VBD/VERB/ROOT/2");
    actors(&text, &[]).at_head(1).is_some_and(|a| a.kind == ActorKind::Document)
}

/// "The stone said": somebody because of the verb alone.
pub fn speaks(verb: &str) -> bool {
    let text = format!("the/DT/DET/det/1 stone/NN/NOUN/nsubj/2 {verb}/VB/VERB/ROOT/2");
    actors(&text, &[]).at_head(1).is_some()
}

pub fn male(noun: &str) -> bool {
    somebody(noun) && called(noun, "He") && !called(noun, "She")
}

pub fn female(noun: &str) -> bool {
    somebody(noun) && called(noun, "She") && !called(noun, "He")
}

fn called(noun: &str, pronoun: &str) -> bool {
    let text = format!(
        "the/DT/DET/det/1 {noun}/NN/NOUN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
         {pronoun}/PRP/PRON/nsubj/5 slept/VBD/VERB/ROOT/5"
    );
    same(&actors(&text, &[]), 1, 4)
}

/// "Tessen Halverby left. The man slept.": he whom no role was given before.
pub fn anybody(noun: &str) -> bool {
    let text = format!(
        "Tessen/NNP/PROPN/compound/1 Halverby/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
         the/DT/DET/det/5 {noun}/NN/NOUN/nsubj/6 slept/VBD/VERB/ROOT/6"
    );
    same(&actors(&text, &[(0, 2, "PERSON")]), 1, 5)
}

/// "The Tessen Choir waited. The group left.": what is no place where people go may be the group.
pub fn premises(noun: &str) -> bool {
    let name: String = noun[..1].to_uppercase() + &noun[1..];
    let text = format!(
        "the/DT/DET/det/2 Tessen/NNP/PROPN/compound/2 {name}/NNP/PROPN/nsubj/3 waited/VBD/VERB/ROOT/3 \
         ./././punct/3 the/DT/DET/det/6 group/NN/NOUN/nsubj/7 left/VBD/VERB/ROOT/7"
    );
    !same(&actors(&text, &[(1, 3, "ORG")]), 2, 6)
}
