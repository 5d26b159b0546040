//! Short, quotable, permanent names: a hash of what identifies the thing.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Sixteen lower-case base-32 characters (80 bits) of the SHA-256 over the parts, each preceded by
/// its length so that ("ab", "c") and ("a", "bc") differ. At 80 bits, a billion things have one
/// chance in a million of a single collision.
fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    data_encoding::BASE32_NOPAD.encode(&hash.finalize()[..10]).to_lowercase()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id of whatever these parts identify. Same parts, same id, on any machine.
            pub fn of(parts: &[&[u8]]) -> $name {
                $name(format!("{}{}", $prefix, digest(parts)))
            }

            /// The id as it is printed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            /// An id as it is printed; blanks around it do not matter.
            fn from_str(text: &str) -> Result<$name, String> {
                let id = text.trim().to_lowercase();
                let code = id.strip_prefix($prefix).unwrap_or_default();
                let sound = code.len() == 16 && code.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
                let wanted = || format!("{text:?} is no id of this kind: they read {}7enrjz535jgfx6qo", $prefix);
                if sound { Ok($name(id)) } else { Err(wanted()) }
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let pattern = concat!("^", $prefix, "[a-z2-7]{16}$");
                crate::schema::text("A short, permanent name.", Some(pattern))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A document: its bytes.
    DocumentId, "doc_"
);
id!(
    /// A claim: its document and the spans of its source, cue and content.
    ClaimId, "clm_"
);
id!(
    /// An actor: its kind and canonical name; an unnamed one also its document.
    ActorId, "act_"
);
id!(
    /// A question: its kind and the key of its roles.
    QuestionId, "qst_"
);
id!(
    /// A story, the documents about one event of any kind: its earliest document.
    StoryId, "sty_"
);
id!(
    /// A violent event: the first-level unit and the day under which reports file it.
    EventId, "evt_"
);

#[cfg(test)]
mod tests {
    use super::DocumentId;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(DocumentId::of(&[b"ab", b"c"]), DocumentId::of(&[b"a", b"bc"]));
    }

    #[test]
    fn an_id_is_read_as_it_is_printed_and_no_other_words_are() {
        let id = DocumentId::of(&[b"x"]);
        assert_eq!(id.to_string().parse::<DocumentId>(), Ok(id));
        for bad in ["", "doc_", "clm_7enrjz535jgfx6qo", "doc_7enrjz535jgfx6q1", "doc_7enrjz535jgfx6qoo"] {
            assert!(bad.parse::<DocumentId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_id_never_changes() {
        assert_eq!(DocumentId::of(&[b"x"]).as_str(), "doc_7enrjz535jgfx6qo");
    }
}
