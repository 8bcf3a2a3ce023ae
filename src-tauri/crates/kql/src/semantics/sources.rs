//! Where rows come from, and the operators one after the other.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use super::plan::{Action, Plan, SharedPlan, SortKey, Source};
use super::scalar::Scalar;
use super::scope::{Given, Lets, Scope};
use super::{Binder, names, operations};
use crate::error::Outcome;
use crate::syntax::ast::{Expr, Ident, Node, Operator, OperatorKind, Order, Query, Source as Written};
use crate::{Column, Kind, Value};

impl<'q> Binder<'_> {
    /// The plan of an expression that is a table.
    pub(super) fn tabular(&self, written: &'q Expr, lets: &Lets<'q>) -> Outcome<Plan> {
        self.nested(written.at, || match &written.node {
            Node::Query(query) => self.query(query, lets),
            Node::Name(name) => self.table(written.at, name, lets),
            Node::Call(name, arguments) => match (lets.find(name), name.as_str(), &arguments[..]) {
                (Some(Given::Function(function)), ..) => {
                    self.tabular_function(written.at, name, &Rc::clone(function), arguments, lets)
                }
                (_, "materialize", [query]) => {
                    let plan = self.tabular(query, lets)?;
                    Ok(Self::of_shared(&Rc::new(SharedPlan {
                        plan,
                        known: OnceCell::new(),
                    })))
                }
                (_, "table", [name]) => {
                    let table = self.constant(name, &Scope::rows(&[], lets))?;
                    self.table(name.at, table.as_text(), &Lets::NONE)
                }
                _ => Err(self.semantic(written.at, format!("Unknown function: '{}'", names::shown(name)))),
            },
            _ => Err(self.semantic(written.at, "A table is expected here")),
        })
    }

    /// The table of a name that `let` gave, or of the database.
    pub(super) fn table(&self, at: usize, name: &str, lets: &Lets<'q>) -> Outcome<Plan> {
        match lets.find(name) {
            Some(Given::Tabular(shared)) => return Ok(Self::of_shared(shared)),
            Some(_) => return Err(self.semantic(at, format!("'{}' is not a table", names::shown(name)))),
            None => {}
        }
        let table = self.table_named(name).ok_or_else(|| {
            let name = names::shown(name);
            self.semantic(
                at,
                format!("Failed to resolve table or column expression named '{name}'"),
            )
        })?;
        let columns = table.columns.clone();
        Ok(Plan::new(Source::Table(table), columns))
    }

    fn query(&self, query: &'q Query, lets: &Lets<'q>) -> Outcome<Plan> {
        let operator = query.operators.first().map_or("", |operator| operator.name);
        self.operator.set(operator);
        let mut plan = self.source(&query.source, lets)?;
        let mut own = None;
        for operator in &query.operators {
            self.operator.set(operator.name);
            if let OperatorKind::As(name) = &operator.kind {
                // From here on the name stands for the rows so far.
                let shared = Rc::new(SharedPlan {
                    plan,
                    known: OnceCell::new(),
                });
                plan = Self::of_shared(&shared);
                own.get_or_insert_with(|| lets.clone())
                    .give(&name.name, Given::Tabular(shared));
                continue;
            }
            plan = self.step(plan, operator, own.as_ref().unwrap_or(lets))?;
        }
        Ok(plan)
    }

    fn source(&self, source: &'q Written, lets: &Lets<'q>) -> Outcome<Plan> {
        let no_columns = Scope::rows(&[], lets);
        match source {
            Written::Expression(written) => self.tabular(written, lets),
            Written::Union(union) => {
                self.operator.set("union");
                self.union(None, union, lets)
            }
            Written::Print(items) => {
                self.operator.set("print");
                let mut columns = Vec::with_capacity(items.len());
                let mut row = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let value = self.scalar(&item.value, &no_columns)?;
                    let name = item
                        .name
                        .as_ref()
                        .map_or_else(|| format!("print_{index}"), |name| name.name.clone());
                    columns.push(Column {
                        name,
                        kind: value.kind,
                    });
                    row.push(value);
                }
                Ok(Plan::new(Source::Rows(vec![row]), columns))
            }
            Written::Range { name, from, to, step } => self.range(name, [from, to, step], &no_columns),
            Written::Datatable { columns, cells, .. } => self.datatable(columns, cells, &no_columns),
        }
    }

    fn range(&self, name: &Ident, bounds: [&'q Expr; 3], scope: &Scope<'_, 'q>) -> Outcome<Plan> {
        self.operator.set("range");
        let [from, to, step] = bounds.map(|one| self.scalar(one, scope));
        let (from, to, step) = (from?, to?, step?);
        let kind = match (from.kind, step.kind) {
            (Kind::Datetime, Kind::Timespan) => Kind::Datetime,
            (Kind::Timespan, Kind::Timespan) => Kind::Timespan,
            (Kind::Int | Kind::Long, Kind::Int | Kind::Long) => Kind::Long,
            (from, step) if from.is_number() && step.is_number() => Kind::Real,
            (from, step) => {
                let message = format!("Cannot go from {} in steps of {}", from.name(), step.name());
                return Err(self.semantic(bounds[0].at, message));
            }
        };
        let columns = vec![Column {
            name: name.name.clone(),
            kind,
        }];
        let (from, to) = (operations::converted(from, kind), operations::converted(to, kind));
        Ok(Plan::new(Source::Range { from, to, step }, columns))
    }

    fn datatable(
        &self,
        columns: &'q [(Ident, Kind)],
        cells: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Plan> {
        self.operator.set("datatable");
        let kinds = columns.iter().map(|(_, kind)| *kind).cycle();
        let cells = cells
            .iter()
            .zip(kinds)
            .map(|(cell, kind)| Ok(operations::converted(self.scalar(cell, scope)?, kind)))
            .collect::<Outcome<Vec<_>>>()?;
        let mut rows: Vec<Vec<Scalar>> = Vec::new();
        for (index, cell) in cells.into_iter().enumerate() {
            if index % columns.len() == 0 {
                rows.push(Vec::with_capacity(columns.len()));
            }
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
        }
        let columns = columns
            .iter()
            .map(|(name, kind)| Column {
                name: name.name.clone(),
                kind: *kind,
            })
            .collect();
        Ok(Plan::new(Source::Rows(rows), columns))
    }

    fn step(&self, plan: Plan, operator: &'q Operator, lets: &Lets<'q>) -> Outcome<Plan> {
        let at = operator.at;
        let columns = plan.columns.clone();
        let scope = Scope::rows(&columns, lets);
        match &operator.kind {
            OperatorKind::Where(condition) => {
                let condition = self.condition(condition, &scope)?;
                Ok(plan.keeping(at, Action::Where(condition)))
            }
            OperatorKind::Project(items) => self.project(plan, at, items, &scope),
            OperatorKind::Extend(items) => self.extend(plan, at, items, &scope),
            OperatorKind::ProjectAway(patterns) => Ok(Self::project_away(plan, at, patterns)),
            OperatorKind::ProjectKeep(patterns) => self.project_keep(plan, at, patterns),
            OperatorKind::ProjectReorder(patterns) => self.project_reorder(plan, at, patterns),
            OperatorKind::ProjectRename(items) => self.project_rename(plan, at, items),
            OperatorKind::Summarize { aggregates, by } => self.summarize(plan, at, aggregates, by, lets),
            OperatorKind::Distinct(items) => self.distinct(plan, at, items, &scope),
            OperatorKind::Take(count) => {
                let count = self.scalar(count, &Scope::rows(&[], lets))?;
                Ok(plan.keeping(at, Action::Take(count)))
            }
            OperatorKind::Sort(by) => {
                let by = self.order(by, &scope)?;
                Ok(plan.keeping(at, Action::Sort(by)))
            }
            OperatorKind::Top { count, by } => {
                let count = self.scalar(count, &Scope::rows(&[], lets))?;
                let by = self.order(by, &scope)?;
                Ok(plan.keeping(at, Action::Top { count, by }))
            }
            OperatorKind::Count(name) => {
                let name = name.as_ref().map_or("Count", |name| &name.name).to_owned();
                Ok(plan.then(
                    at,
                    Action::Count,
                    vec![Column {
                        name,
                        kind: Kind::Long,
                    }],
                ))
            }
            OperatorKind::Join(join) => self.join(plan, at, join, lets),
            OperatorKind::Union(union) => self.union(Some(plan), union, lets),
            OperatorKind::MvExpand {
                items,
                limit,
                index,
                bag,
            } => {
                let limit = limit
                    .as_ref()
                    .map(|limit| self.whole(limit, &scope))
                    .transpose()?;
                self.mv_expand(plan, at, items, limit, index.as_ref(), *bag, lets)
            }
            OperatorKind::Parse {
                subject,
                pieces,
                style,
                only_matches,
            } => self.parse(plan, at, subject, pieces, (*style, *only_matches), lets),
            OperatorKind::GetSchema => Ok(schema(plan, at)),
            // `as` names the rows for what comes after, which `query` sees to.
            OperatorKind::Render | OperatorKind::As(_) => Ok(plan),
        }
    }

    fn order(&self, by: &'q [Order], scope: &Scope<'_, 'q>) -> Outcome<Vec<SortKey>> {
        by.iter()
            .map(|one| {
                let value = self.scalar(&one.value, scope)?;
                self.not_dynamic(one.value.at, "Sort key", value.kind)?;
                Ok(SortKey {
                    value,
                    ascending: one.ascending,
                    nulls_first: one.nulls_first,
                })
            })
            .collect()
    }

    /// Groups, sort keys and join keys cannot be dynamic.
    pub(super) fn not_dynamic(&self, at: usize, what: &str, kind: Kind) -> Outcome<()> {
        if kind != Kind::Dynamic {
            return Ok(());
        }
        let message =
            format!("{what} is of a 'dynamic' type. Please use an explicit cast (for example, tostring())");
        Err(self.semantic(at, message))
    }
}

fn schema(plan: Plan, at: usize) -> Plan {
    let rows = plan.columns.iter().enumerate().map(|(ordinal, column)| {
        vec![
            Value::text(column.name.as_str()),
            Value::Int(i32::try_from(ordinal).unwrap_or(i32::MAX)),
            Value::text(column.kind.data_type()),
            Value::text(column.kind.name()),
        ]
    });
    let rows = rows.collect();
    let kinds = [Kind::String, Kind::Int, Kind::String, Kind::String];
    let names = ["ColumnName", "ColumnOrdinal", "DataType", "ColumnType"];
    let columns = names.into_iter().zip(kinds).map(|(name, kind)| Column {
        name: name.to_owned(),
        kind,
    });
    // Nothing has to be read for that.
    let nothing = Arc::new(crate::Table {
        columns: plan.columns,
        rows: Vec::new(),
    });
    Plan::new(Source::Table(nothing), Vec::new()).then(at, Action::Schema(rows), columns.collect())
}
