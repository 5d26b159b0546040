//! Why two documents are not two voices.

use serde::{Deserialize, Serialize};

/// What ties two documents so that they do not count twice. A bond holds between two documents and
/// is worked out from these two alone: it says the same whichever comes first, and nothing follows from
/// a bond of A with B and one of B with C for A and C.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "bond", rename_all = "kebab-case")]
pub enum Bond {
    /// One prints words of the other, or both print a third's.
    Copy {
        /// Estimated share, in hundredths, of the words of the one that has more of them in common: 100
        /// when all that it says stands in the other too.
        share: u8,
    },
    /// The text of both is one agency's.
    SameAgency {
        /// The agency's name.
        agency: String,
    },
    /// One says that it has its news from the other, or from the agency whose text the other is.
    Credits {
        /// Who is credited.
        credited: String,
    },
}

impl Bond {
    /// The evidence in words, for people.
    pub fn because(&self) -> String {
        match self {
            Bond::Copy { share } => format!("{share} % of the words of one stand in the other"),
            Bond::SameAgency { agency } => format!("both print {agency}"),
            Bond::Credits { credited } => format!("one credits {credited}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bond;

    #[test]
    fn a_bond_keeps_its_shape_in_json() {
        let bond = Bond::Credits { credited: "Westland Press".into() };
        let json = serde_json::to_string(&bond).expect("a bond is plain data");
        assert_eq!(json, r#"{"bond":"credits","credited":"Westland Press"}"#);
        assert_eq!(serde_json::from_str::<Bond>(&json).expect("what was written is read"), bond);
    }
}
