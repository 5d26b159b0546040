//! Labels by number.

use std::collections::HashMap;

/// Distinct labels; number 0 is the empty one.
pub(crate) struct Strings {
    list: Vec<Box<str>>,
    ids: HashMap<Box<str>, u16>,
}

impl Default for Strings {
    fn default() -> Strings {
        Strings { list: vec!["".into()], ids: HashMap::from([("".into(), 0)]) }
    }
}

impl Strings {
    /// The number of a label; a new label gets the next number. Past 65,535 labels, which no model
    /// has, all are the empty one.
    pub(crate) fn id(&mut self, text: &str) -> u16 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let Ok(id) = u16::try_from(self.list.len()) else { return 0 };
        self.list.push(text.into());
        self.ids.insert(text.into(), id);
        id
    }

    pub(crate) fn into_list(self) -> Vec<Box<str>> {
        self.list
    }
}
