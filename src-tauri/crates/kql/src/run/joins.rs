//! `join` and `lookup`, by hashing the right side. Source: Kusto, "join operator" and a page for each kind.

use std::collections::HashMap;

use super::rows;
use super::work::Work;
use crate::error::Outcome;
use crate::semantics::plan::Join;
use crate::syntax::ast::JoinKind;
use crate::value::Key;
use crate::{Kind, Value};

/// The rows of a join whose left side is `left`.
pub(super) fn join(left: &[Vec<Value>], join: &Join, work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let right = rows::of(&join.right, work)?;
    let right = right.as_slice();
    work.spend(right.len())?;
    match join.kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => {
            let partners = index(right, &join.right_keys);
            let wanted = join.kind == JoinKind::LeftSemi;
            Ok(having_partner(left, &join.left_keys, &partners, wanted))
        }
        JoinKind::RightSemi | JoinKind::RightAnti => {
            let partners = index(left, &join.left_keys);
            let wanted = join.kind == JoinKind::RightSemi;
            Ok(having_partner(right, &join.right_keys, &partners, wanted))
        }
        _ => pairs(left, right, join, work),
    }
}

/// The rows of each key. The service lets null find null here, although `==` does not.
fn index(rows: &[Vec<Value>], keys: &[usize]) -> HashMap<Vec<Key>, Vec<usize>> {
    let mut index: HashMap<Vec<Key>, Vec<usize>> = HashMap::new();
    for (position, row) in rows.iter().enumerate() {
        index.entry(key(row, keys)).or_default().push(position);
    }
    index
}

fn key(row: &[Value], keys: &[usize]) -> Vec<Key> {
    keys.iter()
        .filter_map(|index| row.get(*index))
        .cloned()
        .map(Key)
        .collect()
}

fn having_partner(
    rows: &[Vec<Value>],
    keys: &[usize],
    partners: &HashMap<Vec<Key>, Vec<usize>>,
    wanted: bool,
) -> Vec<Vec<Value>> {
    let has_partner = |row: &&Vec<Value>| partners.contains_key(&key(row, keys)) == wanted;
    rows.iter().filter(has_partner).cloned().collect()
}

fn pairs(left: &[Vec<Value>], right: &[Vec<Value>], join: &Join, work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let by_key = index(right, &join.right_keys);
    let unique = join.kind == JoinKind::InnerUnique;
    let keeps_left = matches!(join.kind, JoinKind::LeftOuter | JoinKind::FullOuter);
    let keeps_right = matches!(join.kind, JoinKind::RightOuter | JoinKind::FullOuter);
    let mut seen = std::collections::HashSet::new();
    let mut matched = vec![false; right.len()];
    let mut joined = Vec::new();
    for row in left {
        let key = key(row, &join.left_keys);
        let partners = by_key.get(&key).map_or(&[][..], Vec::as_slice);
        if unique && !seen.insert(key) {
            continue;
        }
        work.rows(partners.len(), row.len() + join.kept.len())?;
        for &partner in partners {
            matched[partner] = true;
            joined.push(together(row, &right[partner], &join.kept));
        }
        if partners.is_empty() && keeps_left {
            joined.push(together(row, &nothing(&join.right_kinds), &join.kept));
        }
    }
    if keeps_right {
        let alone = right.iter().zip(matched).filter(|(_, matched)| !matched);
        joined.extend(alone.map(|(row, _)| together(&nothing(&join.left_kinds), row, &join.kept)));
    }
    Ok(joined)
}

fn nothing(kinds: &[Kind]) -> Vec<Value> {
    kinds.iter().map(|kind| Value::nothing(*kind)).collect()
}

fn together(left: &[Value], right: &[Value], kept: &[usize]) -> Vec<Value> {
    left.iter()
        .chain(kept.iter().map(|index| &right[*index]))
        .cloned()
        .collect()
}
