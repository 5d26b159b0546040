//! When: TIMEX3 expressions and the intervals that they stand for.
//!
//! A text is cut into pieces; at every piece where one can begin the longest expression is read ([`scan`],
//! [`dates`], [`years`], [`clock`], [`relative`], [`week`], [`length`], [`window`], [`compound`], [`sets`], [`feast`], [`anchored`]); the
//! expressions are then put on the calendar in order ([`resolve`], [`placing`], [`hours`]), with the tense of
//! the governing verb deciding which Friday "Friday" is. News is resolved against its day of publication, a
//! history against what it spoke of last.
//!
//! Values follow TimeML's TIMEX3; weeks are ISO weeks; intervals are inclusive at both ends.

mod anchored;
mod clock;
mod compound;
mod dates;
mod feast;
mod hours;
mod length;
mod lexicon;
mod moon;
mod placing;
mod relative;
mod resolve;
mod scan;
mod sem;
mod sets;
mod stretch;
mod tense;
#[cfg(test)]
mod tests;
mod week;
mod window;
mod words;
mod years;

pub use lexicon::Lexicon;

use crate::ground::quantity::piece::{self, Pieces};

/// The time expressions of a text, in order, without overlap. `published` resolves the relative
/// ones; without it they stay unresolved (`X`es in the value, no interval).
pub fn find(syntax: &nlp::Doc, lexicon: &Lexicon, published: Option<jiff::civil::Date>) -> Vec<types::Time> {
    if syntax.is_empty() {
        return Vec::new();
    }
    let pieces = piece::cut(syntax);
    let scan = scan::Scan { p: Pieces(&pieces), doc: syntax, lex: lexicon, era: 1900..=2060 };
    let (scan, hits) = scan.in_its_era();
    resolve::Resolver::new(scan, published, &hits).all(&hits)
}
