//! The verbs of the ledger.

use super::{Format, Inputs};
use clap::{Args as Group, Subcommand};
use types::ClaimId;

/// Which ledger.
#[derive(Group)]
pub struct Where {
    /// The ledger: a file, or a postgres:// address [default: ledger.db in the data folder]
    #[arg(long, value_name = "PATH", global = true)]
    pub ledger: Option<String>,
}

/// As of when, and about when.
#[derive(Group)]
pub struct Times {
    /// What was known then: a moment as 2031-05-06T12:00 (UTC unless it has a zone), or a day, up to its end
    #[arg(long, value_name = "TIME", value_parser = hearsay::case::instant)]
    pub known_at: Option<hearsay::case::Instant>,
    /// Only what is said of these days: 2031-05-06, or 2031-05-04..2031-05-06; either end may be left out
    #[arg(long, value_name = "TIME[..TIME]", value_parser = hearsay::case::about)]
    pub about: Option<hearsay::case::About>,
}

/// Which ledger, as of when, and how the answer is printed: for every verb that asks.
#[derive(Group)]
pub struct Ask {
    #[command(flatten)]
    pub place: Where,
    #[command(flatten)]
    pub times: Times,
    /// A table for people, one JSON text, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    /// Columns of the table [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
}

/// `hearsay add`.
#[derive(Group)]
pub struct Add {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub place: Where,
    /// Who adds it, for the record [default: the user's name]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Read documents again that an older engine, model or lexicon has read; the old reading stays
    #[arg(long)]
    pub reread: bool,
    /// A table for people, one JSON text, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// `hearsay board`.
#[derive(Group)]
pub struct Board {
    #[command(flatten)]
    pub ask: Ask,
    #[command(flatten)]
    pub narrow: Narrow,
    /// How many questions
    #[arg(long, value_name = "N", default_value = "50")]
    pub limit: u32,
}

/// `hearsay ask` and `hearsay why`.
#[derive(Group)]
pub struct Question {
    #[command(flatten)]
    pub ask: Ask,
    /// A question's id (qst_…), or words of it
    #[arg(required = true, value_name = "QUESTION")]
    pub question: Vec<String>,
}

/// `hearsay source`.
#[derive(Group)]
pub struct Source {
    #[command(flatten)]
    pub ask: Ask,
    /// The source's name or an alias of it
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
    /// How many claims
    #[arg(long, value_name = "N", default_value = "50")]
    pub limit: u32,
}

/// `hearsay search`.
#[derive(Group)]
pub struct Search {
    #[command(flatten)]
    pub ask: Ask,
    /// Words to find, all of them; word* finds what begins so. Case and accents do not matter
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// How many hits
    #[arg(long, value_name = "N", default_value = "20")]
    pub limit: u32,
}

/// `hearsay verify`.
#[derive(Group)]
pub struct Verify {
    /// A dossier that `export --as html` wrote: checked against its own record and, with --ledger, against the ledger
    #[arg(value_name = "FILE", conflicts_with = "head")]
    pub file: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub place: Where,
    /// A hash that an earlier verify printed: says whether the ledger still holds that entry
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// A table for people, one JSON text, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// `hearsay export`.
#[derive(Group)]
pub struct Export {
    /// Reports to read on the spot (a file, a folder, or -), which are not kept; without any, the ledger
    #[arg(value_name = "INPUT", conflicts_with_all = ["ledger", "known_at", "since"])]
    pub inputs: Vec<String>,
    #[command(flatten)]
    pub place: Where,
    #[command(flatten)]
    pub times: Times,
    /// claims, questions, or documents with their story, event and what they copy [default: the first that the form
    /// can say]
    #[arg(long, value_name = "WHAT")]
    pub what: Option<show::export::What>,
    /// In which form: jsonl, csv, geojson, claimreview, prov, annotation, ftm, ucdp, or html (the dossier of one question)
    #[arg(long = "as", value_name = "FORM", default_value = "jsonl")]
    pub form: show::export::Form,
    /// Only this question, or claims that answer it (qst_…)
    #[arg(long, value_name = "QUESTION", conflicts_with_all = ["place", "actor", "kind", "standing", "publisher", "since"])]
    pub question: Option<types::QuestionId>,
    #[command(flatten)]
    pub narrow: Narrow,
    /// How many questions [default: all]
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Begin a spreadsheet with a byte order mark, by which some programs know UTF-8
    #[arg(long)]
    pub bom: bool,
    /// What makes an address of an id, for forms that link: https://desk.example/
    #[arg(long, value_name = "ADDRESS", default_value = "urn:hearsay:")]
    pub base: String,
}

/// Which questions.
#[derive(Group)]
pub struct Narrow {
    /// Only questions about this place or a place in it
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// Only questions about this actor
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Only questions of this kind: killed, control, ceasefire …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only questions of this standing: contested, corroborated, failed …
    #[arg(long, value_name = "STANDING", value_parser = hearsay::case::standing)]
    pub standing: Option<types::Standing>,
    /// Only questions that a document of this publisher answers
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Only questions that changed since then, by recorded time
    #[arg(long, value_name = "TIME", value_parser = hearsay::case::instant)]
    pub since: Option<hearsay::case::Instant>,
}

/// `hearsay correct`.
#[derive(Group)]
pub struct Correct {
    #[command(flatten)]
    pub place: Where,
    /// Who judges
    #[arg(long, value_name = "NAME", global = true)]
    pub author: Option<String>,
    /// Why; is shown wherever the judgement counts
    #[arg(long, value_name = "TEXT", required = true)]
    pub reason: String,
    #[command(subcommand)]
    pub what: Judgement,
}

// Beside the type of the ledger, which it is read into: here a field holds words as they are typed, and its comment is help.
/// What a person judges. Each is an entry of the ledger, and can be undone.
#[derive(Subcommand)]
pub enum Judgement {
    /// A claim was read rightly: recorded, and the claim no longer asks for a person
    Accept {
        /// The claim (clm_…)
        claim: ClaimId,
    },
    /// A claim is no claim, or was misread: it no longer counts
    Reject {
        /// The claim (clm_…)
        claim: ClaimId,
    },
    /// A field of a claim is wrong
    Field {
        /// The claim (clm_…)
        claim: ClaimId,
        /// Which field: answer, quantity, place, source, claimed_time, valid_time
        field: String,
        /// What it should say: a name, a word of CLI, a day or DAY..DAY, a number or LOW..HIGH, yes or no, a status
        value: String,
    },
    /// Two questions are one, or two actors
    Merge {
        /// What stays: a question (qst_…), or an actor by its name or its id (act_…)
        into: String,
        /// What joins it, likewise
        from: String,
    },
    /// A claim answers another question, or is about another actor, than the one that it was put under
    Split {
        /// The claim (clm_…)
        claim: ClaimId,
        /// The question that it does not answer (qst_…), or the actor that is not meant, by its name or its id (act_…)
        what: String,
    },
    /// A claim, or a whole document, was withdrawn by its source or its publisher: it stays and counts no more
    Retract {
        /// The claim (clm_…) or the document (doc_…)
        what: String,
    },
    /// A grade, in a person's judgement
    Grade {
        /// The question (qst_…)
        question: types::QuestionId,
        /// confirmed, fair, weak, contested or discounted
        grade: String,
    },
    /// Take an earlier judgement back
    Undo {
        /// The number of the entry that correct printed
        entry: i64,
    },
}
