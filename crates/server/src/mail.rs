//! Alerts by mail: what webhooks are told, in words, through a mail server.

use crate::settings::{ServeError, Settings};
use crate::state::Delivery;
use lettre::address::Address;
use lettre::message::{Mailbox, header};
use lettre::{Message, SmtpTransport, Transport};
use serde_json::Value;
use std::fmt::Write;
use std::time::Duration;

/// How long each step of a conversation with a mail server may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Letters of a subject.
const LONGEST_SUBJECT: usize = 200;

/// The way to a mail server.
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    /// Under which people reach this server.
    public: Option<String>,
}

impl Mailer {
    /// Of these settings; nothing where they name no mail server. Connects to nobody yet.
    ///
    /// # Errors
    /// When an address is none.
    pub fn new(settings: &Settings) -> Result<Option<Mailer>, ServeError> {
        let Some(smtp) = &settings.smtp else { return Ok(None) };
        // The address holds a password.
        let wrong =
            |e: &dyn std::fmt::Display| ServeError::Wrong(format!("the address of the mail server: {e}"));
        let transport = SmtpTransport::from_url(smtp).map_err(|e| wrong(&e))?.timeout(Some(PATIENCE)).build();
        let from = settings.mail_from.as_deref().unwrap_or_default();
        let from =
            from.parse().map_err(|e| ServeError::Wrong(format!("the sender of mail {from:?}: {e}")))?;
        Ok(Some(Mailer { transport, from, public: settings.public.clone() }))
    }

    /// Sends an alert once; why it failed, and whether it is of no use to try again. Blocks.
    ///
    /// # Errors
    /// Likewise.
    pub fn send(&self, to: &str, delivery: &Delivery) -> Result<(), (String, bool)> {
        let message = self.message(to, delivery).map_err(|e| (e, true))?;
        match self.transport.send(&message) {
            Ok(_) => Ok(()),
            Err(e) => Err((e.to_string(), e.is_permanent())),
        }
    }

    /// The message of an alert. Each try has the same id, by which mail programs know one that comes twice.
    fn message(&self, to: &str, delivery: &Delivery) -> Result<Message, String> {
        let body: Value = serde_json::from_str(&delivery.body).map_err(|e| e.to_string())?;
        let to = address(to).ok_or("it is no address of mail")?;
        let host = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject(&body))
            .message_id(Some(format!("<{}@{host}>", delivery.id)))
            .header(header::ContentType::TEXT_PLAIN);
        message.body(self.text(&body)).map_err(|e| e.to_string())
    }

    fn text(&self, body: &Value) -> String {
        let data = &body["data"];
        let mut text = format!("{}\n\n", word(&data["text"]));
        if let Some(now) = data["after"].as_str().or(data["standing"].as_str()) {
            let _ = writeln!(text, "It stands as: {now}{}", was(data["before"].as_str()));
        }
        if let Some(now) = numbers(&data["is"]) {
            let _ = writeln!(text, "Lowest, best, highest: {now}{}", was(numbers(&data["was"]).as_deref()));
        }
        if let Some(due) = data["due"].as_object() {
            let _ = writeln!(text, "It fell due: {}", due.get("date").map(word).unwrap_or_default());
        }
        let _ = writeln!(text, "Recorded: {}", word(&body["timestamp"]));
        if let Some(public) = &self.public {
            let _ = writeln!(text, "\n{public}/questions/{}", word(&data["question"]));
        }
        text
    }
}

/// Whom a `mailto:` address names, if it names one alone.
pub fn address(url: &str) -> Option<Address> {
    url.strip_prefix("mailto:")?.parse().ok()
}

/// Words of the ledger on one line: a line break would be a header of its own.
fn word(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    show::clean(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn was(before: Option<&str>) -> String {
    before.map_or_else(String::new, |b| format!(" (before: {b})"))
}

fn numbers(value: &Value) -> Option<String> {
    let all = value.as_array()?;
    Some(
        all.iter()
            .map(Value::to_string)
            .map(|n| n.trim_end_matches(".0").to_owned())
            .collect::<Vec<_>>()
            .join(", "),
    )
}

fn subject(body: &Value) -> String {
    let data = &body["data"];
    let what = match body["type"].as_str().unwrap_or_default() {
        "count.changed" => "numbers changed".to_owned(),
        "prediction.due" => "fell due".to_owned(),
        _ => word(&data["after"]),
    };
    format!("{what}: {}", word(&data["text"])).chars().take(LONGEST_SUBJECT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_of_a_document_are_neither_a_header_nor_a_command() {
        let transport = SmtpTransport::from_url("smtp://127.0.0.1:25").unwrap().build();
        let from = "hearsay <alerts@desk.example>".parse().unwrap();
        let mailer = Mailer { transport, from, public: Some("https://desk.example".into()) };
        let body = json!({"type": "question.contested", "timestamp": "2031-05-06T10:00:00Z", "data": {
            "question": "qst_x", "text": "Who fired?\r\nBcc: all@evil.example\r\n.\r\n\u{202e}", "after": "contested",
            "before": "single-origin", "is": [2.0, 9.0, 9.0], "was": null}});
        let delivery = Delivery {
            id: "msg_1".into(),
            hook: "hook_1".into(),
            body: body.to_string(),
            created: 0,
            attempts: 0,
            due: 0,
            state: "waiting".into(),
            error: None,
        };
        let sent = mailer.message("mailto:desk@paper.example", &delivery).unwrap().formatted();
        let sent = String::from_utf8(sent).unwrap();
        let head = sent.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|l| l.starts_with("Bcc")) && !sent.contains("\r\n.\r\n"), "{sent}");
        assert!(
            head.contains("Subject: contested: Who fired?") && head.contains("<msg_1@desk.example>"),
            "{sent}"
        );
        assert!(sent.contains("https://desk.example/questions/qst_x") && sent.contains("2, 9, 9"), "{sent}");
        assert!(address("mailto:a@b.example?bcc=c@d.example").is_none() && address("https://a").is_none());
    }
}
