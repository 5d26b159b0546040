//! Claims by the questions that they answer or by when they were recorded, with the points where they lie.

use super::super::board::Filter;
use super::super::body;
use super::super::shelf::Shelf;
use super::super::{Ask, Case, CaseError, frame};
use super::board::{page, publishes};
use super::{cursor, numbers};
use ledger::{Reader, Seq};
use serde::Serialize;
use show::ledger::{Cited, Frame};
use std::collections::BTreeSet;
use types::{ClaimId, Place, PlaceRole, QuestionId, Standing};

/// Readings that are looked through in one answer.
const LOOKED: usize = 2_000;
/// Readings asked for at once.
const PAGE: u32 = 100;
/// Questions asked for at once.
const QUESTIONS: u32 = 20;

/// Where a claim lies, at the precision of its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Point {
    #[allow(missing_docs)]
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Around that point, in kilometres.
    pub radius_km: f64,
}

/// A claim, the question that it answers and where it lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pinned {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub claim: Cited,
    /// The question of the ledger that it answers first, and how that stands.
    pub answers: Option<Under>,
    /// Where it lies; empty where that is not known. Nothing where points were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<Point>>,
}

/// A question in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Under {
    #[allow(missing_docs)]
    pub question: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    #[allow(missing_docs)]
    pub kind: String,
    #[allow(missing_docs)]
    pub standing: Standing,
}

/// A page of claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClaimsPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// How many there are; nothing where they were not counted.
    pub total: Option<u64>,
    /// Where the next page begins; nothing after the last.
    pub next: Option<String>,
    /// By question in the board's order; without a filter of questions the latest recorded first.
    pub claims: Vec<Pinned>,
}

/// A claim by the entry of its reading and its id, with the question that it was found under.
type Found = (Seq, Seq, ClaimId, Option<Under>);

impl Case {
    /// A page of claims. With a place, an actor, a kind or a standing in the filter: those that answer such
    /// questions. A page may hold fewer than the limit and still have a next one, and a few more where the
    /// claims of one document or one question would be cut.
    ///
    /// # Errors
    /// When `after` is none that was handed out; those of the ledger.
    pub fn claims(
        &mut self,
        filter: &Filter,
        with_points: bool,
        after: Option<&str>,
        ask: &Ask,
    ) -> Result<ClaimsPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let asked = [&filter.place, &filter.actor, &filter.kind].into_iter().any(Option::is_some);
            let by_question = asked || filter.standing.is_some() || ask.about.is_some();
            let (found, next) = match by_question {
                true => by_questions(reader, filter, after, ask, as_of)?,
                false => latest(reader, filter, after, as_of)?,
            };
            let mut shelf = Shelf::default();
            let mut claims = Vec::new();
            for (reading, document, id, answers) in found {
                let Some(claim) = shelf.cited(reader, (reading, document), |_, c| *c == id)? else {
                    continue;
                };
                let points = with_points.then(|| points(&claim.claim.places));
                claims.push(Pinned { claim, answers, points });
            }
            Ok(ClaimsPage { frame, total: None, next, claims })
        })
    }
}

fn by_questions(
    reader: &mut Reader<'_>,
    filter: &Filter,
    after: Option<&str>,
    ask: &Ask,
    as_of: Seq,
) -> Result<(Vec<Found>, Option<String>), CaseError> {
    let limit = filter.limit.max(1) as usize;
    let filter = Filter { limit: QUESTIONS, ..filter.clone() };
    let (mut found, mut seen, mut shelf) = (Vec::new(), BTreeSet::new(), Shelf::default());
    let mut place = after.map(str::to_owned);
    loop {
        let (rows, _, next) = page(reader, &filter, place.as_deref(), ask, as_of)?;
        for (question, standing) in rows {
            let under = Under {
                question: question.id.parse().map_err(CaseError::Wrong)?,
                text: question.text.clone(),
                kind: question.kind.clone(),
                standing: body::standing_of(standing.standing),
            };
            for row in reader.testimonies(question.base, as_of)? {
                let fits = row.question == question.no
                    && match &filter.publisher {
                        Some(wanted) => {
                            let document = shelf.document(reader, row.document)?;
                            document.is_some_and(|d| publishes(d.publisher.as_deref(), wanted))
                        }
                        None => true,
                    };
                let claim = body::unpack(row.no, &row.body)?.claim;
                if fits && seen.insert(claim.clone()) {
                    found.push((ledger::born(row.no), row.document, claim, Some(under.clone())));
                }
            }
            place = Some(super::board::after(&standing));
            if found.len() >= limit {
                return Ok((found, place));
            }
        }
        match next {
            Some(next) if found.is_empty() => place = Some(next),
            next => return Ok((found, next)),
        }
    }
}

fn latest(
    reader: &mut Reader<'_>,
    filter: &Filter,
    after: Option<&str>,
    as_of: Seq,
) -> Result<(Vec<Found>, Option<String>), CaseError> {
    let limit = filter.limit.max(1) as usize;
    let mut before = after.map_or(Ok([Seq::MAX]), numbers::<1>)?[0];
    let (mut found, mut looked) = (Vec::new(), 0);
    loop {
        let page = reader.readings_latest(before, as_of, PAGE)?;
        let full = page.len() == PAGE as usize;
        looked += page.len();
        for row in page {
            let recorded = reader.recorded(row.seq)?.map(|r| r.0);
            if filter.since.is_some_and(|s| recorded.is_none_or(|r| r < s.as_microsecond())) {
                return Ok((found, None));
            }
            if found.len() >= limit {
                return Ok((found, Some(cursor(&[before]))));
            }
            before = row.seq;
            if let Some(publisher) = &filter.publisher {
                let document = reader.document_at(row.document)?;
                if !document.is_some_and(|d| publishes(d.publisher.as_deref(), publisher)) {
                    continue;
                }
            }
            found.extend(of_reading(reader, row.seq, row.document, as_of)?);
        }
        if !full || looked >= LOOKED {
            return Ok((found, full.then(|| cursor(&[before]))));
        }
    }
}

/// All claims of one reading, each with the question that it answers first.
fn of_reading(
    reader: &mut Reader<'_>,
    reading: Seq,
    document: Seq,
    as_of: Seq,
) -> Result<Vec<Found>, CaseError> {
    let mut answers = Vec::new();
    for row in reader.testimonies_of_reading(reading)? {
        let claim = body::unpack(row.no, &row.body)?.claim;
        let question = reader.question(row.question, as_of)?;
        let Some((question, standing)) = question.zip(reader.standing(row.question, as_of)?) else {
            continue;
        };
        let under = Under {
            question: question.id.parse().map_err(CaseError::Wrong)?,
            text: question.text,
            kind: question.kind,
            standing: body::standing_of(standing.standing),
        };
        answers.push((claim, under));
    }
    let body = body::reading(reader, reading)?;
    let of = |id: &ClaimId| answers.iter().find(|(c, _)| c == id).map(|(_, u)| u.clone());
    Ok(body.claims.into_iter().map(|c| (reading, document, c.id.clone(), of(&c.id))).collect())
}

/// The places of the event where there are such, else those that the claim names; each with its circle.
fn points(places: &[Place]) -> Vec<Point> {
    let point = |p: &Place| {
        Some(Point {
            name: p.name.clone(),
            lat: p.lat?,
            lon: p.lon?,
            radius_km: p.radius_km.unwrap_or_default(),
        })
    };
    let of = |role: Option<PlaceRole>| -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for found in places.iter().filter(|p| role.is_none_or(|r| p.role == r)).filter_map(point) {
            if !points.contains(&found) {
                points.push(found);
            }
        }
        points
    };
    let event = of(Some(PlaceRole::Event));
    if event.is_empty() { of(None) } else { event }
}
