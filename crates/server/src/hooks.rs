//! Alerts: what webhooks and people with mail are told, and how it gets there.
//!
//! Two tasks that share nothing but the outbox: one goes through what was recorded and writes down what is to be
//! sent, the other sends what is due. Requests are signed as Standard Webhooks has it.

use crate::app::{App, log};
use crate::problem::Problem;
use crate::state::{Delivery, Hook};
use hearsay::case::{Ask, Case, Entry, Filter, Found, Shift, now};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use types::Standing;

/// How far the ledger was gone through.
const CHANGES: &str = "hooks";
/// The last day of which the due times were gone through.
const DAYS: &str = "due days";
/// Seconds between the tries: as Standard Webhooks recommends. After the last, it is given up.
const BACK_OFF: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Entries gone through at once.
const PAGE: u32 = 100;
/// How often it is looked what is due.
const GLANCE: Duration = Duration::from_secs(1);

/// What a webhook wants to be told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Wants {
    /// Of these: question.contested, question.changed, count.changed, prediction.due. All, where none is named.
    #[serde(default)]
    pub events: Vec<String>,
    /// Only of questions of this kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Only of questions with this word in them: a place, an actor.
    #[serde(default)]
    pub word: Option<String>,
    /// Of counts, only changes of the best number by more than this.
    #[serde(default)]
    pub more_than: Option<f64>,
}

/// What the address of whoever is told by mail begins with.
pub const MAIL: &str = "mailto:";
/// The events that there are.
pub const EVENTS: [&str; 4] = ["question.contested", "question.changed", "count.changed", "prediction.due"];

impl Wants {
    fn wants(&self, event: &str, kind: &str, text: &str) -> bool {
        (self.events.is_empty() || self.events.iter().any(|e| e == event))
            && self.kind.as_deref().is_none_or(|k| k == kind)
            && self.word.as_deref().is_none_or(|w| text.to_lowercase().contains(&w.to_lowercase()))
    }
}

/// Something to send: its id, its webhook, its body.
type Event = (String, String, String);

/// Starts both tasks.
pub fn start(app: &Arc<App>) {
    tokio::spawn(watch(app.clone()));
    tokio::spawn(send(app.clone()));
}

async fn watch(app: Arc<App>) {
    let mut head = app.head.clone();
    loop {
        for done in [changes(&app).await, dues(&app).await] {
            if let Err(e) = done {
                log(format_args!("webhooks: {}", e.detail));
            }
        }
        // Days pass also while nothing is recorded.
        let _ = tokio::time::timeout(Duration::from_secs(60), head.changed()).await;
    }
}

/// Goes through what was recorded since, and writes down what is to be sent.
async fn changes(app: &Arc<App>) -> Result<(), Problem> {
    loop {
        let (hooks, from) = app.state.with(|s| Ok((s.hooks()?, s.progress(CHANGES)?))).await?;
        let head = *app.head.borrow();
        // What was recorded before the first webhook is nobody's news.
        let Some(from) = from.filter(|_| !hooks.is_empty()) else {
            return app.state.with(move |s| s.enqueue(&[], CHANGES, head)).await;
        };
        if from >= head {
            return Ok(());
        }
        let found = app.pool.with(move |case| Ok(case.changes(from, PAGE)?)).await?;
        let events: Vec<Event> =
            found.entries.iter().flat_map(|e| hooks.iter().flat_map(move |h| of_entry(h, e))).collect();
        let last = found.last;
        app.state.with(move |s| s.enqueue(&events, CHANGES, last)).await?;
    }
}

fn of_entry(hook: &Hook, entry: &Entry) -> Vec<Event> {
    let wants: Wants = serde_json::from_str(&hook.wants).unwrap_or_default();
    let mut events = Vec::new();
    for shift in &entry.questions {
        for name in names(shift, &wants) {
            let body = json!({
                "type": name,
                "timestamp": entry.recorded,
                "data": { "entry": entry.seq, "question": shift.question, "text": shift.text, "kind": shift.kind,
                    "before": shift.before, "after": shift.after, "grade": shift.grade, "was": shift.was, "is": shift.is },
            });
            let id = id(&[&hook.id, name, shift.question.as_str(), &entry.seq.to_string()]);
            events.push((id, hook.id.clone(), body.to_string()));
        }
    }
    events
}

/// The events that a change of a question is.
fn names(shift: &Shift, wants: &Wants) -> Vec<&'static str> {
    let contested = shift.after == Standing::Contested && shift.before != Some(Standing::Contested);
    let changed = shift.before.is_some_and(|b| b != shift.after);
    let far = |a: [f64; 3], b: [f64; 3]| match wants.more_than {
        Some(least) => (a[1] - b[1]).abs() > least,
        None => a != b,
    };
    let counted = shift.was.zip(shift.is).is_some_and(|(a, b)| far(a, b));
    let all = [(contested, EVENTS[0]), (changed, EVENTS[1]), (counted, EVENTS[2])];
    let wanted = |name| wants.wants(name, &shift.kind, &shift.text);
    all.into_iter().filter(|(is, name)| *is && wanted(name)).map(|(_, name)| name).collect()
}

/// Once a day: predictions whose time has come.
async fn dues(app: &Arc<App>) -> Result<(), Problem> {
    let today = now().as_second().div_euclid(86_400);
    let (hooks, last) = app.state.with(|s| Ok((s.hooks()?, s.progress(DAYS)?))).await?;
    let Some(last) = last.filter(|_| !hooks.is_empty()) else {
        return app.state.with(move |s| s.enqueue(&[], DAYS, today)).await;
    };
    if last >= today {
        return Ok(());
    }
    let due = app.pool.with(move |case| due_between(case, last, today)).await?;
    let mut events = Vec::new();
    for question in &due {
        for hook in &hooks {
            let wants: Wants = serde_json::from_str(&hook.wants).unwrap_or_default();
            if wants.wants(EVENTS[3], &question.kind, &question.text) {
                let body = json!({
                    "type": EVENTS[3],
                    "timestamp": hearsay::case::shown(now()),
                    "data": { "question": question.id, "text": question.text, "kind": question.kind, "due": question.due, "standing": question.standing },
                });
                let id = id(&[&hook.id, EVENTS[3], question.id.as_str()]);
                events.push((id, hook.id.clone(), body.to_string()));
            }
        }
    }
    app.state.with(move |s| s.enqueue(&events, DAYS, today)).await
}

/// Questions of what is to come whose time came after the day `last` and up to `today`, days since 1970.
fn due_between(case: &mut Case, last: i64, today: i64) -> Result<Vec<types::Question>, Problem> {
    let ask = Ask { known_at: None, about: None, now: now() };
    let filter = Filter { standing: Some(Standing::Pending), limit: 200, ..Filter::default() };
    let (mut due, mut after) = (Vec::new(), None);
    loop {
        let page = case.questions(&filter, None, after.as_deref(), &ask)?;
        for row in &page.board.questions {
            let Found::One(asked) = case.ask(row.id.as_str(), &ask)? else { continue };
            let day = asked.question.due.map(|d| d.date.to_zoned(jiff::tz::TimeZone::UTC));
            let day = day.and_then(Result::ok).map(|z| z.timestamp().as_second().div_euclid(86_400));
            if day.is_some_and(|d| d >= last && d < today) {
                due.push(asked.question);
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(due);
        }
    }
}

fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|p| {
        hash.update((p.len() as u64).to_le_bytes());
        hash.update(p);
    });
    format!("msg_{}", data_encoding::HEXLOWER.encode(&hash.finalize()[..16]))
}

async fn send(app: Arc<App>) {
    loop {
        if let Err(e) = send_due(&app).await {
            log(format_args!("webhooks: {}", e.detail));
        }
        tokio::time::sleep(GLANCE).await;
    }
}

async fn send_due(app: &Arc<App>) -> Result<(), Problem> {
    let (due, hooks) = app.state.with(|s| Ok((s.due(50)?, s.hooks()?))).await?;
    for delivery in due {
        let Some(hook) = hooks.iter().find(|h| h.id == delivery.hook).cloned() else { continue };
        let (shared, attempt) = (app.clone(), delivery.clone());
        let done = tokio::task::spawn_blocking(move || try_once(&shared, &hook, &attempt)).await;
        let failed = done.unwrap_or_else(|e| Err((e.to_string(), false))).err();
        let again = BACK_OFF.get(usize::try_from(delivery.attempts).unwrap_or(usize::MAX)).copied();
        app.state
            .with(move |s| match failed {
                None => s.tried(&delivery.id, None, None),
                Some((why, gone)) => s.tried(&delivery.id, Some(&why), again.filter(|_| !gone)),
            })
            .await?;
    }
    Ok(())
}

/// Sends something once; why it failed, and whether it is of no use to try again.
fn try_once(app: &App, hook: &Hook, delivery: &Delivery) -> Result<(), (String, bool)> {
    if hook.url.starts_with(MAIL) {
        // It is sent once the server is started with a mail server again.
        let mailer = app.mailer.as_ref().ok_or(("this server sends no mail".to_owned(), false))?;
        return mailer.send(&hook.url, delivery);
    }
    let at = now().as_second();
    let signature = sign(&hook.secret, &delivery.id, at, &delivery.body)
        .ok_or(("the secret is none".to_owned(), true))?;
    let at = at.to_string();
    let headers =
        [("webhook-id", delivery.id.as_str()), ("webhook-timestamp", &at), ("webhook-signature", &signature)];
    match crate::net::send(&hook.url, &headers, &delivery.body, app.settings.private) {
        Ok(200..=299) => Ok(()),
        Ok(410) => Err(("the answer is 410: it wants no more".into(), true)),
        Ok(status) => Err((format!("the answer is {status}"), false)),
        Err(why) => Err((why, false)),
    }
}

/// `v1,` and the HMAC-SHA256 over id, time and body.
fn sign(secret: &str, id: &str, at: i64, body: &str) -> Option<String> {
    let key = data_encoding::BASE64.decode(secret.strip_prefix("whsec_")?.as_bytes()).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    Some(format!("v1,{}", data_encoding::BASE64.encode(&mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // Worked out with Python's hmac.
        let signature = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(signature.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    fn shift(before: Option<Standing>, after: Standing, was: f64, is: f64) -> Shift {
        Shift {
            question: types::QuestionId::of(&[b"q"]),
            text: "How many people were killed in Zanzevar?".into(),
            kind: "killed".into(),
            before,
            after,
            grade: types::Grade::Weak,
            was: Some([was; 3]),
            is: Some([is; 3]),
        }
    }

    #[test]
    fn a_webhook_is_told_what_it_wants_and_nothing_else() {
        let all = Wants::default();
        let turn = shift(Some(Standing::SingleOrigin), Standing::Contested, 2.0, 9.0);
        assert_eq!(names(&turn, &all), ["question.contested", "question.changed", "count.changed"]);
        let still = shift(Some(Standing::Contested), Standing::Contested, 2.0, 3.0);
        assert_eq!(names(&still, &all), ["count.changed"]);
        assert!(names(&still, &Wants { more_than: Some(1.0), ..Wants::default() }).is_empty());
        assert!(names(&turn, &Wants { word: Some("Orlo".into()), ..Wants::default() }).is_empty());
        let contested =
            Wants { events: vec!["question.contested".into()], word: Some("zanzevar".into()), ..all };
        assert_eq!(names(&turn, &contested), ["question.contested"]);
    }
}
