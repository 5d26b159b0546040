//! The page from its head to where the record begins.

use super::{Dossier, Kept, mark, picture};
use crate::export::item::{Quote, Statement, Topic};
use crate::export::term::word;
use crate::ledger::{About, Voice, count, origins};
use crate::words;
use mark::term;
use std::fmt::Write;
use types::{Claim, ClaimId, Reason, Standing};

/// Everything but the record.
pub fn page(dossier: &Dossier) -> String {
    let topic = &dossier.topic;
    let title = mark::text(&topic.asked.question.text);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"{}\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n",
        mark::text(&dossier.stamp.made_by),
        include_str!("style.css"),
    );
    for part in [
        head(dossier, &title),
        picture::picture(topic).unwrap_or_default(),
        answers(topic),
        why(topic),
        judged(topic),
        documents(dossier),
        method(dossier),
    ] {
        out.push_str(&part);
    }
    out
}

fn head(dossier: &Dossier, title: &str) -> String {
    let (topic, q) = (&dossier.topic, &dossier.topic.asked.question);
    let days = match topic.days {
        (Some(a), Some(b)) if a.date == b.date => Some(a.date.to_string()),
        (Some(a), Some(b)) => Some(format!("{} to {}", a.date, b.date)),
        (Some(a), None) => Some(format!("from {}", a.date)),
        (None, Some(b)) => Some(format!("until {}", b.date)),
        (None, None) => None,
    };
    let range = q.range.as_ref();
    let range = words::range(range.map(|r| r.low), range.map(|r| r.best), range.map(|r| r.high));
    let facts = [
        term("Grade", Some(words::grade(q.grade).to_owned())),
        term("Range", range.map(|r| mark::text(&r))),
        term("Days", days),
        term("Falls due", q.due.map(words::moment)),
        term("Place", place(topic)),
        term("Said by", Some(voices(topic))),
        term("As known at", Some(format!("{} (UTC)", mark::text(&dossier.stamp.known_at)))),
        term("About", dossier.stamp.about.map(about)),
    ];
    format!(
        "<header>\n<p class=\"kicker\">hearsay · dossier of a question</p>\n<h1>{title}</h1>\n\
         <p class=\"standing {}\">{}</p>\n<p class=\"lead\">{}</p>\n<dl>\n{}</dl>\n{}</header>\n",
        word(&q.standing),
        words::standing(q.standing),
        means(q.standing),
        facts.concat(),
        q.notes.iter().map(|n| format!("<p class=\"note\">{}</p>\n", mark::text(n))).collect::<String>(),
    )
}

fn voices(topic: &Topic) -> String {
    let claims = topic.asked.question.answers.len() as u64;
    format!("{} of {}", count(claims, "claim"), origins(topic.asked.origins))
}

fn about(about: About) -> String {
    let day = |m: Option<types::Moment>| m.map_or_else(|| "…".to_owned(), |m| m.to_string());
    format!("{} to {}", day(about.from), day(about.to))
}

fn place(topic: &Topic) -> Option<String> {
    let names: Vec<String> = topic.whereabouts().into_iter().map(mark::words).collect();
    let within =
        topic.place.as_ref().and_then(|p| p.radius_km).map(|r| format!(" (within {r} km of a point)"));
    (!names.is_empty()).then(|| names.join(", ") + &within.unwrap_or_default())
}

/// What a standing says and what it does not.
fn means(standing: Standing) -> &'static str {
    match standing {
        Standing::Contested => "Independent sources give answers that cannot all be right.",
        Standing::Failed => "It was foretold, and what was reported since says otherwise.",
        Standing::Revised => "Whoever answered has since given another answer.",
        Standing::Retracted => "Whoever answered has taken it back.",
        Standing::Pending => "It was foretold and has not fallen due.",
        Standing::Met => "It was foretold, and reported since.",
        Standing::Moot => "It was foretold on a condition that did not come about.",
        Standing::Unanswered => "It was asked or left unconfirmed; nobody answers.",
        Standing::Corroborated => {
            "Independent sources give answers that agree. That does not make them right."
        }
        Standing::SingleOrigin => "All that is known goes back to one origin.",
    }
}

/// Groups of claims that count as one origin.
fn answers(topic: &Topic) -> String {
    let groups: String = topic.asked.voices.iter().map(|v| voice(topic, v)).collect();
    format!("<section>\n<h2>Who says what</h2>\n{groups}</section>\n")
}

fn voice(topic: &Topic, voice: &Voice) -> String {
    let mut out = format!("<article class=\"voice\">\n<h3>{}</h3>\n", mark::words(&voice.origin));
    for statement in voice.claims.iter().filter_map(|id| find(topic, id)) {
        out.push_str(&claim(topic, statement));
    }
    for because in &voice.because {
        let _ = writeln!(out, "<p class=\"note\">One origin: {}</p>", mark::text(because));
    }
    out + "</article>\n"
}

fn find<'t>(topic: &'t Topic, id: &ClaimId) -> Option<&'t Statement> {
    topic.statements.iter().find(|s| s.claim.id == *id)
}

fn claim(topic: &Topic, s: &Statement) -> String {
    let mut given = topic.asked.question.answers.iter().filter(|g| g.claim == s.claim.id);
    let value = given.next().map(|g| words::answer(&g.value)).unwrap_or_default();
    let lead = words::lead(&s.claim);
    format!(
        "<div class=\"claim\" id=\"{id}\">\n<p class=\"value\">{}</p>\n<blockquote dir=\"auto\">{}</blockquote>\n\
         <p class=\"meta\">{}</p>\n</div>\n",
        mark::text(&value),
        passage(s, &lead),
        meta(s),
        id = s.claim.id,
    )
}

/// The words of the claim with a little of what stands around them, and before them who says so.
fn passage(s: &Statement, lead: &str) -> String {
    let who = s.claim.source.as_ref().map(|x| x.text.as_str());
    let mut out = match who {
        None if lead.is_empty() => String::new(),
        None => format!("<span class=\"who\">{}</span>", mark::text(lead)),
        Some(who) => {
            let cue = s.claim.cue.as_ref().map(|c| format!(" <i>{}</i>", mark::words(&c.text)));
            format!("<span class=\"who\">{}{}: </span>", mark::words(who), cue.unwrap_or_default())
        }
    };
    for (i, quote) in s.content.iter().enumerate() {
        if i > 0 {
            out.push_str(" … ");
        }
        out.push_str(&around(quote, who));
    }
    out
}

/// Whole words before and after; none before that name the source once more.
fn around(quote: &Quote, who: Option<&str>) -> String {
    let before = quote.prefix.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    let before = if who.is_some_and(|w| before.contains(w)) { "" } else { before };
    let after = quote.suffix.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest);
    let faint = |text: String| match text.trim() {
        "" | "…" => String::new(),
        _ => format!("<span class=\"around\">{}</span>", mark::text(&text)),
    };
    let (before, after) = (faint(format!("…{before}")), faint(format!("{after}…")));
    format!("{before}<mark>{}</mark>{after}", mark::text(&quote.exact))
}

/// Where it stands, and its three times, each named.
fn meta(s: &Statement) -> String {
    let (c, p) = (&s.claim, &s.paper);
    let paper = p.publisher.as_deref().unwrap_or("publisher not known");
    let mut parts = vec![format!("<a href=\"#{}\">{}</a>", p.document, mark::words(paper))];
    parts.extend(p.title.as_deref().map(|t| format!("“{}”", mark::words(t))));
    parts.extend(time("said", c, |c| c.claimed_time.as_ref()));
    parts.extend(time("about", c, |c| c.valid_time.as_ref()));
    parts.push(format!("recorded {}", mark::text(&s.recorded)));
    parts.push(format!("bytes {}–{}", c.span.start, c.span.end));
    parts.push(format!("<code>{}</code>", c.id));
    parts.join(" · ")
}

fn time(name: &str, claim: &Claim, of: fn(&Claim) -> Option<&types::When>) -> Option<String> {
    of(claim).and_then(words::when).map(|w| format!("{name} {w}"))
}

fn why(topic: &Topic) -> String {
    let reasons = &topic.asked.question.why;
    let all: String = match reasons.is_empty() {
        true => "<p>No two claims bear on each other: one origin answers.</p>\n".into(),
        false => reasons.iter().map(|r| reason(topic, r)).collect(),
    };
    format!("<section>\n<h2>Why it stands so</h2>\n{all}</section>\n")
}

fn reason(topic: &Topic, reason: &Reason) -> String {
    let sides = [&reason.a, &reason.b].into_iter().filter_map(|id| find(topic, id)).map(|s| {
        let who = s.claim.source.as_ref().map_or("the publisher", |x| x.text.as_str());
        format!(
            "<li dir=\"auto\">“{}” ({}, <a href=\"#{}\">{}</a>)</li>\n",
            mark::words(s.claim.content.text.trim()),
            mark::words(who),
            s.claim.id,
            s.claim.id
        )
    });
    format!(
        "<div class=\"reason\">\n<p>{}</p>\n<ul>\n{}</ul>\n<p class=\"meta\">{} by the rule {}</p>\n</div>\n",
        mark::text(&reason.text),
        sides.collect::<String>(),
        words::tie(reason.tie),
        mark::text(&reason.rule)
    )
}

/// What people judged: each with its author and reason.
fn judged(topic: &Topic) -> String {
    if topic.reviews.is_empty() {
        return String::new();
    }
    let row = |r: &crate::export::Review| {
        let (author, reason) = (mark::words(&r.author), mark::words(&r.reason));
        let (grade, recorded) = (mark::text(&r.grade), mark::text(&r.recorded));
        format!(
            "<li>{author} graded it <b>{grade}</b>: {reason} <span class=\"meta\">entry {}, {recorded}</span></li>\n",
            r.entry
        )
    };
    let rows: String = topic.reviews.iter().map(row).collect();
    format!("<section>\n<h2>What people judged</h2>\n<ul>\n{rows}</ul>\n</section>\n")
}

fn documents(dossier: &Dossier) -> String {
    let all: String = dossier.documents.iter().map(|k| document(dossier, k)).collect();
    format!("<section>\n<h2>Documents</h2>\n{all}</section>\n")
}

fn document(dossier: &Dossier, kept: &Kept) -> String {
    let d = &kept.document;
    let known = dossier.topic.statements.iter().find(|s| s.paper.document == d.document).map(|s| &s.paper);
    let facts = [
        term("Publisher", d.publisher.as_deref().map(mark::words)),
        term("By", d.byline.as_deref().map(mark::words)),
        term(
            "Published",
            d.published.as_ref().map(|p| format!("{} ({})", words::moment(p.at), mark::text(&p.basis))),
        ),
        term("Address", d.url.as_deref().map(mark::link)),
        term("Input", Some(mark::words(&d.id))),
        term("Recorded", known.map(|p| format!("{}, entry {}", mark::text(&p.recorded), p.entry))),
        term("SHA-256", Some(format!("<code>{}</code>", mark::text(&d.sha256)))),
        term("Id", Some(format!("<code>{}</code>", d.document))),
    ];
    let title = d.title.as_deref().unwrap_or("Without a title");
    format!(
        "<article class=\"document\" id=\"{}\">\n<h3>{}</h3>\n<dl>\n{}</dl>\n\
         <details><summary>What was read</summary>\n<div class=\"text\" dir=\"auto\">{}</div>\n</details>\n</article>\n",
        d.document,
        mark::words(title),
        facts.concat(),
        paragraphs(&d.text),
    )
}

fn paragraphs(text: &str) -> String {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines.map(|l| format!("<p dir=\"auto\">{}</p>\n", mark::text(l))).collect()
}

fn method(dossier: &Dossier) -> String {
    let (stamp, q) = (&dossier.stamp, &dossier.topic.asked.question);
    let mut readings: Vec<String> = dossier
        .topic
        .statements
        .iter()
        .map(|s| &s.made_with)
        .map(|m| format!("engine {}, model {}, lexicons {}", m.engine, m.model, m.lexicons))
        .collect();
    readings.sort();
    readings.dedup();
    let facts = [
        term("Question", Some(format!("<code>{}</code>", q.id))),
        term("Kind", Some(mark::text(&q.kind))),
        term("Last change", Some(mark::text(&dossier.topic.changed))),
        term(
            "Ledger",
            Some(format!(
                "<code>{}</code>, {}",
                mark::text(&stamp.ledger),
                count(stamp.documents, "document")
            )),
        ),
        term("Read with", Some(mark::text(&readings.join("; ")))),
        term(
            "Weighed with",
            Some(format!("{}, lexicons {}", mark::text(&stamp.made_by), mark::text(&stamp.lexicons))),
        ),
    ];
    format!(
        "<section>\n<h2>How to check it</h2>\n\
         <p>hearsay says who said what, and which statements cannot all be right. It never says what is true. A standing is \
         worked out by rules from the claims above; a grade is the casualty recorders' word for it.</p>\n\
         <p>This page carries the documents as they were received. <code>hearsay verify FILE</code> makes the page again from \
         its record and compares the two, checks the hash of every document and that every claim has the words of its place \
         and, with <code>--ledger</code>, that the ledger holds the same.</p>\n<dl>\n{}</dl>\n</section>\n",
        facts.concat()
    )
}
