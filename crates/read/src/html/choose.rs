//! Which elements of a page are the report? dom_smoothie's answer, by the numbers of [`super::mark`].

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;

/// Numbers of the elements that belong to the content; nothing when none was found.
pub(crate) fn content(tree: &Document) -> Option<HashSet<u32>> {
    let copy = tree.clone();
    let comments: Vec<NodeRef<'_>> = copy.root().descendants_it().filter(NodeRef::is_comment).collect();
    for comment in comments {
        comment.remove_from_parent();
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(copy, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let page = readability.doc.select_single("#readability-page-1");
    let elements = page.nodes().first()?.descendants_it();
    let marks: HashSet<u32> = elements.flat_map(|e| marks(&e)).collect();
    (!marks.is_empty()).then_some(marks)
}

/// Numbers of the elements of what the page itself calls the article: the largest of its kind.
pub(crate) fn article(tree: &Document, sizes: &[usize]) -> Option<HashSet<u32>> {
    let size = |node: &NodeRef<'_>| {
        marks(node).iter().filter_map(|n| sizes.get(*n as usize)).copied().max().unwrap_or_default()
    };
    let largest = |name: &str| tree.select(name).nodes().iter().copied().max_by_key(size);
    let node = largest("[itemprop=articleBody]").or_else(|| largest("article"))?;
    Some(std::iter::once(node).chain(node.descendants_it()).flat_map(|e| marks(&e)).collect())
}

/// The numbers that an element bears; more than one when elements were merged.
pub(crate) fn marks(node: &NodeRef<'_>) -> Vec<u32> {
    let Some(element) = node.element_ref() else { return Vec::new() };
    let number = |name: &str| name.strip_prefix('h').and_then(|n| n.parse().ok());
    element.attrs.iter().filter_map(|a| number(&a.name.local)).collect()
}
