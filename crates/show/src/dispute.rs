//! The questions: those on which sources differ in full, the others in a line each.

use crate::paint::{Ink, Page};
use crate::wrap::{columns, cut, wrap};
use crate::{clean, words};
use types::{Claim, Document, Given, Question, Standing, Tie};

/// Reasons that are printed of a question; there is one for every pair of claims.
const MOST_REASONS: usize = 3;
/// From this width on, a side is one row: answer, source, words.
const WIDE: usize = 80;

fn on_top(question: &Question) -> bool {
    matches!(question.standing, Standing::Contested | Standing::Failed)
}

/// The contested and the failed questions.
pub fn questions(page: &mut Page, document: &Document, claims: &[Claim], questions: &[Question]) {
    for question in questions.iter().filter(|q| on_top(q)) {
        page.gap();
        let standing = words::standing(question.standing).to_uppercase();
        let text = clean(&question.text);
        let lines = wrap(&text, page.width.saturating_sub(columns(&standing) + 2));
        for (i, line) in lines.iter().enumerate() {
            let mark = if i == 0 { standing.clone() } else { " ".repeat(columns(&standing)) };
            page.line(&[(Ink::Alarm, &mark), (Ink::Plain, "  "), (Ink::Title, line)]);
        }
        sides(page, document, claims, question);
        reasons(page, question);
    }
}

/// Every answer, those that are alike together, in order of the text.
fn sides(page: &mut Page, document: &Document, claims: &[Claim], question: &Question) {
    let mut answers: Vec<(String, &Given)> =
        question.answers.iter().map(|g| (words::answer(&g.value), g)).collect();
    let order: Vec<String> = answers.iter().map(|(a, _)| a.clone()).collect();
    answers.sort_by_key(|(a, _)| order.iter().position(|o| o == a));
    let longest = |items: &mut dyn Iterator<Item = usize>, most: usize| items.max().unwrap_or(0).min(most);
    let first = longest(&mut answers.iter().map(|(a, _)| columns(a)), 20);
    let second = longest(&mut answers.iter().map(|(_, g)| columns(&source(g))), 28);
    for (answer, given) in answers {
        let claim = claims.iter().find(|c| c.id == given.claim);
        let said = claim.map(|c| words::lead(c) + &words::content(c, &document.text)).unwrap_or_default();
        side(page, &answer, &source(given), &said, (first, second));
    }
}

fn source(given: &Given) -> String {
    given.source.as_deref().map_or_else(|| "the publisher".into(), |s| clean(s).into_owned())
}

fn side(page: &mut Page, answer: &str, source: &str, said: &str, (first, second): (usize, usize)) {
    if page.width < WIDE {
        page.paragraph(Ink::Source, 2, &format!("{answer}: {source}"));
        page.paragraph(Ink::Plain, 6, said);
        return;
    }
    let rest = page.width - 2 - first - 2 - second - 2;
    for (i, line) in wrap(said, rest).iter().enumerate() {
        let (answer, source) =
            if i == 0 { (cut(answer, first), cut(source, second)) } else { Default::default() };
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(columns(text)) + 2);
        page.line(&[
            (Ink::Plain, "  "),
            (Ink::Stance, &answer),
            (Ink::Plain, &pad(&answer, first)),
            (Ink::Source, &source),
            (Ink::Plain, &pad(&source, second)),
            (Ink::Plain, line),
        ]);
    }
}

/// The reasons that decide come first: claims that cannot both be right.
fn reasons(page: &mut Page, question: &Question) {
    let mut why: Vec<_> = question.why.iter().collect();
    why.sort_by_key(|r| r.tie != Tie::Incompatible);
    for reason in why.iter().take(MOST_REASONS) {
        let text = format!("why: {} [{}]", clean(&reason.text), clean(&reason.rule));
        page.paragraph(Ink::Faint, 2, &text);
    }
    if why.len() > MOST_REASONS {
        let text = format!("and {} more reasons; --format json has them all", why.len() - MOST_REASONS);
        page.paragraph(Ink::Faint, 2, &text);
    }
}

/// The other questions in a line each; those that one origin alone answers are only counted.
pub fn others(page: &mut Page, questions: &[Question]) {
    let alone = questions.iter().filter(|q| q.standing == Standing::SingleOrigin).count();
    let others: Vec<_> =
        questions.iter().filter(|q| !on_top(q) && q.standing != Standing::SingleOrigin).collect();
    if alone == 0 && others.is_empty() {
        return;
    }
    page.gap();
    page.line(&[(Ink::Heading, "Other questions")]);
    for question in others {
        page.paragraph(
            Ink::Plain,
            2,
            &format!("{}: {}", words::standing(question.standing), clean(&question.text)),
        );
    }
    if alone > 0 {
        let (noun, verb) = if alone == 1 { ("question", "is") } else { ("questions", "are") };
        page.paragraph(Ink::Faint, 2, &format!("{alone} {noun} {verb} answered by one origin alone"));
    }
}
