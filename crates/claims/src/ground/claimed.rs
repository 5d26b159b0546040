//! When the source said it.
//!
//! In order: a time beside the cue or in the channel; the time of the same source's last claim close
//! by; the document's own date. Always with the basis that was used.

use types::{Claim, Document, Span, Time, TimeType, When};

/// How many claims further on a source's own time still holds.
const CARRY: usize = 3;

pub(super) fn set(document: &Document, syntax: &nlp::Doc, times: &[Time], claims: &mut [Claim]) {
    let free = unsaid(times, claims);
    for i in 0..claims.len() {
        let when = beside_cue(syntax, &free, &claims[i])
            .or_else(|| carried(&document.text, claims, i))
            .or_else(|| of_document(document));
        if when.is_none() {
            claims[i].notes.push("when it was said is unknown: the document has no date".into());
        }
        claims[i].claimed_time = when;
    }
}

/// The resolved days and hours that stand in nobody's content.
fn unsaid<'t>(times: &'t [Time], claims: &[Claim]) -> Vec<&'t Time> {
    let mut said = vec![false; times.len()];
    for span in claims.iter().flat_map(|c| &c.content.spans) {
        let first = times.partition_point(|t| t.span.end <= span.start);
        let inside = times[first..].iter().take_while(|t| t.span.start < span.end).count();
        said[first..first + inside].fill(true);
    }
    let resolved =
        |t: &Time| matches!(t.kind, TimeType::Date | TimeType::Time) && t.from.is_some() && t.to.is_some();
    times.iter().zip(said).filter(|(t, said)| !said && resolved(t)).map(|(t, _)| t).collect()
}

/// The nearest such time in the cue's own sentence that hangs on the cue's clause.
fn beside_cue(syntax: &nlp::Doc, free: &[&Time], claim: &Claim) -> Option<When> {
    let cue = *claim.cue_spans().first()?;
    claim.source.as_ref()?;
    let sentence = sentence(syntax, cue);
    let near = |t: &&&Time| t.span.start.abs_diff(cue.start);
    let time = super::inside(free, sentence, |t| t.span)
        .filter(|t| attached(syntax, t.span, cue) && !of_old_number(syntax, t.span))
        .min_by_key(near)?;
    let words = time.span.of(syntax.text());
    Some(When { from: time.from, to: time.to, stretch: None, basis: format!("“{words}” beside the cue") })
}

/// Whether the words of a time hang on the cue, or on the verb that the cue itself leans on, and not on
/// some other clause of the sentence.
fn attached(syntax: &nlp::Doc, time: Span, cue: Span) -> bool {
    let (time, cue) = (syntax.token_at(time.start), syntax.token_at(cue.end.saturating_sub(1)));
    if time >= syntax.len() || cue >= syntax.len() {
        return false;
    }
    let clause = |mut t: usize, told: bool| {
        for _ in 0..64 {
            let head = syntax.head(t);
            if head == t
                || (matches!(syntax.pos(t), "VERB" | "AUX")
                    && !matches!(syntax.dep(t), "acl" | "amod" | "xcomp")
                    && (syntax.dep(t) != "advcl" || told && own_subject(syntax, t)))
            {
                return t;
            }
            t = head;
        }
        t
    };
    clause(time, true) == clause(cue, false)
}

/// "More than the office counted on Tuesday": a clause that compares has a time of its own.
fn own_subject(syntax: &nlp::Doc, verb: usize) -> bool {
    let has = |deps: &[&str]| syntax.children(verb).any(|c| deps.contains(&syntax.dep(c)));
    let compares =
        syntax.children(verb).any(|c| syntax.dep(c) == "mark" && matches!(syntax.lemma(c), "as" | "than"));
    has(&["nsubj", "nsubjpass"]) && compares
}

/// "Raised its count to 31, from 21 the day before": when the number that it replaces was given.
fn of_old_number(syntax: &nlp::Doc, time: Span) -> bool {
    let at = syntax.token_at(time.start);
    let near = at.saturating_sub(3)..at;
    let number = |t: usize| t > 0 && syntax.pos(t) == "NUM" && syntax.lemma(t - 1) == "from";
    at < syntax.len() && near.into_iter().any(number)
}

fn sentence(syntax: &nlp::Doc, span: Span) -> Span {
    let token = syntax.token_at(span.start).min(syntax.len().saturating_sub(1));
    let range = syntax.sentence(syntax.sentence_of(token));
    Span::new(syntax.start(range.start), syntax.end(range.end - 1))
}

/// The same source's own time, from one of the claims right before and not further than two paragraphs.
fn carried(text: &str, claims: &[Claim], i: usize) -> Option<When> {
    let actor = claims[i].source.as_ref()?.actor.as_ref()?;
    let earlier = claims[..i]
        .iter()
        .rev()
        .take(CARRY)
        .find(|c| c.source.as_ref().and_then(|s| s.actor.as_ref()).is_some_and(|a| a.id == actor.id))?;
    let when = earlier.claimed_time.as_ref().filter(|w| w.basis.starts_with('“'))?;
    let gap = text.get(earlier.span.end..claims[i].span.start).unwrap_or_default();
    (gap.matches("\n\n").count() <= 2).then(|| {
        let basis = if when.basis.contains("same source") {
            when.basis.clone()
        } else {
            format!("{}, of the same source", when.basis)
        };
        When { basis, ..when.clone() }
    })
}

/// The document's date.
fn of_document(document: &Document) -> Option<When> {
    let published = document.published.as_ref()?;
    let at = Some(types::Moment::day(published.at.date));
    Some(When {
        from: at,
        to: at,
        stretch: None,
        basis: format!("the document's date ({})", published.basis),
    })
}
