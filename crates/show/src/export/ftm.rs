//! FollowTheMoney entities, one JSON object a line: a document is an `Article`, who speaks a `Person`, `Organization` or
//! `LegalEntity`, a claim a `Note` on its article and on the question that it answers, a question an `Event`; an
//! `UnknownLink` says who makes the claim, with the article as its proof. Entities of one id are parts of one and the
//! same, as aggregation takes them.

use super::item::{Answered, Filed, Item, Paper, Stamp, Statement, Topic};
use super::term::{is_body, word};
use crate::words;
use serde_json::{Map, Value, json};
use types::{ActorId, AnswerValue, Moment};

/// An id as this form allows it, which has no underscore.
fn id(id: impl std::fmt::Display) -> String {
    id.to_string().replace('_', "-")
}

/// The longest name, in characters.
const NAME: usize = 300;

/// The entities of an item; its article only where it is not the one before.
pub fn item(item: &Item, stamp: &Stamp, known: bool) -> String {
    let mut out = Out { stamp, text: String::new() };
    match item {
        Item::Claim(s) => {
            if !known {
                out.article(&s.paper, None);
            }
            s.answers.iter().for_each(|a| out.asked(a));
            out.statement(s, s.answers.iter().map(|a| id(&a.question)).collect());
        }
        Item::Document(f) => out.article(&f.paper, Some(f)),
        Item::Question(t) => out.topic(t),
    }
    out.text
}

struct Out<'s> {
    stamp: &'s Stamp,
    text: String,
}

/// A property's values: none where there is nothing to say.
fn values(value: Option<impl Into<String>>) -> Vec<String> {
    value.map(Into::into).filter(|v: &String| !v.trim().is_empty()).into_iter().collect()
}

fn day(at: Option<Moment>) -> Vec<String> {
    values(at.map(|m| m.date.to_string()))
}

/// Recorded time to the second, as the dates of this form have it.
fn second(recorded: &str) -> Vec<String> {
    values(recorded.get(..19))
}

fn web(url: Option<&str>) -> Vec<String> {
    values(url.filter(|u| u.starts_with("http://") || u.starts_with("https://")))
}

fn short(text: &str) -> String {
    crate::clean(text).trim().chars().take(NAME).collect()
}

impl Out<'_> {
    fn put(&mut self, id: &str, schema: &str, properties: Vec<(&str, Vec<String>)>) {
        let given = properties.into_iter().filter(|(_, v)| !v.is_empty());
        let properties: Map<String, Value> = given.map(|(name, v)| (name.to_owned(), json!(v))).collect();
        let stamp = self.stamp;
        let entity = json!({
            "id": id,
            "schema": schema,
            "properties": properties,
            "datasets": ["hearsay"],
            "last_seen": stamp.known_at,
            "known_at": stamp.known_at,
            "ledger": stamp.ledger,
            "made_by": stamp.made_by,
        });
        self.text.push_str(&entity.to_string());
        self.text.push('\n');
    }

    fn article(&mut self, p: &Paper, filed: Option<&Filed>) {
        let title = p.title.as_deref().map(short);
        let keywords = filed.map(|f| {
            let contested = if f.contested { "toll contested" } else { "toll not contested" };
            vec![f.story.to_string(), contested.to_owned()]
        });
        let copies = filed.and_then(|f| f.copies_of.as_ref()).map(|d| format!("prints the words of {d}"));
        self.put(
            &id(&p.document),
            "Article",
            vec![
                ("fileName", values(Some(short(&p.name)))),
                ("name", values(title.clone().or_else(|| Some(short(&p.name))))),
                ("title", values(title)),
                ("author", values(p.byline.as_deref().map(short))),
                ("publisher", values(p.publisher.as_deref().map(short))),
                ("publishedAt", day(p.published)),
                ("sourceUrl", web(p.url.as_deref())),
                ("language", values((p.language.as_deref() == Some("en")).then_some("eng"))),
                ("notes", [values(Some(format!("SHA-256 {}", p.sha256))), values(copies)].concat()),
                ("keywords", keywords.unwrap_or_default()),
                ("retrievedAt", second(&p.recorded)),
                ("processedAt", second(&p.recorded)),
                ("processingAgent", values(Some(&*self.stamp.made_by))),
            ],
        );
    }

    /// A question, as far as a claim tells of it.
    fn asked(&mut self, a: &Answered) {
        let summary = format!("standing: {}; grade: {}", word(&a.standing), word(&a.grade));
        self.put(
            &id(&a.question),
            "Event",
            vec![("name", values(Some(short(&a.text)))), ("summary", vec![summary])],
        );
    }

    fn statement(&mut self, s: &Statement, questions: Vec<String>) {
        let (c, p) = (&s.claim, &s.paper);
        let article = vec![id(&p.document)];
        let who = c.source.as_ref().map_or_else(
            || p.publisher.clone().unwrap_or_else(|| "not named".into()),
            |source| source.text.clone(),
        );
        let says = format!("{who}: {} ({}, {})", word(&c.stance), word(&c.certainty), word(&c.polarity));
        let made = &s.made_with;
        let read = format!("engine {}, model {}, lexicons {}", made.engine, made.model, made.lexicons);
        let place = format!("bytes {} to {} of SHA-256 {}", c.span.start, c.span.end, p.sha256);
        let answers = s.answers.iter().map(|a| format!("{} {}", a.text, words::answer(&a.answer)));
        self.put(
            &id(&c.id),
            "Note",
            vec![
                ("name", values(Some(short(&format!("{who}: {}", c.content.text))))),
                ("description", values(Some(&*c.content.text))),
                ("summary", vec![says]),
                ("notes", [vec![place, read], answers.collect()].concat()),
                ("entity", [article.clone(), questions].concat()),
                ("proof", article),
                ("locationMentioned", c.places.iter().map(|p| short(&p.name)).collect()),
                ("publisher", values(p.publisher.as_deref().map(short))),
                ("sourceUrl", web(p.url.as_deref())),
                ("retrievedAt", second(&s.recorded)),
            ],
        );
        self.speaker(s);
    }

    /// Who makes the claim, and the link from the one to the other.
    fn speaker(&mut self, s: &Statement) {
        let c = &s.claim;
        let Some(actor) = c.source.as_ref().and_then(|x| x.actor.as_ref()) else { return };
        let schema = match is_body(actor) {
            Some(false) => "Person",
            Some(true) => "Organization",
            None => "LegalEntity",
        };
        let bodies = c.source.as_ref().map(|x| x.affiliations.join("; "));
        let (speaker, name) = (id(&actor.id), values(Some(short(&actor.name))));
        self.put(
            &speaker,
            schema,
            vec![
                ("name", name),
                ("notes", values(bodies.map(|b| if b.is_empty() { b } else { format!("speaks for {b}") }))),
            ],
        );
        let link = ActorId::of(&[b"says", c.id.as_str().as_bytes(), speaker.as_bytes()]);
        let said = c.claimed_time.as_ref();
        self.put(
            &format!("says-{}", link.as_str().trim_start_matches("act_")),
            "UnknownLink",
            vec![
                ("subject", vec![speaker]),
                ("object", vec![id(&c.id)]),
                ("role", vec![word(&c.stance)]),
                ("startDate", day(said.and_then(|w| w.from))),
                ("endDate", day(said.and_then(|w| w.to))),
                ("proof", vec![id(&s.paper.document)]),
                ("publisher", values(s.paper.publisher.as_deref().map(short))),
            ],
        );
    }

    fn topic(&mut self, t: &Topic) {
        let q = &t.asked.question;
        let mut last = None;
        for s in &t.statements {
            if last != Some(&s.paper.document) {
                self.article(&s.paper, None);
            }
            last = Some(&s.paper.document);
            self.statement(s, vec![id(&q.id)]);
        }
        let (from, to) = t.days;
        let range = q.range.as_ref().map(|r| AnswerValue::Interval { low: Some(r.low), high: Some(r.high) });
        let range = range.map(|value| format!("range {}", words::answer(&types::Answer { value })));
        let standing = format!("standing: {}; grade: {}", word(&q.standing), word(&q.grade));
        let reviews = t.reviews.iter().map(|r| format!("{} graded it {}: {}", r.author, r.grade, r.reason));
        self.put(
            &id(&q.id),
            "Event",
            vec![
                ("name", values(Some(short(&q.text)))),
                ("summary", vec![standing]),
                ("notes", values(range).into_iter().chain(reviews).collect()),
                ("description", q.why.iter().map(|r| r.text.clone()).collect()),
                ("startDate", day(from)),
                ("endDate", day(to)),
                ("location", values(Some(t.whereabouts().join(", ")))),
                ("proof", t.statements.first().map(|s| id(&s.paper.document)).into_iter().collect()),
                ("keywords", vec![q.kind.clone(), word(&q.standing)]),
                ("modifiedAt", second(&t.changed)),
            ],
        );
    }
}
