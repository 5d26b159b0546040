//! From the readings of a document's claims to testimonies, which need the document no longer.

use super::act::{Act, acts};
use super::group::{self, Group};
use super::kind::AnswerType;
use super::origin::{Bodies, own_words, voice};
use super::reading::{self, Reading};
use super::refer::{self, Withdrawn};
use super::tree::is;
use super::{Sight, among, episode, nesting};
use jiff::ToSpan;
use types::{AnswerValue, Asked, Claim, Days, Event, Mode, Moment, Testimony, Who};

/// The days before its publication of which a report tells that gives no day.
const NEWS: i64 = 2;

/// Of every claim what it says to each kind of question, in order of the text.
pub(super) fn testimonies(sight: &Sight<'_>, claims: &[Claim], event: Option<&Event>) -> Vec<Testimony> {
    let nested = nesting(claims);
    let mut readings = Vec::new();
    for (index, inner) in nested.iter().enumerate() {
        readings.extend(reading::readings(sight, claims, index, inner));
    }
    readings.extend(among::readings(sight, claims, &nested, &readings));
    let mut readings = reading::close(readings);
    let withdrawn = refer::refer(sight, claims, &mut readings);
    let groups = group::group(sight.lexicon, &readings);
    let asked = asked(sight, &groups, &readings);
    let mut order: Vec<usize> = (0..readings.len()).filter(|r| asked[*r].is_some()).collect();
    order.sort_by_key(|r| (readings[*r].claim, readings[*r].token, *r));
    let mut number = vec![None; readings.len()];
    order.iter().zip(0..).for_each(|(r, n)| number[*r] = Some(n));
    let case = Bench { sight, claims, readings: &readings, withdrawn: &withdrawn, event };
    let bodies = Bodies::of(sight);
    let mut all: Vec<Testimony> = order
        .iter()
        .zip(0..)
        .filter_map(|(r, at)| {
            let asked = asked[*r].clone()?;
            let denies = readings[*r].denies.and_then(|d| number[d]);
            Some(Testimony { at, denies, asked, ..case.testimony(&bodies, *r) })
        })
        .collect();
    episode::share(sight.lexicon, &mut all);
    if let Some(kind) = sight.lexicon.open_kind() {
        let next = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for act in acts(sight, claims, &readings) {
            all.push(Testimony { at: next(all.len()), ..case.act(&bodies, kind, act) });
        }
    }
    all
}

/// For each reading the question that it answers, if anybody else could answer it too: a strike nowhere
/// by nobody is none.
fn asked(sight: &Sight<'_>, groups: &[Group], readings: &[Reading]) -> Vec<Option<Asked>> {
    let mut asked = vec![None; readings.len()];
    for Group { key, readings: of_group } in groups {
        let count = sight.lexicon.kinds[key.kind].answer == AnswerType::Count;
        if !count && key.who.is_empty() && key.place.is_none() {
            continue;
        }
        let class = key.class.map(|c| sight.lexicon.classes[c].name.clone());
        let one = Asked { class, who: key.who.clone(), place: key.place.clone() };
        of_group.iter().for_each(|r| asked[*r] = Some(one.clone()));
    }
    asked
}

/// What stands on the table while a document's testimonies are taken.
struct Bench<'a> {
    sight: &'a Sight<'a>,
    claims: &'a [Claim],
    readings: &'a [Reading],
    withdrawn: &'a Withdrawn,
    event: Option<&'a Event>,
}

impl Bench<'_> {
    fn testimony(&self, bodies: &Bodies, r: usize) -> Testimony {
        let reading = &self.readings[r];
        let by = self.withdrawn.iter().find(|(w, _)| *w == r).map(|(_, by)| self.claims[*by].id.clone());
        Testimony { withdrawn: by, ..self.of_reading(bodies, reading) }
    }

    /// What a claim says outside of the kinds, as one that answers the open kind.
    fn act(&self, bodies: &Bodies, kind: usize, act: Act) -> Testimony {
        let reading = Reading {
            claim: act.claim,
            kind,
            class: None,
            who: act.who,
            agent: Vec::new(),
            place: act.place,
            value: AnswerValue::Polar(act.yes),
            measure: None,
            mode: Mode::Says,
            conditional: false,
            hedged: false,
            denies: None,
            denied: None,
            about: false,
            open: false,
            apart: false,
            running: false,
            token: act.token,
        };
        let testimony = self.of_reading(bodies, &reading);
        let class = Some(act.words);
        let asked = Asked { class: class.clone(), who: reading.who, place: reading.place };
        Testimony { class, asked, sense: act.sense, ..testimony }
    }

    fn of_reading(&self, bodies: &Bodies, reading: &Reading) -> Testimony {
        let (lexicon, document) = (self.sight.lexicon, self.sight.document);
        let claim = &self.claims[reading.claim];
        Testimony {
            claim: claim.id.clone(),
            document: document.document.clone(),
            at: 0,
            kind: lexicon.kinds[reading.kind].name.clone(),
            asked: Asked::default(),
            class: reading.class.map(|c| lexicon.classes[c].name.clone()),
            sense: None,
            who: self.whos(reading),
            agent: reading.agent.clone(),
            place: reading.place.clone(),
            value: reading.value.clone(),
            measure: reading.measure,
            mode: reading.mode.clone(),
            conditional: reading.conditional,
            hedged: reading.hedged,
            about: reading.about,
            apart: reading.apart,
            running: reading.running,
            denies: None,
            denied: reading.denied.map(|(low, high)| (Some(low), Some(high).filter(|h| h.is_finite()))),
            withdraws: self.withdraws(claim),
            withdrawn: None,
            voice: voice(self.sight, bodies, claim),
            claimed: claim.claimed_time.as_ref().map(Days::from),
            valid: claim.valid_time.as_ref().map(Days::from).filter(|d| !self.ahead(reading, d)),
            event: self.event_of(claim),
            published: document.published.as_ref().map(|d| d.at),
            publisher: document.publisher.clone(),
            url: document.url.clone(),
        }
    }

    /// Whom it is about. A state of a class is also one of everybody of the class: "no fighters" bears on
    /// the fighters of any side.
    fn whos(&self, reading: &Reading) -> Vec<Who> {
        let mut who = reading.who.clone();
        let lexicon = self.sight.lexicon;
        let state = lexicon.kinds[reading.kind].answer != AnswerType::Count;
        who.extend(reading.class.filter(|_| state).map(|c| Who::named(&lexicon.classes[c].name)));
        who
    }

    /// What is said to be so was so when the report was published: a time ahead of it is another's.
    fn ahead(&self, reading: &Reading, days: &Days) -> bool {
        let published = self.sight.document.published.as_ref().map(|d| d.at.date);
        reading.mode == Mode::Says
            && !reading.conditional
            && matches!((days.from, published), (Some(from), Some(day)) if from.date > day)
    }

    /// "We retract our report that …", "An earlier version of this article said that …".
    fn withdraws(&self, claim: &Claim) -> bool {
        let cue = claim.cue.as_ref().is_some_and(|c| is(&self.sight.words().retractions, &c.lemma));
        cue || claim.source.as_ref().is_some_and(|s| own_words(self.sight, s))
    }

    /// When the event of the document happened, for a claim that tells of it. A report that gives no day
    /// tells news: of the day of the report and those just before it.
    fn event_of(&self, claim: &Claim) -> Option<Days> {
        let event = self.event.filter(|e| e.claims.contains(&claim.id))?;
        event.happened.as_ref().map(Days::from).filter(|d| d.from.is_some()).or_else(|| {
            let to = event.date?.date;
            let from = to.checked_sub(NEWS.days()).ok()?;
            Some(Days { from: Some(Moment::day(from)), to: Some(Moment::day(to)), within: true })
        })
    }
}
