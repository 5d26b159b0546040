//! Which forms there are, and what each can say.

use std::fmt;
use std::str::FromStr;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum What {
    Claims,
    Questions,
    Documents,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON Lines, with all that is known.
    Jsonl,
    /// A spreadsheet, RFC 4180.
    Csv,
    /// RFC 7946.
    Geojson,
    /// schema.org, JSON-LD.
    Claimreview,
    /// PROV-O, JSON-LD.
    Prov,
    /// W3C Web Annotation, JSON-LD.
    Annotation,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// A spreadsheet with the columns of georeferenced event data.
    Ucdp,
    /// The dossier of one question.
    Html,
}

/// A form that cannot say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    what: What,
    form: Form,
}

impl What {
    /// All, in the order of help.
    pub const ALL: [What; 3] = [What::Claims, What::Questions, What::Documents];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            What::Claims => "claims",
            What::Questions => "questions",
            What::Documents => "documents",
        }
    }
}

impl Form {
    /// All, in the order of help.
    pub const ALL: [Form; 9] = [
        Form::Jsonl,
        Form::Csv,
        Form::Geojson,
        Form::Claimreview,
        Form::Prov,
        Form::Annotation,
        Form::Ftm,
        Form::Ucdp,
        Form::Html,
    ];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Jsonl => "jsonl",
            Form::Csv => "csv",
            Form::Geojson => "geojson",
            Form::Claimreview => "claimreview",
            Form::Prov => "prov",
            Form::Annotation => "annotation",
            Form::Ftm => "ftm",
            Form::Ucdp => "ucdp",
            Form::Html => "html",
        }
    }

    /// What it is sent as.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Jsonl | Form::Ftm => "application/jsonl",
            Form::Csv | Form::Ucdp => "text/csv; charset=utf-8",
            Form::Geojson => "application/geo+json",
            Form::Claimreview | Form::Prov | Form::Annotation => "application/ld+json",
            Form::Html => "text/html; charset=utf-8",
        }
    }

    /// What it can say; the first is what it says where nothing else is asked for.
    pub fn says(self) -> &'static [What] {
        match self {
            Form::Jsonl | Form::Csv | Form::Prov | Form::Ftm => {
                &[What::Documents, What::Claims, What::Questions]
            }
            Form::Geojson => &[What::Claims, What::Questions, What::Documents],
            Form::Claimreview => &[What::Claims, What::Questions],
            Form::Annotation => &[What::Claims],
            Form::Ucdp | Form::Html => &[What::Questions],
        }
    }

    /// Whether it only counts the claims of a question and does not name them.
    pub fn counts(self) -> bool {
        matches!(self, Form::Csv | Form::Geojson)
    }

    /// # Errors
    /// When it cannot say it.
    pub fn fits(self, what: What) -> Result<(), Unfit> {
        if self.says().contains(&what) { Ok(()) } else { Err(Unfit { what, form: self }) }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says: Vec<&str> = self.form.says().iter().map(|w| w.name()).collect();
        write!(f, "{} cannot say {}, only {}", self.form.name(), self.what.name(), says.join(", "))
    }
}

impl std::error::Error for Unfit {}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, word: &str, what: &str) -> Result<T, String> {
    let found = all.iter().copied().find(|t| name(*t) == word);
    let names: Vec<&str> = all.iter().map(|t| name(*t)).collect();
    found.ok_or_else(|| format!("{word:?} is no {what}: they are {}", names.join(", ")))
}

impl FromStr for What {
    type Err = String;

    fn from_str(word: &str) -> Result<What, String> {
        named(&What::ALL, What::name, word, "part of the ledger")
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(word: &str) -> Result<Form, String> {
        named(&Form::ALL, Form::name, word, "form")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_by_its_word_and_says_what_it_cannot_say() {
        for form in Form::ALL {
            assert_eq!(form.name().parse(), Ok(form));
            assert!(form.says().iter().all(|w| form.fits(*w).is_ok()));
        }
        let unfit = Form::Ucdp.fits(What::Documents).unwrap_err().to_string();
        assert_eq!(unfit, "ucdp cannot say documents, only questions");
        assert!("xml".parse::<Form>().unwrap_err().contains("geojson"));
    }
}
