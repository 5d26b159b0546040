//! `annotate` checks itself: in debug builds, every span of every layer is looked up in the text.

use claims::Sheet;
use types::{Document, Span};

/// The first layer whose spans do not fall on characters of the text, or the first claim that does
/// not hold the words that its spans hold. Nothing, for a sound sheet.
pub(crate) fn fault(document: &Document, syntax: &nlp::Doc, sheet: &Sheet) -> Option<String> {
    let text = &document.text;
    if let Some(fault) = sheet.claims.iter().find_map(|c| c.fault(text)) {
        return Some(format!("claims: {fault}"));
    }
    if let Some(fault) = sheet.attributions.iter().find_map(twice) {
        return Some(format!("attributions: {fault}"));
    }
    let roles = |a: &types::Attribution| [&a.source[..], &a.cue, &a.content].concat();
    if let Some(fault) = off("attributions", text, sheet.attributions.iter().flat_map(roles)) {
        return Some(fault);
    }
    if syntax.text().len() != text.len() {
        return Some("syntax: it is the analysis of another text".into());
    }
    let tokens = (0..syntax.len()).map(|t| Span::new(syntax.start(t), syntax.end(t)));
    off("syntax", text, tokens)
        .or_else(|| off("passages", text, document.passages.iter().map(|p| p.span)))
        .or_else(|| off("times", text, sheet.times.iter().map(|t| t.span)))
        .or_else(|| off("places", text, sheet.places.iter().map(|p| p.span)))
        .or_else(|| off("quantities", text, sheet.quantities.iter().map(|q| q.span)))
        .or_else(|| off("actors", text, sheet.actors.mentions.iter().map(|m| m.span)))
}

/// A word that plays two roles in one attribution.
fn twice(attribution: &types::Attribution) -> Option<String> {
    let roles = [&attribution.source, &attribution.cue, &attribution.content];
    let mut spans: Vec<Span> = roles.into_iter().flatten().copied().collect();
    spans.sort_unstable();
    let pair = spans.windows(2).find(|pair| pair[1].start < pair[0].end)?;
    Some(format!("{:?} and {:?} overlap", pair[0], pair[1]))
}

fn off(layer: &str, text: &str, mut spans: impl Iterator<Item = Span>) -> Option<String> {
    let bad = spans.find(|s| s.get(text).is_none())?;
    Some(format!("{layer}: {bad:?} is not in the text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use types::{Time, TimeType};

    fn fault_of(span: Span) -> Option<String> {
        let document =
            crate::document("a.txt", "A café is closed.".as_bytes(), &crate::Given::default()).unwrap();
        let syntax = nlp::Doc::from_rows(&document.statements(), &[], &[]);
        let time = Time {
            span,
            kind: TimeType::Date,
            value: "2031".into(),
            modifier: None,
            from: None,
            to: None,
            basis: None,
        };
        fault(&document, &syntax, &Sheet { times: vec![time], ..Sheet::default() })
    }

    #[test]
    fn a_word_in_two_roles_of_an_attribution_is_found() {
        let with = |content: Span| types::Attribution {
            source: vec![Span::new(0, 3)],
            cue: vec![Span::new(4, 8)],
            content: vec![content],
            quotation: types::Quotation::Indirect,
            publisher_voice: false,
            nested: false,
            score: None,
        };
        assert_eq!(twice(&with(Span::new(8, 12))), None);
        assert!(twice(&with(Span::new(7, 12))).is_some());
    }

    #[test]
    fn a_span_that_is_not_in_the_text_is_found() {
        assert_eq!(fault_of(Span::new(2, 7)), None);
        for bad in [Span::new(2, 6), Span::new(0, 99)] {
            assert!(fault_of(bad).is_some_and(|f| f.starts_with("times")), "{bad:?}");
        }
    }
}
