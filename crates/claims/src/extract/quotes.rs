//! Quotation marks: which opens, which closes, and what stands between.

use nlp::Doc;

/// A quotation: tokens `open..end`, its marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The opening mark.
    pub(crate) open: usize,
    /// One past the closing mark, or past the last token of the paragraph when nothing closes it.
    pub(crate) end: usize,
    /// Whether a mark closes it.
    pub(crate) closed: bool,
    /// Which paragraph it stands in.
    pub(crate) paragraph: usize,
}

/// The quotations of a text and its paragraphs.
pub(crate) struct Quotes {
    pub(crate) list: Vec<Quote>,
    paragraph: Vec<u32>,
}

/// Whether the word is a quotation mark of any kind.
pub(crate) fn is_quote_mark(word: &str) -> bool {
    matches!(
        word,
        "“" | "”" | "\"" | "`" | "``" | "''" | "«" | "»" | "„" | "‘" | "’" | "'" | "‹" | "›" | "＂"
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens(char),
    Closes(char),
}

impl Quotes {
    /// Finds the quotations of a text, paragraph by paragraph. Quotations inside quotations belong
    /// to the outer one.
    pub(crate) fn find(doc: &Doc) -> Quotes {
        let paragraph = paragraphs(doc);
        let mut list = Vec::new();
        let mut open: Option<(usize, char)> = None;
        for t in 0..doc.len() {
            if t > 0 && paragraph[t] != paragraph[t - 1] {
                close(&mut list, &mut open, t, false, &paragraph);
            }
            match mark(doc, t, open.map(|o| o.1)) {
                // A single mark that is still open when a double one opens was an apostrophe.
                Some(Mark::Opens(kind))
                    if open
                        .is_none_or(|o| o.1 == '\'' && kind != '\'' && !closes_later(doc, t, &paragraph)) =>
                {
                    open = Some((t, kind))
                }
                Some(Mark::Closes(kind)) if open.is_some_and(|o| o.1 == kind) => {
                    close(&mut list, &mut open, t + 1, true, &paragraph);
                }
                _ => {}
            }
        }
        close(&mut list, &mut open, doc.len(), false, &paragraph);
        Quotes { list, paragraph }
    }

    /// The quotation that holds a token.
    pub(crate) fn at(&self, token: usize) -> Option<&Quote> {
        let i = self.list.partition_point(|q| q.end <= token);
        self.list.get(i).filter(|q| q.open <= token)
    }

    /// Whether the token is part of somebody's words. A quotation that nothing closes and no further
    /// paragraph takes up has lost its mark: what stands in it may be the report going on.
    pub(crate) fn holds(&self, token: usize) -> bool {
        let i = self.list.partition_point(|q| q.end <= token);
        let Some(quote) = self.list.get(i).filter(|q| q.open <= token) else { return false };
        let taken_up = self
            .list
            .get(i + 1)
            .is_some_and(|n| n.paragraph == quote.paragraph + 1 && n.open <= quote.end + 1);
        quote.closed || taken_up
    }

    /// The paragraph of a token.
    pub(crate) fn paragraph(&self, token: usize) -> u32 {
        self.paragraph.get(token).copied().unwrap_or(u32::MAX)
    }

    /// The quotation that ends right before a token, marks and white space apart.
    pub(crate) fn before(&self, doc: &Doc, token: usize) -> Option<&Quote> {
        let i = self.list.partition_point(|q| q.end <= token);
        let quote = self.list.get(i.checked_sub(1)?)?;
        let near = (quote.end..token).all(|t| super::tree::is_mark(doc, t));
        (near && quote.paragraph == self.paragraph(token) as usize).then_some(quote)
    }

    /// The quotation that starts right after a token, marks and white space apart.
    pub(crate) fn after(&self, doc: &Doc, token: usize) -> Option<&Quote> {
        let i = self.list.partition_point(|q| q.open <= token);
        let quote = self.list.get(i)?;
        (token + 1..quote.open).all(|t| super::tree::is_mark(doc, t)).then_some(quote)
    }
}

fn close(
    list: &mut Vec<Quote>,
    open: &mut Option<(usize, char)>,
    end: usize,
    closed: bool,
    paragraph: &[u32],
) {
    // A single mark that nothing closes is an apostrophe.
    if let Some((start, _)) = open.take().filter(|o| closed || o.1 != '\'') {
        list.push(Quote { open: start, end, closed, paragraph: paragraph[start] as usize });
    }
}

/// What a mark does, given the kind of mark that is open.
fn mark(doc: &Doc, t: usize, open: Option<char>) -> Option<Mark> {
    Some(match doc.word(t) {
        "“" | "„" | "``" => Mark::Opens('"'),
        // The typewriter's mark of two, cut in two.
        "`" if open.is_none() && !doc.space_after(t) && t + 1 < doc.len() && doc.word(t + 1) == "`" => {
            Mark::Opens('"')
        }
        // A number of inches.
        "\"" | "''" if open.is_none() && inches(doc, t) => return None,
        "”" => Mark::Closes('"'),
        "«" | "‹" => Mark::Opens('«'),
        "»" | "›" => Mark::Closes('«'),
        // Some papers set two apostrophes for either mark.
        "\"" | "＂" | "''" if open == Some('"') => Mark::Closes('"'),
        "\"" | "＂" | "''" => Mark::Opens('"'),
        "‘" => Mark::Opens('\''),
        "’" | "'" if open == Some('\'') && doc.tag(t) != "POS" => Mark::Closes('\''),
        "'" if open.is_none()
            && !doc.space_after(t)
            && (t == 0 || doc.space_after(t - 1) || doc.is_space(t - 1)) =>
        {
            Mark::Opens('\'')
        }
        _ => return None,
    })
}

/// Whether the mark stands right behind a figure and nothing of a quotation follows.
fn inches(doc: &Doc, t: usize) -> bool {
    let figure = t
        .checked_sub(1)
        .is_some_and(|b| doc.word(b).ends_with(|c: char| c.is_ascii_digit()) && !doc.space_after(b));
    figure && (doc.space_after(t) || t + 1 == doc.len() || super::tree::is_mark(doc, t + 1))
}

/// Whether a single mark of a quotation that is open closes it after this token, in the same paragraph.
fn closes_later(doc: &Doc, t: usize, paragraph: &[u32]) -> bool {
    const FAR: usize = 400;
    let reach = (t + 1..doc.len()).take(FAR).take_while(|x| paragraph[*x] == paragraph[t]);
    let closing = |x: &usize| {
        matches!(doc.word(*x), "’" | "'")
            && doc.tag(*x) != "POS"
            && (doc.space_after(*x) || *x + 1 == doc.len() || super::tree::is_mark(doc, *x + 1))
    };
    reach
        .filter(closing)
        .any(|x| !super::tree::is_mark(doc, x - 1) || matches!(doc.word(x - 1), "," | "." | "?" | "!" | "…"))
}

/// Paragraph numbers: a blank line ends one, and so does a line break after the end of a sentence.
fn paragraphs(doc: &Doc) -> Vec<u32> {
    let mut number = 0;
    (0..doc.len())
        .map(|t| {
            if doc.is_space(t) {
                let breaks = doc.word(t).matches('\n').count();
                let after_stop = t > 0 && doc.word(t - 1).ends_with(['.', '!', '?', '”', '"', ')']);
                number += u32::from(breaks > 1 || (breaks == 1 && after_stop));
            }
            number
        })
        .collect()
}
