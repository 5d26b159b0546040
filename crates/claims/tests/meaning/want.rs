//! What a case wants of its claims, and whether it is so.

use types::{Claim, LinkRole, Polarity, Stance};

/// Of which claims.
enum Of {
    /// The one with the shortest content that holds these words.
    Claim(Vec<String>),
    /// Of none: no content holds these words.
    Nobody(String),
    /// No claim asserts these words.
    NobodyAsserts(String),
}

/// One paragraph of a `want` block.
pub struct Want {
    of: Of,
    /// Field and value, in order.
    fields: Vec<(String, String)>,
}

/// The wants of a block: paragraphs of `field: value`, set apart by lines or ` | `.
///
/// # Errors
/// What has no colon, names no field, or does not begin with the words that it is about.
pub fn parse(lines: &[String]) -> Result<Vec<Want>, String> {
    lines.split(|l| l.trim().is_empty()).filter(|p| !p.is_empty()).map(want).collect()
}

fn want(paragraph: &[String]) -> Result<Want, String> {
    let pair = |part: &str| {
        let (field, value) = part.split_once(':').ok_or_else(|| format!("no field: {part:?}"))?;
        Ok((field.trim().to_owned(), value.trim().to_owned()))
    };
    let parts = paragraph.iter().flat_map(|line| line.split(" | ")).map(pair);
    let mut fields: Vec<(String, String)> = parts.collect::<Result<_, String>>()?;
    let (first, words) = fields.remove(0);
    let of = match first.as_str() {
        "content has" => Of::Claim(words.split(" … ").map(plain).collect()),
        "nobody says" => Of::Nobody(plain(&words)),
        "nobody asserts" => Of::NobodyAsserts(plain(&words)),
        other => return Err(format!("a want begins with \"content has\" or \"nobody says\", not {other:?}")),
    };
    match fields.iter().find(|(field, _)| !FIELDS.contains(&field.as_str())) {
        Some((field, _)) => Err(format!("no such field: {field:?}")),
        None => Ok(Want { of, fields }),
    }
}

const FIELDS: [&str; 17] = [
    "source",
    "source has",
    "actor",
    "kind",
    "named",
    "affiliations",
    "quotation",
    "stance",
    "certainty",
    "polarity",
    "nested",
    "publisher_voice",
    "channel",
    "chain",
    "chain has",
    "cue",
    "lacks",
];

impl Want {
    /// What is not as wanted; nothing when all is.
    pub fn fault(&self, claims: &[Claim]) -> Option<String> {
        let holds = |c: &&Claim, words: &str| plain(&c.content.text).contains(words);
        match &self.of {
            Of::Nobody(words) => {
                claims.iter().find(|c| holds(c, words)).map(|_| format!("a claim says {words:?}"))
            }
            Of::NobodyAsserts(words) => claims
                .iter()
                .filter(|c| c.stance == Stance::Asserts && c.polarity == Polarity::Positive)
                .filter(|c| c.certainty != types::Certainty::Unknown)
                .find(|c| holds(c, words))
                .map(|_| format!("a claim asserts {words:?}")),
            Of::Claim(words) => {
                let found = claims.iter().filter(|c| words.iter().all(|w| holds(c, w))).collect();
                let found = self.of_the_source(found).into_iter();
                let least = found.map(|c| (c.content.text.len(), self.wrong(c))).min();
                match least {
                    Some((_, wrong)) => Some(wrong.join("; ")).filter(|w| !w.is_empty()),
                    None => Some(format!("no claim says {:?}", words.join(" … "))),
                }
            }
        }
    }

    /// Those of the wanted source, where there are any: who rejects a report is not the report.
    fn of_the_source<'a>(&self, mut claims: Vec<&'a Claim>) -> Vec<&'a Claim> {
        let who = |field: &str| matches!(field, "source" | "source has" | "actor");
        let wanted: Vec<_> = self.fields.iter().filter(|(field, _)| who(field)).collect();
        let his = |c: &Claim| wanted.iter().all(|(field, value)| right(field, value, c));
        if claims.iter().any(|c| his(c)) {
            claims.retain(|c| his(c));
        }
        claims
    }

    /// The fields of the claim that are wrong.
    fn wrong(&self, claim: &Claim) -> Vec<String> {
        let faults = self.fields.iter().filter(|(field, value)| !right(field, value, claim));
        faults
            .map(|(field, value)| match field.as_str() {
                "lacks" => format!("the content holds {value:?}"),
                _ => format!("{field} is {:?}, not {value:?}", got(field, claim).join(", ")),
            })
            .collect()
    }
}

/// Whether the field is what the value allows: `a or b` either, `not a, b` neither.
fn right(field: &str, value: &str, claim: &Claim) -> bool {
    if let Some(names) = value.strip_prefix("not ") {
        return names.split(", ").all(|name| !right(field, name, claim));
    }
    value.split(" or ").any(|value| is(field, value, claim))
}

fn is(field: &str, value: &str, claim: &Claim) -> bool {
    let got: Vec<String> = got(field, claim).iter().map(|g| bare(g)).collect();
    let wanted: Vec<String> = value.split(", ").map(bare).collect();
    match field {
        "polarity" => got == [value],
        "lacks" => !got.iter().any(|g| g.contains(&plain(value))),
        _ if value == "-" => got.is_empty(),
        "source has" => got.iter().any(|g| g.contains(&bare(value))),
        "channel" => got.iter().any(|g| g.contains(&plain(value))),
        "chain has" | "affiliations" => wanted.iter().all(|w| got.contains(w)),
        "chain" => got == wanted,
        _ => got == [bare(value)],
    }
}

/// What the claim has in the field: nothing, one value, or a list.
fn got(field: &str, claim: &Claim) -> Vec<String> {
    let one = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    let source = claim.source.as_ref();
    let actor = source.and_then(|s| s.actor.as_ref());
    match field {
        "source" | "source has" => one(source.map(|s| s.text.clone())),
        "actor" => one(actor.map(|a| a.name.clone())),
        "kind" => one(actor.map(|a| word(&a.kind))),
        "named" => one(source.map(|s| s.named.to_string())),
        "affiliations" => source.map_or_else(Vec::new, |s| s.affiliations.clone()),
        "quotation" => vec![word(&claim.quotation)],
        "stance" => vec![word(&claim.stance)],
        "certainty" => vec![word(&claim.certainty)],
        "polarity" => vec![word(&claim.polarity)],
        "nested" => vec![claim.nested.to_string()],
        "publisher_voice" => vec![claim.publisher_voice.to_string()],
        "channel" => one(claim.channel.as_ref().map(|c| c.text.clone())),
        "chain" | "chain has" => between(claim),
        "cue" => one(claim.cue.as_ref().map(|c| c.text.clone())),
        _ => vec![claim.content.text.clone()],
    }
}

/// The links between the origin and the publisher, innermost first, as `name (role)`.
fn between(claim: &Claim) -> Vec<String> {
    let links = claim.chain.iter().filter(|l| !matches!(l.role, LinkRole::Origin | LinkRole::Publisher));
    links.map(|l| format!("{} ({})", l.name.as_deref().unwrap_or("-"), word(&l.role))).collect()
}

/// A value as the JSON has it, without quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().trim_matches('"').to_owned()
}

/// Lower case, one blank between words, without quotation marks and apostrophes.
fn plain(text: &str) -> String {
    let marks = ['“', '”', '„', '«', '»', '‘', '’', '\'', '"', '`'];
    let text: String = text.chars().filter(|c| !marks.contains(c)).collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// And without an article before it or a mark behind it.
fn bare(text: &str) -> String {
    let text = plain(text);
    let text = text.trim_end_matches([',', '.', ';', ':']);
    ["the ", "a ", "an "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text).to_owned()
}
