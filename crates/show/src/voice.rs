//! Who says what: a group a source, a row a claim.

use crate::paint::{Ink, Page};
use crate::wrap::{columns, wrap};
use crate::{clean, words};
use types::{ActorKind, Claim, Document, LinkRole, Moment, Role};

/// From this width on, times, places and numbers stand beside the words; below, under them.
const WIDE: usize = 80;
const INDENT: usize = 2;
/// Claims of a lower score are marked: about two in five of them are not what they seem (see
/// docs/attribution.md).
const UNSURE: f64 = 0.7;

/// All claims, grouped: sources in order of the text, then statements without a source, then the
/// publisher's own voice.
pub fn voices(page: &mut Page, document: &Document, claims: &[Claim]) {
    page.gap();
    if claims.is_empty() {
        page.line(&[(Ink::Heading, "No claims found")]);
        return;
    }
    page.line(&[(Ink::Heading, "Who says what")]);
    for (heading, group) in groups(document, claims) {
        page.gap();
        page.paragraph(Ink::Source, 0, &heading);
        group.into_iter().for_each(|claim| row(page, document, claim));
    }
}

fn groups<'a>(document: &Document, claims: &'a [Claim]) -> Vec<(String, Vec<&'a Claim>)> {
    let (mut sources, mut nobody, mut own) = (Vec::<(String, String, Vec<&Claim>)>::new(), vec![], vec![]);
    for claim in claims {
        let Some(source) = &claim.source else {
            if claim.publisher_voice {
                own.push(claim)
            } else {
                nobody.push(claim)
            }
            continue;
        };
        let key = source.actor.as_ref().map_or_else(|| source.text.to_lowercase(), |a| a.id.to_string());
        match sources.iter_mut().find(|(k, ..)| *k == key) {
            Some((.., group)) => group.push(claim),
            None => sources.push((key, heading(source), vec![claim])),
        }
    }
    let publisher = document.publisher.as_deref().unwrap_or("The publisher");
    let rest =
        [("No source given".to_owned(), nobody), (format!("{}, in its own voice", clean(publisher)), own)];
    sources
        .into_iter()
        .map(|(_, heading, group)| (heading, group))
        .chain(rest.into_iter().filter(|(_, group)| !group.is_empty()))
        .collect()
}

fn heading(source: &types::Source) -> String {
    let name = source.actor.as_ref().map_or(&source.text, |a| &a.name);
    let unnamed = !source.named || source.actor.as_ref().is_some_and(|a| a.kind == ActorKind::Unnamed);
    let mut marks: Vec<String> = source.affiliations.iter().map(|a| clean(a).into_owned()).collect();
    if unnamed {
        marks.push("not named".into());
    }
    let name = clean(name).trim().to_owned();
    if marks.is_empty() { name } else { format!("{name} ({})", marks.join("; ")) }
}

fn row(page: &mut Page, document: &Document, claim: &Claim) {
    let lead = words::lead(claim);
    let said = format!("{lead}{}", words::content(claim, &document.text));
    let details = details(document, claim);
    if page.width < WIDE {
        write(page, &wrap(&said, page.width - INDENT - 2), &lead);
        if !details.is_empty() {
            page.paragraph(Ink::Faint, INDENT + 4, &details.join(" · "));
        }
        return;
    }
    let left = (page.width - INDENT - 4) * 13 / 20;
    let right = page.width - INDENT - 4 - left;
    let beside: Vec<String> = details.iter().flat_map(|d| wrap(d, right)).collect();
    let lines = wrap(&said, left);
    beside_each_other(page, &lines, &beside, &lead, left);
}

fn write(page: &mut Page, lines: &[String], lead: &str) {
    beside_each_other(page, lines, &[], lead, 0);
}

fn beside_each_other(page: &mut Page, lines: &[String], beside: &[String], lead: &str, left: usize) {
    let margin = " ".repeat(INDENT);
    for i in 0..lines.len().max(beside.len()) {
        let said = lines.get(i).map_or("", String::as_str);
        let pad = " ".repeat(left.saturating_sub(columns(said)) + 2);
        // The lead is short; it breaks over two lines only on the narrowest page, and is then plain.
        let (stance, said) = match said.strip_prefix(lead.trim_end()).filter(|_| i == 0 && !lead.is_empty()) {
            Some(rest) => (lead.trim_end(), rest),
            None => ("", said),
        };
        let bullet = if i == 0 { "- " } else { "  " };
        let detail = beside.get(i).map_or("", String::as_str);
        page.line(&[
            (Ink::Faint, &margin),
            (Ink::Faint, bullet),
            (Ink::Stance, stance),
            (Ink::Plain, said),
            (Ink::Plain, &pad),
            (Ink::Faint, detail),
        ]);
    }
}

/// Channel, relays, times, places, numbers, and where in the page it stands when not in its body.
fn details(document: &Document, claim: &Claim) -> Vec<String> {
    let text = &document.text;
    let mut details = Vec::new();
    details.extend(claim.channel.as_ref().map(|c| clean(&c.text).trim().to_owned()));
    let relays: Vec<&str> = claim
        .chain
        .iter()
        .filter(|l| !matches!(l.role, LinkRole::Origin | LinkRole::Publisher))
        .filter_map(|l| l.name.as_deref())
        .collect();
    if !relays.is_empty() {
        details.push(format!("through {}", clean(&relays.join(", "))));
    }
    details.extend(said(document, claim).map(|w| format!("said {w}")));
    details.extend(when(claim).map(|w| format!("when: {w}")));
    details.extend(list(claim.places.iter().map(words::place)));
    details.extend(list(claim.quantities.iter().map(|q| words::quantity(q, text))));
    details.extend(role(claim.passage).map(|r| format!("in the {r}")));
    if claim.nested {
        details.push("inside another statement".into());
    }
    let unsure = claim.score.filter(|s| *s < UNSURE);
    details.extend(unsure.map(|s| format!("unsure that this was said, {s:.2}")));
    details.extend(claim.notes.iter().map(|n| format!("note: {}", clean(n))));
    details
}

/// When it was said, where that is not plain from the date on top of the sheet.
fn said(document: &Document, claim: &Claim) -> Option<String> {
    let said = claim.claimed_time.as_ref()?;
    let published = document.published.as_ref().map(|d| d.at.date);
    let same = |m: Option<Moment>| m.map(|m| m.date) == published && m.is_some_and(|m| m.hour.is_none());
    if same(said.from) && same(said.to) { None } else { words::when(said) }
}

/// When it is supposed to hold or have happened, where more is known than that this was before, at or
/// after the time at which it was said.
fn when(claim: &Claim) -> Option<String> {
    let valid = claim.valid_time.as_ref()?;
    let said = claim.claimed_time.as_ref();
    let (first, last) = (said.and_then(|s| s.from), said.and_then(|s| s.to));
    let at = |end: Option<Moment>| end.is_none() || end == first || end == last;
    if at(valid.from) && at(valid.to) { None } else { words::when(valid) }
}

fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    items.for_each(|item| {
        if !seen.contains(&item) {
            seen.push(item)
        }
    });
    (!seen.is_empty()).then(|| seen.join(", "))
}

fn role(role: Role) -> Option<&'static str> {
    match role {
        Role::Headline => Some("headline"),
        Role::Caption => Some("caption"),
        Role::Pullquote => Some("pull quote"),
        Role::List => Some("list"),
        Role::Body | Role::Byline | Role::Dateline | Role::Furniture => None,
    }
}
