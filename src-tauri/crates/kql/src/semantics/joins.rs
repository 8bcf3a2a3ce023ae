//! `join` and `lookup`: which columns have to be equal, and which the result has.

use super::Binder;
use super::names::Taken;
use super::plan::{Action, Join as Planned, Plan};
use super::scope::Lets;
use crate::error::Outcome;
use crate::syntax::ast::{Binary, Expr, Join, JoinKind, Node};
use crate::{Column, Kind};

impl<'q> Binder<'_> {
    pub(super) fn join(&self, left: Plan, at: usize, join: &'q Join, lets: &Lets<'q>) -> Outcome<Plan> {
        let operator = self.operator.get();
        let right = self.tabular(&join.right, lets)?;
        self.operator.set(operator);
        let mut keys = Vec::new();
        for on in &join.on {
            self.keys(on, &left.columns, &right.columns, &mut keys)?;
        }
        let kept: Vec<usize> = (0..right.columns.len())
            .filter(|index| !join.lookup || keys.iter().all(|(_, key)| key != index))
            .collect();
        let columns = joined(join.kind, &left.columns, &right.columns, &kept);
        let kinds = |columns: &[Column]| columns.iter().map(|column| column.kind).collect::<Vec<Kind>>();
        let (left_keys, right_keys) = keys.into_iter().unzip();
        let planned = Planned {
            kind: join.kind,
            left_keys,
            right_keys,
            left_kinds: kinds(&left.columns),
            right_kinds: kinds(&right.columns),
            kept,
            right,
        };
        Ok(left.then(at, Action::Join(Box::new(planned)), columns))
    }

    /// The pairs of columns that an `on` names.
    fn keys(
        &self,
        on: &Expr,
        left: &[Column],
        right: &[Column],
        keys: &mut Vec<(usize, usize)>,
    ) -> Outcome<()> {
        let (left_key, right_key) = match &on.node {
            Node::All(all) => return all.iter().try_for_each(|one| self.keys(one, left, right, keys)),
            Node::Name(name) => (self.key(on, name, left)?, self.key(on, name, right)?),
            Node::Binary(Binary::Equal, one, other) => match (side(one), side(other)) {
                (Some((true, one_name)), Some((false, other_name))) => (
                    self.key(one, one_name, left)?,
                    self.key(other, other_name, right)?,
                ),
                (Some((false, one_name)), Some((true, other_name))) => (
                    self.key(other, other_name, left)?,
                    self.key(one, one_name, right)?,
                ),
                _ => return Err(self.bad_key(on.at)),
            },
            _ => return Err(self.bad_key(on.at)),
        };
        let (one, other) = (left[left_key].kind, right[right_key].kind);
        self.not_dynamic(on.at, "Join key", one)?;
        self.not_dynamic(on.at, "Join key", other)?;
        if one != other && !(one.is_number() && other.is_number()) {
            let message = format!(
                "Join keys have different types: {} and {}",
                one.name(),
                other.name()
            );
            return Err(self.semantic(on.at, message));
        }
        keys.push((left_key, right_key));
        Ok(())
    }

    fn key(&self, on: &Expr, name: &str, columns: &[Column]) -> Outcome<usize> {
        let found = columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| self.unknown_name(on.at, name))
    }

    fn bad_key(&self, at: usize) -> crate::QueryError {
        self.semantic(
            at,
            "Only column names or equality expressions ($left.a == $right.b) are allowed in this context",
        )
    }
}

/// `$left.name` or `$right.name`: whether it is the left one, and the name.
fn side(key: &Expr) -> Option<(bool, &str)> {
    let Node::Member(side, name) = &key.node else {
        return None;
    };
    match &side.node {
        Node::Name(side) if side == "$left" => Some((true, name)),
        Node::Name(side) if side == "$right" => Some((false, name)),
        _ => None,
    }
}

/// The columns of the result: a name of the right side that is taken gets a number.
fn joined(kind: JoinKind, left: &[Column], right: &[Column], kept: &[usize]) -> Vec<Column> {
    match kind {
        JoinKind::LeftAnti | JoinKind::LeftSemi => return left.to_vec(),
        JoinKind::RightAnti | JoinKind::RightSemi => return right.to_vec(),
        _ => {}
    }
    let mut taken = Taken::by(left.iter().map(|column| column.name.as_str()));
    let mut columns = left.to_vec();
    columns.extend(kept.iter().map(|index| {
        let column = &right[*index];
        Column {
            name: taken.unique(&column.name),
            kind: column.kind,
        }
    }));
    columns
}
