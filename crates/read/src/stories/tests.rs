use super::*;
use proptest::prelude::*;
use types::Document;

fn document(id: usize, title: &str, day: &str, text: &str) -> Document {
    let row =
        serde_json::json!({"id": id.to_string(), "title": title, "published": day, "text": text}).to_string();
    let read = crate::read("row", row.as_bytes(), &crate::Hints::default(), &crate::Limits::default()).next();
    read.expect("one row").expect("that can be read")
}

/// Two events on one river, and one elsewhere.
fn news() -> Vec<Profile> {
    let rows = [
        (
            "Ferry sinks on the Ane near Zanzevar",
            "2031-05-03",
            "A ferry with forty passengers sank on the Ane near \
          Zanzevar on Saturday. Divers searched the wreck for survivors while relatives waited on the quay.",
        ),
        (
            "Divers reach wreck of Zanzevar ferry",
            "2031-05-04",
            "Divers reached the wreck of the ferry that sank near \
          Zanzevar and recovered two passengers. The captain of the ferry was questioned on the quay.",
        ),
        (
            "Captain of sunken ferry freed",
            "2031-05-06",
            "The captain of the ferry that sank on the Ane with forty \
          passengers was freed. Divers have left the wreck near Zanzevar, relatives of the passengers said.",
        ),
        (
            "Cracks close the bridge over the Ane",
            "2031-05-04",
            "Engineers found cracks in the piers of the bridge over \
          the Ane. Lorries take the valley road until the piers are drilled, the district said.",
        ),
        (
            "Bridge piers to be drilled",
            "2031-05-05",
            "A firm will drill into the cracked piers of the bridge. The \
          engineers expect lorries on the valley road for weeks.",
        ),
        (
            "Striker leaves Harbour Rovers",
            "2031-05-04",
            "The striker Otto Reader leaves Harbour Rovers for a rival club \
          after a season with eleven goals and two injuries.",
        ),
    ];
    rows.iter().enumerate().map(|(i, (t, d, text))| Profile::of(&document(i, t, d, text), None)).collect()
}

fn stories(order: &[usize]) -> Vec<usize> {
    let news = news();
    let ids: Vec<String> = (0..news.len()).map(|i| format!("doc{i}")).collect();
    let entries: Vec<Entry> = order.iter().map(|i| Entry { id: &ids[*i], profile: &news[*i] }).collect();
    let mut found = vec![0; news.len()];
    for (at, first) in group(&entries).into_iter().enumerate() {
        found[order[at]] = order[first];
    }
    found
}

#[test]
fn reports_of_one_event_are_one_story_named_by_its_earliest() {
    assert_eq!(stories(&[0, 1, 2, 3, 4, 5]), [0, 0, 0, 3, 3, 5]);
}

#[test]
fn what_two_reports_share_can_be_said() {
    let news = news();
    let shared = Likeness::shared(&news[0], &news[1]);
    assert!(shared.iter().take(5).any(|w| *w == "ferry") && !shared.contains(&"captain"), "{shared:?}");
    assert!(Likeness::shared(&news[0], &news[5]).len() < 3);
}

#[test]
fn violence_elsewhere_is_another_story_and_time_parts_what_words_join() {
    let mut news = news();
    let told = |unit: &str, day| Some(Told { day, unit: unit.into() });
    let plain = likeness(&news[0], &news[1]);
    (news[0].told, news[1].told) = (told("Ane", 9), told("Ane", 10));
    let one = likeness(&news[0], &news[1]);
    assert!(one.event == Some(true) && one.score > plain.score);
    news[1].told = told("Harbour", 10);
    assert!(likeness(&news[0], &news[1]).score < plain.score);
    (news[0].told, news[1].day) = (None, news[1].day.map(|d| d + 400));
    let later = likeness(&news[0], &news[1]);
    assert!(later.event.is_none() && later.score < plain.score && later.score > 0.0);
}

#[test]
fn a_document_without_words_is_a_story_of_its_own() {
    let empty = Profile::default();
    let entries = [Entry { id: "a", profile: &empty }, Entry { id: "b", profile: &empty }];
    assert_eq!(group(&entries), [0, 1]);
    assert!(group(&[]).is_empty());
}

proptest! {
    #[test]
    fn the_order_of_documents_does_not_matter(order in Just(vec![0_usize, 1, 2, 3, 4, 5]).prop_shuffle()) {
        prop_assert_eq!(stories(&order), stories(&[0, 1, 2, 3, 4, 5]));
    }
}
