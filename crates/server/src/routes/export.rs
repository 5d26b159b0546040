//! What the ledger holds, in the forms of other programs.

use super::questions::Which;
use crate::look::Look;
use crate::problem::Problem;
use crate::query::{Params, Times, given};
use axum::http::StatusCode;
use axum::response::Response;
use hearsay::case::{CaseError, Order};
use serde::Deserialize;
use show::export::{Form, Options, What};
use std::io::{self, Write};

/// Bytes of the longest export; `hearsay export` writes any length.
const LONGEST: usize = 256 << 20;
/// Questions of one export, unless fewer are asked for.
const MOST: u32 = 10_000;

/// What is exported, in which form.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// claims, questions or documents [default: what the form says best].
    pub what: Option<String>,
    /// jsonl, csv, geojson, claimreview, prov, annotation, ftm, ucdp or html [default: jsonl].
    #[serde(rename = "as")]
    #[param(rename = "as")]
    pub form: Option<String>,
    /// Only this question; html needs one.
    pub question: Option<String>,
    /// How many questions, 1 to 10,000, and so which claims [default: 10,000]. Documents are exported whole.
    #[param(minimum = 1, maximum = 10_000)]
    pub limit: Option<u32>,
}

impl Wanted {
    fn order(&self, which: &Which) -> Result<Order, Problem> {
        let parsed = |e: String, field: &str| Problem::wrong(field, e);
        let form: Form = given(&self.form).unwrap_or("jsonl").parse().map_err(|e| parsed(e, "as"))?;
        let what = given(&self.what).map(str::parse::<What>).transpose().map_err(|e| parsed(e, "what"))?;
        let what = what.unwrap_or(form.says()[0]);
        form.fits(what).map_err(|e| Problem::wrong("what", e.to_string()))?;
        let limit = self.limit.unwrap_or(MOST);
        if !(1..=MOST).contains(&limit) {
            return Err(Problem::wrong("limit", format!("ask for 1 to {MOST} questions")));
        }
        let question = given(&self.question).map(str::parse).transpose().map_err(Problem::missing)?;
        Ok(Order { what, form, filter: which.filter(limit)?, question, options: Options::default() })
    }
}

/// Bytes up to a limit.
struct Room(Vec<u8>);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the ledger holds, in the forms of other programs, as `hearsay export` writes it; a file to keep
#[utoipa::path(get, path = "/export", tag = "export", params(Wanted, Which, Times), responses((status = 200, description = "The export",
    content((String = "application/jsonl"), (String = "text/csv"), (String = "application/geo+json"), (String = "application/ld+json"), (String = "text/html")))))]
pub async fn export(
    look: Look,
    Params(wanted): Params<Wanted>,
    Params(which): Params<Which>,
) -> Result<Response, Problem> {
    let order = wanted.order(&which)?;
    let end = match order.form.media_type().split(';').next().unwrap_or_default() {
        "text/csv" => "csv",
        "text/html" => "html",
        "application/geo+json" => "geojson",
        "application/ld+json" => "jsonld",
        _ => "jsonl",
    };
    let name = format!("hearsay-{}-{}.{end}", order.what.name(), order.form.name());
    // To keep and not to show: a dossier carries its own style, which no page here may.
    look.file(order.form.media_type(), &name, move |case, ask| {
        let mut room = Room(Vec::new());
        match case.export(&order, ask, &mut room) {
            Ok(()) => Ok(room.0),
            Err(CaseError::Write(_)) => {
                let detail = "the export is too long for one answer: narrow it, or use `hearsay export`";
                Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail))
            }
            Err(e) => Err(e.into()),
        }
    })
    .await
}
