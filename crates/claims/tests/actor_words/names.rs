//! Forms of address, given names, and last words of the names of bodies.

use crate::{actors, capital, nouns, same};
use types::ActorKind;

const HE: [&str; 2] = ["He", "She"];
const SHE: [&str; 2] = ["She", "He"];

/// Whether the bearer of a name with this word in front is the first pronoun and not the second.
fn gender(word: &str, first: usize, [right, wrong]: [&str; 2]) -> bool {
    let word = capital(word);
    let called = |pronoun: &str| {
        let text = format!(
            "{word}/NNP/PROPN/compound/1 Halverby/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
             {pronoun}/PRP/PRON/nsubj/5 slept/VBD/VERB/ROOT/5"
        );
        same(&actors(&text, &[(first, 2, "PERSON")]), 1, 4)
    };
    called(right) && !called(wrong)
}

pub fn male_name(name: &str) -> bool {
    gender(name, 0, HE)
}

pub fn female_name(name: &str) -> bool {
    gender(name, 0, SHE)
}

pub fn male_title(title: &str) -> bool {
    gender(title, 1, HE) && addressed(title) == Some("Hassan Halverby".to_owned())
}

pub fn female_title(title: &str) -> bool {
    gender(title, 1, SHE) && addressed(title) == Some("Anna Halverby".to_owned())
}

/// Which of two with one last name is meant when only the form of address tells.
fn addressed(title: &str) -> Option<String> {
    let text = format!(
        "Hassan/NNP/PROPN/compound/1 Halverby/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
         Anna/NNP/PROPN/compound/5 Halverby/NNP/PROPN/nsubj/6 slept/VBD/VERB/ROOT/6 ./././punct/6 \
         {}/NNP/PROPN/compound/9 Halverby/NNP/PROPN/nsubj/10 fell/VBD/VERB/ROOT/10",
        capital(title)
    );
    let found = actors(&text, &[(0, 2, "PERSON"), (4, 6, "PERSON"), (9, 10, "PERSON")]);
    found.at_head(9).map(|a| a.name.clone())
}

/// "Dr. Tessen Halverby", all taken for a name, of which the title is no part though it is no role.
pub fn title(title: &str) -> bool {
    let text = format!(
        "{}/NNP/PROPN/compound/2 Tessen/NNP/PROPN/compound/2 Halverby/NNP/PROPN/nsubj/3 left/VBD/VERB/ROOT/3",
        capital(title)
    );
    let found = actors(&text, &[(0, 3, "PERSON")]);
    !nouns::somebody(title) && found.at_head(2).is_some_and(|a| a.name == "Tessen Halverby")
}

/// Whether a body whose name ends in this word, rather than another body, is called by a noun later.
fn is_called(last: &str, noun: &str) -> bool {
    let text = format!(
        "Tessen/NNP/PROPN/compound/1 {}/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
         Ostel/NNP/PROPN/compound/5 Hall/NNP/PROPN/nsubj/6 slept/VBD/VERB/ROOT/6 ./././punct/6 \
         the/DT/DET/det/9 {noun}/NN/NOUN/nsubj/10 fell/VBD/VERB/ROOT/10",
        capital(last)
    );
    same(&actors(&text, &[(0, 2, "ORG"), (4, 6, "ORG")]), 1, 9)
}

pub fn newspaper(last: &str) -> bool {
    is_called(last, "newspaper")
}

pub fn company(last: &str) -> bool {
    is_called(last, "company")
}

pub fn charity(last: &str) -> bool {
    is_called(last, "charity")
}

/// "Tessen Brigade": an armed group, not an organisation.
pub fn armed(word: &str) -> bool {
    let word = capital(word);
    let text = format!("Tessen/NNP/PROPN/compound/1 {word}/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2");
    actors(&text, &[(0, 2, "ORG")]).at_head(1).is_some_and(|a| a.kind == ActorKind::Group)
}
