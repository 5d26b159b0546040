//! Documents beside one another: their stories, events and originals. What `export --what documents` prints.

use claims::weigh::{contested, event_id};
use read::stories::{Entry, Profile, Told, group};
use read::{Heard, Voice, originals};
use serde::Serialize;
use types::{Document, DocumentId, Event, EventId, StoryId};

/// What is kept of a document to put it beside others. Depends on the document alone.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The id that the input gave.
    pub id: String,
    /// The id that its bytes give.
    pub document: DocumentId,
    /// Its title.
    pub title: Option<String>,
    /// The day of publication, as documents print it.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its words and credits.
    pub voice: Voice,
    /// What it is about.
    pub profile: Profile,
    /// The main violent event.
    pub event: Option<Event>,
}

/// One document, as it is exported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The id that the input gave.
    pub id: String,
    /// The id that its bytes give.
    pub document: DocumentId,
    /// Its title.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The same for documents on one event of any kind: made from the earliest of them.
    pub story: StoryId,
    /// The same for reports of violence in one unit on one day.
    pub event: Option<EventId>,
    /// Whether reports of the same violent event give tolls of which not all can be right.
    pub contested: bool,
    /// The earliest document whose words it prints.
    pub copies_of: Option<DocumentId>,
}

impl Kept {
    /// What is kept of a document and the event that was found in it.
    pub fn of(document: &Document, event: Option<&Event>) -> Kept {
        Kept {
            id: document.id.clone(),
            document: document.document.clone(),
            title: document.title.clone(),
            published: document.published.as_ref().map(|d| d.at.date.to_string()),
            publisher: document.publisher.clone(),
            voice: Voice::of(document),
            profile: Profile::of(document, event.and_then(Told::of)),
            event: event.cloned(),
        }
    }
}

/// The rows of documents, in the given order. What a row says depends on the set of documents alone, not on
/// their order. No two may be the same document.
pub fn shelve(kept: &[Kept]) -> Vec<Row> {
    let entries: Vec<Entry> =
        kept.iter().map(|k| Entry { id: k.document.as_str(), profile: &k.profile }).collect();
    let stories = group(&entries);
    let heard: Vec<Heard> = kept
        .iter()
        .zip(&stories)
        .map(|(k, story)| Heard {
            id: k.document.as_str(),
            day: k.profile.day,
            story: *story,
            voice: &k.voice,
        })
        .collect();
    let originals = originals(&heard);
    let events: Vec<Option<&Event>> = kept.iter().map(|k| k.event.as_ref()).collect();
    let contested = contested(&events);
    let row = |(i, k): (usize, &Kept)| Row {
        id: k.id.clone(),
        document: k.document.clone(),
        title: k.title.clone(),
        published: k.published.clone(),
        publisher: k.publisher.clone(),
        story: StoryId::of(&[kept[stories[i]].document.as_str().as_bytes()]),
        event: k.event.as_ref().and_then(event_id),
        contested: contested[i],
        copies_of: originals[i].map(|o| kept[o].document.clone()),
    };
    kept.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kept(id: &str, day: &str, text: &str, dead: Option<u32>) -> Kept {
        let row =
            json!({"id": id, "published": day, "publisher": format!("Paper {id}"), "text": text}).to_string();
        let read =
            read::read("row", row.as_bytes(), &read::Hints::default(), &read::Limits::default()).next();
        let event = dead.map(|n| {
            json!({"date": day, "admin1": "Ane", "perpetrators": [], "claims": [], "wounded": {},
                "killed": {"civilians": [n, n]},
                "counts": [{"harm": "killed", "class": "people", "low": n, "high": n, "span": [0, 1], "claim": null}]})
        });
        let event: Option<Event> = event.map(|e| serde_json::from_value(e).expect("an event"));
        Kept::of(&read.expect("one row").expect("that can be read"), event.as_ref())
    }

    const BLAST: &str = "A blast tore through the covered market of Zanzevar on the Ane on Friday morning. Stalls of \
        spice traders burnt until noon, and the warden of the market closed both gates while crews searched under \
        the fallen roof for people who had come to shop before the holiday. A doctor at the river clinic spoke of \
        burns, and relatives gathered at its door with lists of names.";
    const OTHER: &str = "After the market blast in Zanzevar the warden gave another count. Traders of spice whose stalls \
        burnt on the Ane want the gates open again, and relatives wait for the clinic's list.";

    #[test]
    fn rivals_copies_and_stories_stand_in_the_rows() {
        let all = [
            kept("c", "2031-05-03", OTHER, Some(9)),
            kept("b", "2031-05-03", BLAST, Some(4)),
            kept("a", "2031-05-02", BLAST, Some(4)),
            kept(
                "d",
                "2031-05-03",
                "Harbour Rovers sold their striker to a rival club for two goalkeepers.",
                None,
            ),
        ];
        let rows = shelve(&all);
        assert_eq!(rows.iter().map(|r| r.contested).collect::<Vec<_>>(), [true, true, true, false]);
        assert_eq!((&rows[1].copies_of, &rows[2].copies_of), (&Some(all[2].document.clone()), &None));
        assert!(
            rows[0].story == rows[2].story
                && rows[1].story == rows[2].story
                && rows[3].story != rows[2].story
        );
        assert!(rows[0].event == rows[1].event && rows[0].event != rows[2].event && rows[3].event.is_none());
        let mut turned = all.clone();
        turned.reverse();
        let mut again = shelve(&turned);
        again.reverse();
        assert_eq!(rows, again);
    }
}
