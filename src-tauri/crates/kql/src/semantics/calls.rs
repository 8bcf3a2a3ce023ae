//! Calls: functions of the language, aggregates, and functions of `let`.

use std::rc::Rc;

use super::operations;
use super::plan::{Plan, SharedPlan, Source};
use super::scalar::{Node, Scalar};
use super::scope::{Aggregates, Function, Given, Lets, Scope, shared};
use super::{Binder, names};
use crate::aggregates::{self, AggregateCall};
use crate::error::Outcome;
use crate::functions::{self, Bound};
use crate::syntax::ast::{Expr, Node as Written};
use crate::{Kind, Value};

impl<'q> Binder<'_> {
    pub(super) fn call(
        &self,
        at: usize,
        name: &str,
        arguments: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        if let Some(Given::Function(function)) = scope.lets.find(name) {
            return self.scalar_function(at, name, function, arguments, scope);
        }
        if let Some(aggregate) = aggregates::find(name) {
            return self.aggregate(at, aggregate, arguments, scope);
        }
        match (name, arguments) {
            ("toscalar", [query]) => return self.to_scalar(query, scope),
            ("iff" | "iif", [condition, then, otherwise]) => {
                return self.choose(at, name, &[(condition, then)], otherwise, scope);
            }
            ("case", [branches @ .., otherwise]) if !branches.is_empty() && branches.len() % 2 == 0 => {
                let branches: Vec<_> = branches
                    .chunks_exact(2)
                    .map(|pair| (&pair[0], &pair[1]))
                    .collect();
                return self.choose(at, name, &branches, otherwise, scope);
            }
            ("row_number", [..]) => {
                let start = arguments.first().map_or(Ok(1), |one| self.whole(one, scope))?;
                return Ok(Scalar {
                    kind: Kind::Long,
                    node: Node::RowNumber(start),
                    fixed: false,
                });
            }
            ("prev" | "next", [value, more @ ..]) if more.len() <= 2 => {
                return self.neighbour(name == "prev", value, more, scope);
            }
            ("pack_all", []) => return Ok(pack_all(scope)),
            ("column_ifexists" | "columnifexists", [column, otherwise]) => {
                let column = self.constant(column, scope)?;
                return match scope.column(column.as_text()) {
                    Some(column) => Ok(column),
                    None => self.scalar(otherwise, scope),
                };
            }
            _ => {}
        }
        let Some(function) = functions::find(name) else {
            return Err(self.semantic(at, format!("Unknown function: '{}'", names::shown(name))));
        };
        let arguments = arguments
            .iter()
            .map(|one| self.argument(one, scope))
            .collect::<Outcome<Vec<_>>>()?;
        let Bound {
            kind,
            arguments,
            operation,
        } = function
            .bind(arguments, self.now)
            .map_err(|message| self.semantic(at, message))?;
        Ok(Scalar::call(kind, arguments, operation))
    }

    /// An argument; `typeof(long)` is the name of the type.
    fn argument(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        match &written.node {
            Written::TypeOf(kind) => Ok(Scalar::constant(Kind::String, Value::text(kind.name()))),
            _ => self.scalar(written, scope),
        }
    }

    /// `iff()` and `case()`: one type for all that may be chosen.
    fn choose(
        &self,
        at: usize,
        name: &str,
        branches: &[(&'q Expr, &'q Expr)],
        otherwise: &'q Expr,
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let mut otherwise = self.scalar(otherwise, scope)?;
        let mut kind = otherwise.kind;
        let mut bound = Vec::with_capacity(branches.len());
        for (condition, then) in branches {
            let condition = self.condition(condition, scope)?;
            let then = self.scalar(then, scope)?;
            kind = functions::common(kind, then.kind).ok_or_else(|| {
                let types = (then.kind.name(), kind.name());
                self.semantic(
                    at,
                    format!("{name}(): data types {} and {} do not match", types.0, types.1),
                )
            })?;
            bound.push((condition, then));
        }
        otherwise = operations::converted(otherwise, kind);
        let branches: Vec<_> = bound
            .into_iter()
            .map(|(condition, then)| (condition, operations::converted(then, kind)))
            .collect();
        let fixed = otherwise.fixed
            && branches
                .iter()
                .all(|(condition, then)| condition.fixed && then.fixed);
        Ok(Scalar {
            kind,
            node: Node::Choose {
                branches,
                otherwise: Box::new(otherwise),
            },
            fixed,
        })
    }

    fn neighbour(
        &self,
        before: bool,
        value: &'q Expr,
        more: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let value = self.scalar(value, scope)?;
        let distance = more.first().map_or(Ok(1), |one| self.whole(one, scope))?;
        let kind = value.kind;
        let otherwise = match more.get(1) {
            Some(otherwise) => operations::converted(self.scalar(otherwise, scope)?, kind),
            None => Scalar::constant(kind, Value::nothing(kind)),
        };
        let offset = if before {
            distance.saturating_neg()
        } else {
            distance
        };
        let node = Node::Neighbour {
            value: Box::new(value),
            offset,
            otherwise: Box::new(otherwise),
        };
        Ok(Scalar {
            kind,
            node,
            fixed: false,
        })
    }

    /// An aggregate's column, where aggregates are allowed.
    fn aggregate(
        &self,
        at: usize,
        aggregate: &'static aggregates::Aggregate,
        arguments: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let Some(collected) = scope.aggregates else {
            let message = format!(
                "Aggregate function '{}' is not allowed in this context",
                aggregate.name
            );
            return Err(self.semantic(at, message));
        };
        let rows = Scope::rows(scope.columns, scope.lets);
        let arguments = arguments
            .iter()
            .map(|one| self.scalar(one, &rows))
            .collect::<Outcome<Vec<_>>>()?;
        let call = aggregate
            .bind(arguments)
            .map_err(|message| self.semantic(at, message))?;
        Ok(Self::collected(call, &mut collected.borrow_mut()))
    }

    /// The column of an aggregate that is collected.
    pub(super) fn collected(call: AggregateCall, collected: &mut Aggregates) -> Scalar {
        let (index, kind) = (collected.groups + collected.calls.len(), call.kind);
        collected.calls.push(call);
        Scalar::column(index, kind)
    }

    /// A function of `let` that answers a scalar: its body, with the arguments in the place of the parameters.
    fn scalar_function(
        &self,
        at: usize,
        name: &str,
        function: &Rc<Function<'q>>,
        arguments: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let parameters = &function.lambda.parameters;
        // What an argument says of a row must be seen by the body; so the arguments become columns before all others.
        let mut columns = Vec::new();
        let mut values = Vec::new();
        let mut lets = function.lets.clone();
        for (index, parameter) in parameters.iter().enumerate() {
            let Some(kind) = parameter.kind else {
                lets.give(
                    &parameter.name.name,
                    self.table_argument(at, name, arguments.get(index), scope.lets)?,
                );
                continue;
            };
            let value = match (arguments.get(index), &parameter.otherwise) {
                (Some(argument), _) => self.scalar(argument, scope)?,
                (None, Some(otherwise)) => self.scalar(otherwise, &Scope::rows(&[], &function.lets))?,
                (None, None) => return Err(self.too_few(at, name)),
            };
            let value = operations::converted(value, kind);
            if value.fixed {
                lets.give(&parameter.name.name, Given::Scalar(shared(value)));
            } else {
                columns.push(crate::Column {
                    name: parameter.name.name.clone(),
                    kind,
                });
                values.push(value);
            }
        }
        if arguments.len() > parameters.len() {
            return Err(self.semantic(at, format!("{name}(): too many arguments")));
        }
        let body = &function.lambda.body;
        let lets = self.lets_over(&body.lets, &lets, &columns)?;
        let body = self.scalar(&body.body, &Scope::rows(&columns, &lets))?;
        if values.is_empty() {
            return Ok(body);
        }
        Ok(Scalar {
            kind: body.kind,
            node: Node::Over {
                values,
                body: Box::new(body),
            },
            fixed: false,
        })
    }

    /// The statements in a function that is called for each row: what they give may depend on the row.
    fn lets_over(
        &self,
        lets: &'q [crate::syntax::ast::Let],
        around: &Lets<'q>,
        columns: &[crate::Column],
    ) -> Outcome<Lets<'q>> {
        match lets.first() {
            Some(first) if !columns.is_empty() => Err(self.semantic(
                first.name.at,
                "let is not supported in a function that is called for each row",
            )),
            _ => self.lets(lets, around),
        }
    }

    /// The table that a function of `let` answers.
    pub(super) fn tabular_function(
        &self,
        at: usize,
        name: &str,
        function: &Rc<Function<'q>>,
        arguments: &'q [Expr],
        around: &Lets<'q>,
    ) -> Outcome<Plan> {
        let mut lets = function.lets.clone();
        for (index, parameter) in function.lambda.parameters.iter().enumerate() {
            let given = match (parameter.kind, arguments.get(index), &parameter.otherwise) {
                (None, argument, _) => self.table_argument(at, name, argument, around)?,
                (Some(kind), Some(argument), _) => {
                    let value = self.scalar(argument, &Scope::rows(&[], around))?;
                    Given::Scalar(shared(operations::converted(value, kind)))
                }
                (Some(kind), None, Some(otherwise)) => {
                    let value = self.scalar(otherwise, &Scope::rows(&[], &function.lets))?;
                    Given::Scalar(shared(operations::converted(value, kind)))
                }
                (Some(_), None, None) => return Err(self.too_few(at, name)),
            };
            lets.give(&parameter.name.name, given);
        }
        self.nested(at, || self.script(&function.lambda.body, &lets))
    }

    fn table_argument(
        &self,
        at: usize,
        name: &str,
        argument: Option<&'q Expr>,
        lets: &Lets<'q>,
    ) -> Outcome<Given<'q>> {
        let argument = argument.ok_or_else(|| self.too_few(at, name))?;
        let plan = self.tabular(argument, lets)?;
        Ok(Given::Tabular(Rc::new(SharedPlan {
            plan,
            known: std::cell::OnceCell::new(),
        })))
    }

    fn too_few(&self, at: usize, name: &str) -> crate::QueryError {
        self.semantic(at, format!("{name}(): too few arguments"))
    }

    /// The plan that runs a shared one.
    pub(super) fn of_shared(shared: &Rc<SharedPlan>) -> Plan {
        Plan::new(Source::Shared(Rc::clone(shared)), shared.plan.columns.clone())
    }
}

/// A bag of all columns.
fn pack_all(scope: &Scope<'_, '_>) -> Scalar {
    let columns = scope.columns.iter().enumerate();
    let arguments = columns
        .map(|(index, column)| Scalar::column(index, column.kind))
        .collect();
    let names: Vec<String> = scope.columns.iter().map(|column| column.name.clone()).collect();
    let operation = move |values: &[Value]| {
        let entries = names
            .iter()
            .cloned()
            .zip(values.iter().map(crate::convert::to_json));
        Value::dynamic(serde_json::Value::Object(entries.collect()))
    };
    Scalar::call(Kind::Dynamic, arguments, Box::new(operation))
}
