//! What the ledger holds, in the forms that other programs read: one file a form.
//!
//! ```text
//! items (a claim, a question, a document)  ->  Export  ->  text, a piece an item
//! ```
//!
//! An export is written as it comes: [`Export::begin`], a piece for each item, [`Export::end`]. Nothing is held
//! but the last document. Each form carries its [`Stamp`]: as of which moment it holds, the ledger's entry and hash,
//! the versions that made it, and the hashes of the documents. No form says that anything is true.

mod annotation;
mod claimreview;
mod csv;
mod dossier;
mod form;
mod ftm;
mod geojson;
mod item;
mod jsonl;
mod point;
mod prov;
mod term;
mod ucdp;

pub use dossier::{Dossier, Kept, record};
pub use form::{Form, Unfit, What};
pub use item::{Answered, Filed, Item, MadeWith, Paper, Quote, Review, Stamp, Statement, Topic};

use term::Names;
use types::DocumentId;

/// How an export is written, where there is a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Spreadsheets: begin with a byte order mark, by which some programs know UTF-8.
    pub bom: bool,
    /// What stands before an id to make an address of it.
    pub base: String,
}

impl Default for Options {
    fn default() -> Options {
        Options { bom: false, base: "urn:hearsay:".into() }
    }
}

/// An export that is being written.
pub struct Export {
    what: What,
    form: Form,
    stamp: Stamp,
    bom: bool,
    names: Names,
    /// Pieces so far.
    items: u64,
    /// The document of the last piece: it need not be described again.
    document: Option<DocumentId>,
}

impl Export {
    /// Of these items in this form.
    ///
    /// # Errors
    /// When the form has no way to say it; the message names what it can say.
    pub fn new(what: What, form: Form, stamp: Stamp, options: Options) -> Result<Export, Unfit> {
        form.fits(what)?;
        let names = Names { base: options.base };
        // These begin with what they are, and go on after a comma.
        let items = u64::from(matches!(form, Form::Claimreview | Form::Prov));
        Ok(Export { what, form, stamp, bom: options.bom, names, items, document: None })
    }

    /// What stands before the first item.
    pub fn begin(&self) -> String {
        match self.form {
            Form::Csv => csv::begin(self.what, self.bom),
            Form::Ucdp => ucdp::begin(self.bom),
            Form::Geojson => geojson::begin(&self.stamp),
            Form::Claimreview => claimreview::begin(&self.stamp, &self.names),
            Form::Prov => prov::begin(&self.stamp, &self.names),
            Form::Annotation => annotation::begin(&self.stamp, &self.names),
            Form::Jsonl | Form::Ftm | Form::Html => String::new(),
        }
    }

    /// One item. Empty for one that the form has nothing to say of.
    pub fn item(&mut self, item: &Item) -> String {
        let document = item.document();
        let known = document.is_some() && document == self.document.as_ref();
        let (stamp, names) = (&self.stamp, &self.names);
        let pieces = match self.form {
            Form::Jsonl => return jsonl::item(item, stamp),
            Form::Csv => return csv::item(item, stamp),
            Form::Ucdp => return ucdp::item(item, stamp),
            Form::Html => return dossier::item(item, stamp),
            Form::Ftm => return ftm::item(item, stamp, known),
            Form::Geojson => geojson::item(item),
            Form::Claimreview => claimreview::item(item, names),
            Form::Prov => prov::item(item, names, known),
            Form::Annotation => annotation::item(item, names),
        };
        let mut text = String::new();
        for piece in pieces {
            text.push_str(if self.items == 0 { "\n" } else { ",\n" });
            text.push_str(&piece.to_string());
            self.items += 1;
        }
        self.document = item.document().cloned();
        text
    }

    /// What stands after the last item.
    pub fn end(&self) -> String {
        match self.form {
            Form::Geojson | Form::Claimreview | Form::Prov | Form::Annotation => "\n]}\n".into(),
            Form::Jsonl | Form::Csv | Form::Ucdp | Form::Ftm | Form::Html => String::new(),
        }
    }
}
