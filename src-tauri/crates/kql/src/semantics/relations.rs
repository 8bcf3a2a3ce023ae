//! Operators that change how many rows and columns there are: `union`, `mv-expand`, `parse`.

use super::columns::{column_or_nothing, place};
use super::names::{self, Taken};
use super::plan::{Action, MvColumn, MvExpand, Parse, Plan, Source, UnionInput};
use super::scalar::Scalar;
use super::scope::{Lets, Scope};
use super::summaries::of;
use super::{Binder, operations};
use crate::error::{Outcome, QueryError};
use crate::syntax::ast::{Expr, Ident, MvItem, Node, ParseStyle, Pattern, Piece, Union};
use crate::{Column, Kind, Value, run, text};

/// Tables that one union may have.
const MOST_TABLES: usize = 500;

impl<'q> Binder<'_> {
    /// The rows of several tables; `first` is the one before the pipe.
    pub(super) fn union(&self, first: Option<Plan>, union: &'q Union, lets: &Lets<'q>) -> Outcome<Plan> {
        let operator = self.operator.get();
        let mut plans: Vec<(String, Plan)> = first
            .into_iter()
            .map(|plan| ("union_arg0".to_owned(), plan))
            .collect();
        for written in &union.tables {
            if plans.len() > MOST_TABLES {
                return Err(QueryError::limit(written.at, "Query unites too many tables"));
            }
            if let Node::Tables(pattern) = &written.node {
                plans.extend(self.tables_like(written.at, pattern)?);
                continue;
            }
            let name = match &written.node {
                Node::Name(name) => name.clone(),
                _ => format!("union_arg{}", plans.len()),
            };
            if union.fuzzy && !self.is_tabular(written, lets) {
                continue;
            }
            self.operator.set(operator);
            plans.push((name, self.tabular(written, lets)?));
        }
        self.operator.set(operator);
        if plans.is_empty() {
            return Err(self.semantic(union.at, "None of the tables of the union is there"));
        }
        let mut columns = if union.inner {
            in_all(&plans)
        } else {
            in_any(&plans)
        };
        let originals: Vec<(String, Kind)> = columns
            .iter()
            .map(|(_, original, kind)| (original.clone(), *kind))
            .collect();
        let mut named: Vec<Column> = columns
            .drain(..)
            .map(|(name, _, kind)| Column { name, kind })
            .collect();
        if let Some(source) = &union.with_source {
            named.insert(0, of(source, Kind::String));
        }
        let inputs = plans.into_iter().map(|(name, plan)| {
            let chosen = originals
                .iter()
                .map(|(name, kind)| column_or_nothing(&plan.columns, name, *kind));
            let source = union
                .with_source
                .as_ref()
                .map(|_| Scalar::constant(Kind::String, Value::text(name)));
            let columns = source.into_iter().chain(chosen).collect();
            UnionInput { plan, columns }
        });
        Ok(Plan::new(Source::Union(inputs.collect()), named))
    }

    /// The tables whose names fit a pattern, in the order of their names.
    fn tables_like(&self, at: usize, pattern: &Pattern) -> Outcome<Vec<(String, Plan)>> {
        let mut names = self.database.names();
        names.retain(|name| pattern.fits(name));
        names.sort_unstable();
        let plans = names.into_iter().map(|name| {
            let plan = self.table(at, &name, &Lets::NONE)?;
            Ok((name, plan))
        });
        plans.collect()
    }

    #[allow(clippy::too_many_arguments, reason = "they are the parts of one operator")]
    pub(super) fn mv_expand(
        &self,
        plan: Plan,
        at: usize,
        items: &'q [MvItem],
        limit: Option<i64>,
        index: Option<&Ident>,
        bag: bool,
        lets: &Lets<'q>,
    ) -> Outcome<Plan> {
        let input = plan.columns.clone();
        let scope = Scope::rows(&input, lets);
        let mut columns = plan.columns.clone();
        let mut expanded = Vec::with_capacity(items.len());
        let mut made = Taken::default();
        for item in items {
            let value = self.scalar(&item.value, &scope)?;
            if value.kind != Kind::Dynamic {
                let message = format!(
                    "Expanded column must be of type dynamic, and it is of type {}",
                    value.kind.name()
                );
                return Err(self.semantic(item.value.at, message));
            }
            let name = match &item.name {
                Some(name) => name.name.clone(),
                None => made.suggested(names::suggested(&item.value)),
            };
            let kind = item.kind.unwrap_or(Kind::Dynamic);
            let column = place(&mut columns, Column { name, kind });
            expanded.push(MvColumn { value, column, kind });
        }
        if let Some(index) = index {
            columns.push(of(index, Kind::Long));
        }
        let limit = limit.map(|limit| usize::try_from(limit).unwrap_or(0));
        let action = MvExpand {
            items: expanded,
            limit,
            index: index.is_some(),
            bag,
        };
        Ok(plan.then(at, Action::MvExpand(action), columns))
    }

    pub(super) fn parse(
        &self,
        plan: Plan,
        at: usize,
        subject: &'q Expr,
        pieces: &'q [Piece],
        (style, only_matches): (ParseStyle, bool),
        lets: &Lets<'q>,
    ) -> Outcome<Plan> {
        let input = plan.columns.clone();
        let subject = operations::converted(self.scalar(subject, &Scope::rows(&input, lets))?, Kind::String);
        let pattern = parse_pattern(pieces, style).and_then(|pattern| text::pattern(&pattern));
        let pattern = pattern.map_err(|message| self.semantic(at, message))?;
        let mut columns = plan.columns.clone();
        let mut parsed = Vec::new();
        for piece in pieces {
            let Piece::Column { name, kind } = piece else {
                continue;
            };
            let index = place(&mut columns, of(name, *kind));
            parsed.push((index, *kind));
        }
        let strict = style != ParseStyle::Relaxed;
        let action = Parse {
            subject,
            pattern,
            columns: parsed,
            strict,
            only_matches,
        };
        Ok(plan.then(at, Action::Parse(action), columns))
    }
}

/// The columns that all tables have, under one name and with one type.
fn in_all(plans: &[(String, Plan)]) -> Vec<(String, String, Kind)> {
    let first = plans.first().map_or(&[][..], |(_, plan)| &plan.columns);
    let everywhere = first
        .iter()
        .filter(|column| plans.iter().all(|(_, plan)| plan.columns.contains(column)));
    everywhere
        .map(|column| (column.name.clone(), column.name.clone(), column.kind))
        .collect()
}

/// All columns; where one name has several types, each is a column of its own, such as `Port_int` and `Port_string`.
fn in_any(plans: &[(String, Plan)]) -> Vec<(String, String, Kind)> {
    let mut all: Vec<&Column> = Vec::new();
    for column in plans.iter().flat_map(|(_, plan)| &plan.columns) {
        if !all.contains(&column) {
            // Beside the one of that name, if there is one.
            let place = all.iter().rposition(|existing| existing.name == column.name);
            all.insert(place.map_or(all.len(), |place| place + 1), column);
        }
    }
    let several = |name: &str| all.iter().filter(|column| column.name == name).count() > 1;
    all.iter()
        .map(|column| {
            let shown = if several(&column.name) {
                format!("{}_{}", column.name, column.kind.name())
            } else {
                column.name.clone()
            };
            (shown, column.name.clone(), column.kind)
        })
        .collect()
}

/// The pattern of `parse` as a regular expression, with a group for each column. It may begin anywhere in the text and has
/// to reach its end; a column ends where the next text begins, and before a `*` it is as long as its type allows.
fn parse_pattern(pieces: &[Piece], style: ParseStyle) -> Result<String, String> {
    let mut pattern = String::from("(?s)");
    let mut columns = 0;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) if style == ParseStyle::Regex => pattern.push_str(text),
            Piece::Text(text) => pattern.push_str(&regex::escape(text)),
            Piece::Anything => pattern.push_str(".*?"),
            Piece::Column { name, kind } => {
                let inside = match (style, pieces.get(index + 1), shape(*kind)) {
                    (ParseStyle::Regex, _, shape) => shape.unwrap_or(".*"),
                    (_, Some(Piece::Anything), Some(shape)) => shape,
                    (_, Some(Piece::Anything), None) => {
                        return Err(format!(
                            "'*' cannot follow the string column '{}'",
                            names::shown(&name.name)
                        ));
                    }
                    _ => ".*?",
                };
                pattern.extend(["(?P<", run::COLUMN, &columns.to_string(), ">", inside, ")"]);
                columns += 1;
            }
        }
    }
    if style != ParseStyle::Regex {
        pattern.push('$');
    }
    Ok(pattern)
}

/// What the text of a type looks like, where it has to show by itself where it ends.
fn shape(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Int | Kind::Long => r"\s*[-+]?\d+",
        Kind::Real => r"\s*[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?",
        Kind::Bool => r"\s*(?:[Tt]rue|[Ff]alse|\d+)",
        Kind::Datetime => r"\s*\d{1,4}[-/]\d{1,2}[-/]\d{1,4}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?",
        Kind::Timespan => r"\s*-?(?:\d+\.)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?",
        Kind::Guid => r"\s*[0-9A-Fa-f-]{36}",
        Kind::String | Kind::Dynamic => return None,
    })
}
