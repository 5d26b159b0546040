//! The claim sheet: what one document says, for a person.

use crate::clean;
use crate::paint::{Ink, Page};
use crate::{dispute, voice, words};
use types::{Claim, Document, Question, Role};

/// How the sheet is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to write the escape sequences of colours. Nothing is said by colour alone.
    pub colours: bool,
}

/// The sheet as lines, each ended by a line break and none wider than asked: what the document is;
/// the questions on which its sources differ, each with its sides and the reason; what each source
/// says, then what the publisher says itself; notes.
pub fn sheet(document: &Document, claims: &[Claim], questions: &[Question], setting: Setting) -> String {
    let mut page = Page::new(setting.width.max(40), setting.colours);
    head(&mut page, document);
    dispute::questions(&mut page, document, claims, questions);
    voice::voices(&mut page, document, claims);
    dispute::others(&mut page, questions);
    notes(&mut page, document);
    page.into_text()
}

fn head(page: &mut Page, document: &Document) {
    page.paragraph(Ink::Title, 0, &title(document));
    let publisher = document.publisher.as_deref().unwrap_or("publisher not known");
    let date = match &document.published {
        Some(dated) => format!("{} ({})", words::moment(dated.at), clean(&dated.basis)),
        None => "date not known".into(),
    };
    let parts = [clean(publisher).into_owned(), date, clean(&document.id).into_owned()];
    page.paragraph(Ink::Faint, 0, &parts.join(" · "));
}

fn title(document: &Document) -> String {
    let headline = || document.passages.iter().find(|p| p.role == Role::Headline);
    let title = document.title.as_deref().or_else(|| headline().map(|p| p.span.of(&document.text)));
    let title = clean(title.unwrap_or("")).trim().to_owned();
    if title.is_empty() { "Without a title".into() } else { title }
}

/// What the reader should know of the document; notes on a claim stand beside it.
fn notes(page: &mut Page, document: &Document) {
    if document.notes.is_empty() {
        return;
    }
    page.gap();
    page.line(&[(Ink::Heading, "Notes")]);
    document.notes.iter().for_each(|note| page.paragraph(Ink::Faint, 2, &clean(note)));
}
