//! Classes of both transition systems, as a model file lists them.

use super::TreeMoves;
use super::entity::{Biluo, EntityMoves};
use super::project::Lifted;
use super::state::Action;
use crate::model::ModelError;
use crate::strings::Strings;
use crate::tables::Tables;

/// The parser's classes, of which two have to be there.
pub(crate) fn tree_moves(tables: &Tables, strings: &mut Strings) -> Result<TreeMoves, ModelError> {
    let bad = || ModelError::Damaged("the parser's actions".into());
    let mut classes = Vec::new();
    for (action, label) in &tables.parser {
        classes.push((Action::of(*action).ok_or_else(bad)?, strings.id(label)));
    }
    let has = |action| classes.iter().any(|c: &(Action, u16)| c.0 == action);
    // Without these two a parse could get stuck.
    if !has(Action::Shift) || !has(Action::Reduce) {
        return Err(bad());
    }
    let mut lifted = Vec::new();
    for (_, label) in &tables.parser {
        let Some((own, head)) = label.split_once("||") else { continue };
        let id = usize::from(strings.id(label));
        let mark = Lifted { label: strings.id(own), head: strings.id(head) };
        if lifted.len() <= id {
            lifted.resize_with(id + 1, || None);
        }
        lifted[id] = Some(mark);
    }
    Ok(TreeMoves { classes, lifted, root: strings.id("ROOT") })
}

/// The entity recogniser's classes.
pub(crate) fn entity_moves(tables: &Tables, strings: &mut Strings) -> Result<EntityMoves, ModelError> {
    let bad = || ModelError::Damaged("the entity recogniser's actions".into());
    let class = |(action, label): &(u8, String)| {
        let label = Some(label.as_str()).filter(|l| !l.is_empty()).map(|l| strings.id(l));
        Ok((Biluo::of(*action).ok_or_else(bad)?, label))
    };
    tables.ner.iter().map(class).collect()
}
