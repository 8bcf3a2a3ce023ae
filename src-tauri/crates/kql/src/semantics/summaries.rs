//! `summarize`: groups, aggregates, and what is made of them.

use std::cell::RefCell;

use super::Binder;
use super::names::{self, Taken};
use super::plan::{Action, Plan};
use super::scalar::Scalar;
use super::scope::{Aggregates, Lets, Scope};
use crate::aggregates::{self, AggregateCall};
use crate::error::Outcome;
use crate::syntax::ast::{Expr, Ident, Named, Node};
use crate::{Column, Kind};

/// A column that is still without name.
struct Made {
    value: Scalar,
    said: Option<String>,
    suggested: Option<String>,
}

impl<'q> Binder<'_> {
    pub(super) fn summarize(
        &self,
        plan: Plan,
        at: usize,
        items: &'q [Named],
        by: &'q [Named],
        lets: &Lets<'q>,
    ) -> Outcome<Plan> {
        let input = plan.columns.clone();
        let rows = Scope::rows(&input, lets);
        let mut taken = Taken::default();
        self.declare(by, &mut taken)?;
        let mut groups = Vec::with_capacity(by.len());
        let mut columns = Vec::with_capacity(by.len() + items.len());
        let mut values = Vec::with_capacity(by.len() + items.len());
        for item in by {
            let value = self.scalar(&item.value, &rows)?;
            self.not_dynamic(item.value.at, "Summarize group key", value.kind)?;
            let name = match names::declared(item) {
                Some(name) => name.to_owned(),
                None => taken.suggested(names::suggested(&item.value)),
            };
            values.push(Scalar::column(columns.len(), value.kind));
            columns.push(Column {
                name,
                kind: value.kind,
            });
            groups.push(value);
        }
        let collected = RefCell::new(Aggregates {
            groups: groups.len(),
            calls: Vec::new(),
        });
        let mut made = Vec::with_capacity(items.len());
        for item in items {
            self.item(
                item,
                &columns[..groups.len()],
                &input,
                lets,
                &collected,
                &mut made,
            )?;
        }
        for one in &made {
            if let Some(name) = &one.said
                && !taken.take(name)
            {
                let message = format!(
                    "A column with the name '{}' is already declared",
                    names::shown(name)
                );
                return Err(self.semantic(at, message));
            }
        }
        for one in made {
            let name = match one.said {
                Some(name) => name,
                None => taken.suggested(one.suggested),
            };
            columns.push(Column {
                name,
                kind: one.value.kind,
            });
            values.push(one.value);
        }
        let aggregates = collected.into_inner().calls;
        let plan = plan.then(
            at,
            Action::Summarize {
                by: groups,
                aggregates,
            },
            Vec::new(),
        );
        Ok(plan.then(at, Action::Project(values), columns))
    }

    fn item(
        &self,
        item: &'q Named,
        groups: &[Column],
        input: &[Column],
        lets: &Lets<'q>,
        collected: &RefCell<Aggregates>,
        made: &mut Vec<Made>,
    ) -> Outcome<()> {
        let said = item.name.as_ref().map(|name| name.name.clone());
        if let Node::Call(function, arguments) = &item.value.node
            && let Some(kind) = Several::of(function)
        {
            let rows = Scope::rows(input, lets);
            let several = self.several(&item.value, kind, arguments, groups, &rows)?;
            let mut said = said;
            for (call, name) in several {
                let value = Self::collected(call, &mut collected.borrow_mut());
                made.push(Made {
                    value,
                    said: said.take(),
                    suggested: Some(name),
                });
            }
            return Ok(());
        }
        let scope = Scope {
            columns: input,
            lets,
            aggregates: Some(collected),
        };
        if let Node::Name(name) = &item.value.node {
            let message = format!(
                "'{}' is neither an aggregate nor a scalar function",
                names::shown(name)
            );
            return Err(self.semantic(item.value.at, message));
        }
        let value = self.scalar(&item.value, &scope)?;
        made.push(Made {
            value,
            said,
            suggested: names::suggested(&item.value),
        });
        Ok(())
    }

    /// Aggregates that answer several columns, as one call for each, and the names of the columns.
    fn several(
        &self,
        whole: &'q Expr,
        kind: Several,
        arguments: &'q [Expr],
        groups: &[Column],
        rows: &Scope<'_, 'q>,
    ) -> Outcome<Vec<(AggregateCall, String)>> {
        let at = whole.at;
        let too_few = || self.semantic(at, "Too few arguments");
        let bound = |call: Result<AggregateCall, String>| call.map_err(|message| self.semantic(at, message));
        match kind {
            Several::Extreme { greatest } => {
                let (by, more) = arguments.split_first().ok_or_else(too_few)?;
                let by_name = match &by.node {
                    Node::Name(name) => name.clone(),
                    _ => format!(
                        "{}_{}",
                        if greatest { "max" } else { "min" },
                        names::suggested(by).unwrap_or_default()
                    ),
                };
                let mut all = vec![(
                    bound(aggregates::extreme(self.scalar(by, rows)?, None, greatest))?,
                    by_name.clone(),
                )];
                for (index, value) in self
                    .returned(more, &by_name, groups, rows)?
                    .into_iter()
                    .enumerate()
                {
                    let (value, name) = value;
                    let name = name.unwrap_or_else(|| {
                        format!(
                            "{}_{by_name}_arg{}",
                            if greatest { "max" } else { "min" },
                            index + 1
                        )
                    });
                    let by = self.scalar(by, rows)?;
                    all.push((bound(aggregates::extreme(by, Some(value), greatest))?, name));
                }
                Ok(all)
            }
            Several::Any => {
                let values = self.returned(arguments, "", groups, rows)?;
                values
                    .into_iter()
                    .map(|(value, name)| Ok((bound(aggregates::take_any(value))?, name.unwrap_or_default())))
                    .collect()
            }
            Several::Percentiles => {
                let (value, ranks) = arguments.split_first().ok_or_else(too_few)?;
                let name = names::suggested(value).unwrap_or_default();
                ranks
                    .iter()
                    .map(|rank| {
                        let number = names::number(rank)
                            .ok_or_else(|| self.semantic(rank.at, "A percentile must be a number"))?;
                        let arguments = vec![self.scalar(value, rows)?, self.scalar(rank, rows)?];
                        let call = aggregates::percentile(arguments);
                        Ok((bound(call)?, format!("percentile_{name}_{number}")))
                    })
                    .collect()
            }
        }
    }

    /// What `arg_max` and `take_any` answer beside: expressions, or with `*` every column that is not named already.
    fn returned(
        &self,
        arguments: &'q [Expr],
        by: &str,
        groups: &[Column],
        rows: &Scope<'_, 'q>,
    ) -> Outcome<Vec<(Scalar, Option<String>)>> {
        let mut all = Vec::new();
        for argument in arguments {
            if !matches!(argument.node, Node::Star) {
                all.push((self.scalar(argument, rows)?, names::suggested(argument)));
                continue;
            }
            for (index, column) in rows.columns.iter().enumerate() {
                let grouped = groups.iter().any(|group| group.name == column.name);
                if column.name != by && !grouped {
                    all.push((Scalar::column(index, column.kind), Some(column.name.clone())));
                }
            }
        }
        Ok(all)
    }
}

/// Aggregates whose result is more than one column.
#[derive(Clone, Copy)]
enum Several {
    Extreme { greatest: bool },
    Any,
    Percentiles,
}

impl Several {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "arg_max" | "argmax" => Self::Extreme { greatest: true },
            "arg_min" | "argmin" => Self::Extreme { greatest: false },
            "take_any" => Self::Any,
            "percentiles" => Self::Percentiles,
            _ => return None,
        })
    }
}

/// A name that a query gives.
pub(super) fn of(ident: &Ident, kind: Kind) -> Column {
    Column {
        name: ident.name.clone(),
        kind,
    }
}
