//! The JSON of values with a form of their own, described for programs.

use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, Type};

/// A text, of a pattern where one is given.
pub(crate) fn text(words: &str, pattern: Option<&str>) -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String).description(Some(words)).pattern(pattern);
    RefOr::T(Schema::Object(text.build()))
}

/// Two numbers of bytes.
pub(crate) fn pair() -> RefOr<Schema> {
    let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).build();
    let words = "First byte, and one past the last, of the text that was read.";
    let pair =
        ArrayBuilder::new().items(number).min_items(Some(2)).max_items(Some(2)).description(Some(words));
    RefOr::T(Schema::Array(pair.build()))
}
