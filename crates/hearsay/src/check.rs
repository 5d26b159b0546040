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
    fn a_span_that_is_not_in_the_text_is_found() {
        assert_eq!(fault_of(Span::new(2, 7)), None);
        for bad in [Span::new(2, 6), Span::new(0, 99)] {
            assert!(fault_of(bad).is_some_and(|f| f.starts_with("times")), "{bad:?}");
        }
    }
}
