//! Any text is analysed, any bytes are refused or run; nothing panics.

mod model;

use nlp::{ConvertError, Doc, Model, ModelError};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(model::open);

/// What holds of every document.
fn check(doc: &Doc) {
    let mut at = 0;
    for i in 0..doc.len() {
        assert_eq!(doc.start(i), at, "tokens cover the text");
        assert!(doc.end(i) > at && doc.text().is_char_boundary(doc.end(i)));
        at = doc.end(i) + usize::from(doc.space_after(i));
        assert!(doc.head(i) < doc.len());
        let (first, last) = doc.edges(i);
        assert!(first <= i && i <= last);
    }
    assert_eq!(at, doc.text().len(), "to the end");
    let sentences: usize = (0..doc.sentences()).map(|s| doc.sentence(s).len()).sum();
    assert_eq!(sentences, doc.len(), "sentences cover the tokens");
    let mut last = 0;
    for entity in doc.entities() {
        assert!(entity.start >= last && entity.end > entity.start && entity.end <= doc.len());
        last = entity.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_analysed(text in any::<String>()) {
        check(&MODEL.annotate(&text));
    }

    #[test]
    fn near_words_are_analysed(text in "([a-zA-Z'’.,:/()0-9$€ \n\t-]|can't|U\\.S\\.|http://|😀){0,80}") {
        check(&MODEL.annotate(&text));
    }

    #[test]
    fn any_bytes_are_no_model(bytes in any::<Vec<u8>>()) {
        prop_assert!(Model::from_bytes(bytes).is_err());
    }
}

#[test]
fn degenerate_texts_are_analysed() {
    let long = [".", "(", "a", "a-", "n't", "\n", " ", "1,", "x@y.z:", "中", "the ", "(a) ", "'s "];
    for text in long.map(|t| t.repeat(3_000)) {
        check(&MODEL.annotate(&text));
    }
    assert!(MODEL.annotate("").is_empty());
    assert_eq!(MODEL.annotate("").sentences(), 0);
}

#[test]
fn a_damaged_file_is_refused() {
    let Err(empty) = Model::from_bytes(Vec::new()) else { panic!("an empty file is a model") };
    assert!(matches!(empty, ModelError::NotAModel));
    let mut header = b"HSMODEL\0".to_vec();
    header.extend([1, 0, 0, 0, 200, 0, 0, 0]);
    header.resize(64, 0);
    let Err(short) = Model::from_bytes(header.clone()) else { panic!("a short file is a model") };
    assert_eq!(short.to_string(), "the model file has 64 bytes instead of 0: it was not copied whole");
    header[8] = 9;
    assert!(matches!(Model::from_bytes(header), Err(ModelError::Version { found: 9, .. })));
}

#[test]
fn damaged_parts_do_no_harm() {
    let whole = model::bytes();
    let mut rng = proptest::test_runner::TestRunner::deterministic();
    let mut places = |from: usize, to: usize| {
        let pairs = proptest::collection::vec((from..to, any::<u8>()), 1..12);
        pairs.new_tree(&mut rng).expect("a strategy").current()
    };
    // The list of sections, and the labels and rules, which are the last section.
    for (from, to) in [(64, 4_000), (whole.len() - 300_000, whole.len())].repeat(15) {
        let mut bytes = whole.clone();
        for (at, byte) in places(from, to) {
            bytes[at] = byte;
        }
        if let Ok(model) = Model::from_bytes(bytes) {
            assert!(model.verify().is_err());
            check(&model.annotate("The army (which can't) said 5km on U.S. soil.  \"No.\"\n"));
        }
    }
}

#[test]
fn other_pipelines_are_refused_with_a_reason() {
    let with = |meta: &'static str| {
        let error = nlp::convert(&mut |file| (file == "meta.json").then(|| meta.as_bytes().to_vec()));
        error.expect_err("no pipeline")
    };
    assert!(matches!(nlp::convert(&mut |_| None), Err(ConvertError::Missing { .. })));
    let german = with(r#"{"lang": "de", "pipeline": []}"#).to_string();
    assert_eq!(german, "meta.json: not supported: the language is \"de\", only \"en\" is supported");
    let large = with(r#"{"lang": "en", "pipeline": ["transformer", "tagger"]}"#).to_string();
    assert!(large.contains("transformer"), "{large}");
    let whole = r#"{"lang": "en", "pipeline": ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]}"#;
    assert_eq!(with(whole).to_string(), "vocab/key2row: this file of the pipeline is missing");
}
