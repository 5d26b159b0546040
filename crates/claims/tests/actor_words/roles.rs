//! What stands in front of a name or a noun and says whose, of which sort, or what office.

use crate::{PEOPLE, actors, capital, same};

/// "Sen. Halverby left. The senator slept.": one person.
pub fn short_form(short: &str) -> bool {
    let full = PEOPLE["abbreviations"].get(short).map_or("senator", |f| f.as_str().unwrap());
    short != full && held(&format!("{}/NN/NOUN/compound/1", capital(short)), 1, &format!("{full}/NN/NOUN"))
}

/// Whether a role after a full stop means whom the words in front of "Halverby" name.
fn held(front: &str, name: usize, later: &str) -> bool {
    let (verb, the) = (name + 1, name + 3);
    let noun = the + later.split(' ').count();
    let text = format!(
        "{front} Halverby/NNP/PROPN/nsubj/{verb} left/VBD/VERB/ROOT/{verb} ./././punct/{verb} \
         the/DT/DET/det/{noun} {later}/nsubj/{} slept/VBD/VERB/ROOT/{}",
        noun + 1,
        noun + 1
    );
    same(&actors(&text, &[(name, name + 1, "PERSON")]), name, noun)
}

/// "President Halverby left. The former president slept.": another one.
pub fn qualifier(word: &str) -> bool {
    !held("President/NN/NOUN/compound/1", 1, &format!("{word}/JJ/ADJ/amod/6 president/NN/NOUN"))
}

/// "Foreign Secretary Halverby left. The secretary slept.": one person.
pub fn portfolio(word: &str) -> bool {
    held(&format!("{}/JJ/ADJ/amod/1 secretary/NN/NOUN/compound/2", capital(word)), 2, "secretary/NN/NOUN")
}

/// "The Tessen Relief spokeswoman, Anna Halverby": of that body.
pub fn bearer(role: &str) -> bool {
    let text = format!(
        "the/DT/DET/det/3 Tessen/NNP/PROPN/compound/3 Relief/NNP/PROPN/compound/3 {role}/NN/NOUN/nsubj/8 \
         ,/,/PUNCT/punct/3 Anna/NNP/PROPN/compound/6 Halverby/NNP/PROPN/appos/3 ,/,/PUNCT/punct/3 \
         left/VBD/VERB/ROOT/8"
    );
    let found = actors(&text, &[(5, 7, "PERSON")]);
    found.at_head(6).is_some_and(|a| a.affiliations == ["Tessen Relief"])
}

/// "The Ostland-backed band": it has no other name.
pub fn sponsor(verb: &str) -> bool {
    let text =
        format!("the/DT/DET/det/2 Ostland-{verb}/JJ/ADJ/amod/2 band/NN/NOUN/nsubj/3 left/VBD/VERB/ROOT/3");
    actors(&text, &[]).at_head(2).is_some_and(|a| a.named)
}

/// "Anna Halverby left. Her campaign slept.": the Anna Halverby campaign.
pub fn eponymous(noun: &str) -> bool {
    let text = format!(
        "Anna/NNP/PROPN/compound/1 Halverby/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
         her/PRP$/PRON/poss/5 {noun}/NN/NOUN/nsubj/6 slept/VBD/VERB/ROOT/6"
    );
    let found = actors(&text, &[(0, 2, "PERSON")]);
    found.at_head(5).is_some_and(|a| a.name == format!("Anna Halverby {noun}"))
}

/// "A rebel group left. The militant group slept.": one group.
pub fn armed(word: &str) -> bool {
    let text = format!(
        "a/DT/DET/det/2 {word}/JJ/ADJ/amod/2 group/NN/NOUN/nsubj/3 left/VBD/VERB/ROOT/3 ./././punct/3 \
         the/DT/DET/det/7 militant/JJ/ADJ/amod/7 group/NN/NOUN/nsubj/8 slept/VBD/VERB/ROOT/8"
    );
    same(&actors(&text, &[]), 2, 7)
}

/// "Photo by Anna Halverby": nobody whom the text tells of.
pub fn credit(word: &str) -> bool {
    let text = format!(
        "{}/NN/NOUN/ROOT/0 by/IN/ADP/prep/0 Anna/NNP/PROPN/compound/3 Halverby/NNP/PROPN/pobj/1",
        capital(word)
    );
    actors(&text, &[(2, 4, "PERSON")]).at_head(3).is_none()
}

/// "They slept near Norway": a place.
pub fn locative(preposition: &str) -> bool {
    let text = format!(
        "they/PRP/PRON/nsubj/1 slept/VBD/VERB/ROOT/1 {preposition}/IN/ADP/prep/1 Norway/NNP/PROPN/pobj/2"
    );
    actors(&text, &[(3, 4, "GPE")]).at_head(3).is_none()
}
