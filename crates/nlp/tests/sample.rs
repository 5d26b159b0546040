//! spaCy's answers for a sample of made-up news, frozen. `xtask/python/annotate.py` writes them.

mod model;

use nlp::Doc;
use serde_json::{Value, json};

/// All annotations of a document, in the form of the sample.
fn annotations(doc: &Doc) -> Value {
    let row = |i: usize| {
        let start = doc.sentence(doc.sentence_of(i)).start == i;
        json!([
            doc.start(i),
            doc.end(i),
            doc.space_after(i),
            start,
            doc.tag(i),
            doc.pos(i),
            doc.morph(i),
            doc.lemma(i),
            doc.head(i),
            doc.dep(i)
        ])
    };
    let entities = doc.entities().iter().map(|e| json!([e.start, e.end, doc.label(e)]));
    json!({
        "text": doc.text(),
        "tokens": (0..doc.len()).map(row).collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
    })
}

fn sample() -> impl Iterator<Item = Value> {
    include_str!("sample.jsonl").lines().map(|line| serde_json::from_str(line).expect("an object a line"))
}

#[test]
fn every_annotation_is_spacys() {
    let model = model::open();
    assert_eq!((model.name(), model.version()), ("en_core_web_md", "3.7.1"));
    let mut worker = model.worker();
    for want in sample() {
        let got = annotations(&worker.annotate(want["text"].as_str().expect("a text")));
        let rows = want["tokens"].as_array().into_iter().flatten();
        for (want, got) in rows.zip(got["tokens"].as_array().into_iter().flatten()) {
            assert_eq!(want, got);
        }
        assert_eq!(want, got);
    }
}

#[test]
fn threads_and_order_change_nothing() {
    let model = model::open();
    let texts: Vec<String> = sample().map(|s| s["text"].as_str().expect("a text").to_owned()).collect();
    let alone: Vec<Value> = texts.iter().map(|t| annotations(&model.worker().annotate(t))).collect();
    let all = || texts.iter().rev().map(|t| annotations(&model.annotate(t))).rev().collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(all)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("a thread that ends well"), alone);
        }
    });
}

#[test]
fn words_have_vectors_and_tokens_a_tensor() {
    let model = model::open();
    assert_eq!(model.vector("bridge").map(<[f32]>::len), Some(300));
    assert_eq!(model.vector("qxzvbridge"), None);
    let doc = model.annotate("The bridge fell. The bridge fell.");
    assert_eq!(doc.tensor(1).len(), 96);
    assert_ne!(doc.tensor(1), doc.tensor(5), "the tensor knows the context");
    assert_eq!((doc.sentences(), doc.children(2).collect::<Vec<_>>()), (2, vec![1, 3]));
}
