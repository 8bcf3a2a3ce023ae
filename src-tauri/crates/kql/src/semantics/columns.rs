//! Operators that choose, name and add columns.

use super::names::{self, Taken};
use super::plan::{Action, Plan};
use super::scalar::Scalar;
use super::scope::Scope;
use super::{Binder, operations};
use crate::error::Outcome;
use crate::syntax::ast::{Expr, Named, Node, Pattern, Reorder};
use crate::{Column, Kind};

impl<'q> Binder<'_> {
    pub(super) fn project(
        &self,
        plan: Plan,
        at: usize,
        items: &'q [Named],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Plan> {
        let mut taken = Taken::default();
        self.declare(items, &mut taken)?;
        let mut columns = Vec::with_capacity(items.len());
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.scalar(&item.value, scope)?;
            let name = match names::declared(item) {
                Some(name) => name.to_owned(),
                None => taken.suggested(names::suggested(&item.value)),
            };
            columns.push(Column {
                name,
                kind: value.kind,
            });
            values.push(value);
        }
        Ok(plan.then(at, Action::Project(values), columns))
    }

    /// Takes the names that are said; none may be said twice.
    pub(super) fn declare(&self, items: &[Named], taken: &mut Taken) -> Outcome<()> {
        for item in items {
            if let Some(name) = names::declared(item)
                && !taken.take(name)
            {
                let message = format!(
                    "A column with the name '{}' is already declared",
                    names::shown(name)
                );
                return Err(self.semantic(item.value.at, message));
            }
        }
        Ok(())
    }

    pub(super) fn extend(
        &self,
        plan: Plan,
        at: usize,
        items: &'q [Named],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Plan> {
        let mut columns = plan.columns.clone();
        let mut values = same(&columns);
        let mut made = Taken::default();
        self.declare(items, &mut made)?;
        for item in items {
            let value = self.scalar(&item.value, scope)?;
            let name = match names::declared(item) {
                Some(name) => name.to_owned(),
                None => extended_name(&item.value, &columns, &mut made),
            };
            let column = Column {
                name,
                kind: value.kind,
            };
            let index = place(&mut columns, column);
            if index == values.len() {
                values.push(value);
            } else {
                values[index] = value;
            }
        }
        Ok(plan.then(at, Action::Project(values), columns))
    }

    pub(super) fn project_away(plan: Plan, at: usize, patterns: &[Pattern]) -> Plan {
        let kept = (0..plan.columns.len())
            .filter(|index| {
                !patterns
                    .iter()
                    .any(|pattern| pattern.fits(&plan.columns[*index].name))
            })
            .collect();
        chosen(plan, at, kept)
    }

    pub(super) fn project_keep(&self, plan: Plan, at: usize, patterns: &[Pattern]) -> Outcome<Plan> {
        self.exist(&plan, patterns.iter())?;
        let kept = (0..plan.columns.len())
            .filter(|index| {
                patterns
                    .iter()
                    .any(|pattern| pattern.fits(&plan.columns[*index].name))
            })
            .collect();
        Ok(chosen(plan, at, kept))
    }

    pub(super) fn project_reorder(
        &self,
        plan: Plan,
        at: usize,
        patterns: &[(Pattern, Reorder)],
    ) -> Outcome<Plan> {
        self.exist(&plan, patterns.iter().map(|(pattern, _)| pattern))?;
        let mut order: Vec<usize> = Vec::with_capacity(plan.columns.len());
        for (pattern, how) in patterns {
            let mut found: Vec<usize> = (0..plan.columns.len())
                .filter(|index| !order.contains(index) && pattern.fits(&plan.columns[*index].name))
                .collect();
            let name = |index: &usize| plan.columns[*index].name.clone();
            match how {
                Reorder::AsTheyAre => {}
                Reorder::Ascending => found.sort_by_key(name),
                Reorder::Descending => found.sort_by_key(|index| std::cmp::Reverse(name(index))),
            }
            order.extend(found);
        }
        let rest: Vec<usize> = (0..plan.columns.len())
            .filter(|index| !order.contains(index))
            .collect();
        order.extend(rest);
        Ok(chosen(plan, at, order))
    }

    /// A name without `*` must be there.
    fn exist<'p>(&self, plan: &Plan, mut patterns: impl Iterator<Item = &'p Pattern>) -> Outcome<()> {
        let missing = patterns.find(|pattern| {
            !pattern.text.contains('*') && plan.columns.iter().all(|column| column.name != pattern.text)
        });
        missing.map_or(
            Ok(()),
            |pattern| Err(self.unknown_name(pattern.at, &pattern.text)),
        )
    }

    pub(super) fn project_rename(&self, plan: Plan, at: usize, items: &[Named]) -> Outcome<Plan> {
        let mut columns = plan.columns.clone();
        for item in items {
            let (Some(new), Node::Name(old)) = (&item.name, &item.value.node) else {
                return Err(self.semantic(item.value.at, "Expected new = old, both of them names of columns"));
            };
            let found = plan.columns.iter().position(|column| column.name == *old);
            let index = found.ok_or_else(|| self.unknown_name(item.value.at, old))?;
            columns[index].name.clone_from(&new.name);
        }
        let mut taken = Taken::default();
        if let Some(twice) = columns.iter().find(|column| !taken.take(&column.name)) {
            let message = format!("A column with the name '{}' is already declared", twice.name);
            return Err(self.semantic(at, message));
        }
        let values = same(&plan.columns);
        Ok(plan.then(at, Action::Project(values), columns))
    }

    pub(super) fn distinct(
        &self,
        plan: Plan,
        at: usize,
        items: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Plan> {
        if matches!(items, [Expr { node: Node::Star, .. }]) {
            return Ok(plan.keeping(at, Action::Distinct));
        }
        let mut taken = Taken::default();
        let mut columns = Vec::with_capacity(items.len());
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.scalar(item, scope)?;
            self.not_dynamic(item.at, "Distinct key", value.kind)?;
            columns.push(Column {
                name: taken.suggested(names::suggested(item)),
                kind: value.kind,
            });
            values.push(value);
        }
        Ok(plan
            .then(at, Action::Project(values), columns)
            .keeping(at, Action::Distinct))
    }
}

/// A suggested name takes the place of a column that is there; `Column1` does not.
fn extended_name(value: &Expr, columns: &[Column], made: &mut Taken) -> String {
    if let Some(name) = names::suggested(value) {
        return made.unique(&name);
    }
    for column in columns {
        made.take(&column.name);
    }
    made.suggested(None)
}

/// Puts a column in the place of the one of its name, or after all others; says where.
pub(super) fn place(columns: &mut Vec<Column>, column: Column) -> usize {
    if let Some(index) = columns.iter().position(|existing| existing.name == column.name) {
        columns[index] = column;
        return index;
    }
    columns.push(column);
    columns.len() - 1
}

/// Every column as it is.
pub(super) fn same(columns: &[Column]) -> Vec<Scalar> {
    columns
        .iter()
        .enumerate()
        .map(|(index, column)| Scalar::column(index, column.kind))
        .collect()
}

/// Only these columns, in this order.
fn chosen(plan: Plan, at: usize, indices: Vec<usize>) -> Plan {
    let columns: Vec<Column> = indices.iter().map(|index| plan.columns[*index].clone()).collect();
    let values = indices
        .into_iter()
        .zip(&columns)
        .map(|(index, column)| Scalar::column(index, column.kind));
    let values = values.collect();
    plan.then(at, Action::Project(values), columns)
}

/// The column as that type, or nothing of that type.
pub(super) fn column_or_nothing(columns: &[Column], name: &str, kind: Kind) -> Scalar {
    match columns
        .iter()
        .position(|column| column.name == name && column.kind == kind)
    {
        Some(index) => Scalar::column(index, kind),
        None => operations::nothing(kind),
    }
}

impl Pattern {
    /// Whether a name is as the pattern says.
    pub(super) fn fits(&self, name: &str) -> bool {
        let mut parts = self.text.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = name.strip_prefix(first) else {
            return false;
        };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else {
            return rest.is_empty();
        };
        for part in parts {
            let Some(index) = rest.find(part) else {
                return false;
            };
            rest = &rest[index + part.len()..];
        }
        rest.ends_with(last)
    }
}
