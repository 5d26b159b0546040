//! The answers to a count as bars over one scale: what each voice says, from its lowest to its highest number.

use super::mark;
use crate::export::item::Topic;
use crate::ledger::Voice;
use types::AnswerValue;

/// A bar: who, and the two ends, either of which may be open.
struct Bar<'t> {
    who: &'t str,
    low: Option<f64>,
    high: Option<f64>,
}

/// The picture; nothing where fewer than two voices give numbers.
pub fn picture(topic: &Topic) -> Option<String> {
    let bars: Vec<Bar> = topic.asked.voices.iter().flat_map(|v| bars(topic, v)).collect();
    let most = bars.iter().flat_map(|b| [b.low, b.high]).flatten().fold(0.0, f64::max);
    if bars.len() < 2 || most <= 0.0 {
        return None;
    }
    let scale = most * 1.15;
    let rows: String = bars.iter().map(|b| row(b, scale)).collect();
    Some(format!(
        "<figure class=\"bars\"><figcaption>What each says, on one scale from 0</figcaption>\n{rows}</figure>\n"
    ))
}

fn bars<'t>(topic: &'t Topic, voice: &'t Voice) -> Vec<Bar<'t>> {
    let given = topic.asked.question.answers.iter().filter(|g| voice.claims.contains(&g.claim));
    let mut bars: Vec<Bar> = given
        .filter_map(|g| match g.value.value {
            AnswerValue::Interval { low, high } => Some(Bar { who: &voice.origin, low, high }),
            _ => None,
        })
        .collect();
    bars.dedup_by(|a, b| a.low == b.low && a.high == b.high);
    bars
}

fn row(bar: &Bar, scale: f64) -> String {
    let share = |n: f64| (n / scale * 100.0).clamp(0.0, 100.0);
    let (from, to) = (share(bar.low.unwrap_or(0.0)), bar.high.map_or(100.0, share));
    let width = (to - from).max(1.2);
    let open = if bar.high.is_none() || bar.low.is_none() { " class=\"open\"" } else { "" };
    let who = mark::words(bar.who);
    let value = mark::text(&crate::words::interval(bar.low, bar.high));
    format!(
        "<div class=\"bar\"><span>{who}</span><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"rail\" x=\"0\" y=\"2.5\" width=\"100\" height=\"1\"/>\
         <rect{open} x=\"{from:.2}\" y=\"0\" width=\"{width:.2}\" height=\"6\"/></svg><b>{value}</b></div>\n"
    )
}
