//! Which names an expression may use, and what `let` gives.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::plan::SharedPlan;
use super::scalar::{Node, Scalar, Shared};
use super::{Binder, names};
use crate::Column;
use crate::aggregates::AggregateCall;
use crate::error::Outcome;
use crate::syntax::ast::{Expr, Lambda, Let, LetValue, Node as Written};

/// What a `let` stands for.
#[derive(Clone)]
pub(super) enum Given<'q> {
    Scalar(Rc<Shared>),
    Tabular(Rc<SharedPlan>),
    Function(Rc<Function<'q>>),
}

/// A function of `let`, with the names that it may use.
pub(super) struct Function<'q> {
    pub(super) lambda: &'q Lambda,
    pub(super) lets: Lets<'q>,
}

/// All that `let` has given so far, the last first: whoever adds a name leaves what others hold as it is.
#[derive(Clone)]
pub(super) struct Lets<'q>(Option<Rc<Link<'q>>>);

struct Link<'q> {
    name: &'q str,
    given: Given<'q>,
    before: Lets<'q>,
}

impl<'q> Lets<'q> {
    pub(super) const NONE: Self = Self(None);

    pub(super) fn find(&self, name: &str) -> Option<&Given<'q>> {
        let mut next = self;
        while let Some(link) = &next.0 {
            if link.name == name {
                return Some(&link.given);
            }
            next = &link.before;
        }
        None
    }

    pub(super) fn give(&mut self, name: &'q str, given: Given<'q>) {
        let before = self.clone();
        self.0 = Some(Rc::new(Link { name, given, before }));
    }
}

/// What an expression sees.
pub(super) struct Scope<'s, 'q> {
    pub(super) columns: &'s [Column],
    pub(super) lets: &'s Lets<'q>,
    /// Where aggregates are collected, where they are allowed.
    pub(super) aggregates: Option<&'s RefCell<Aggregates>>,
}

/// The aggregates of a `summarize`; each of their columns comes after those of the groups.
#[derive(Default)]
pub(super) struct Aggregates {
    pub(super) groups: usize,
    pub(super) calls: Vec<AggregateCall>,
}

impl<'s, 'q> Scope<'s, 'q> {
    pub(super) fn rows(columns: &'s [Column], lets: &'s Lets<'q>) -> Self {
        Self {
            columns,
            lets,
            aggregates: None,
        }
    }

    pub(super) fn column(&self, name: &str) -> Option<Scalar> {
        let index = self.columns.iter().position(|column| column.name == name)?;
        Some(Scalar::column(index, self.columns[index].kind))
    }
}

impl<'q> Binder<'_> {
    /// What the statements give, on top of what is given around them.
    pub(super) fn lets(&self, lets: &'q [Let], around: &Lets<'q>) -> Outcome<Lets<'q>> {
        let mut all = around.clone();
        for one in lets {
            let given = match &one.value {
                LetValue::Function(lambda) => Given::Function(Rc::new(Function {
                    lambda,
                    lets: all.clone(),
                })),
                LetValue::Expression(value) => self.given(value, &all)?,
            };
            all.give(&one.name.name, given);
        }
        Ok(all)
    }

    /// The value of an expression that may be a table or a scalar.
    pub(super) fn given(&self, value: &'q Expr, lets: &Lets<'q>) -> Outcome<Given<'q>> {
        if self.is_tabular(value, lets) {
            let plan = self.tabular(value, lets)?;
            return Ok(Given::Tabular(Rc::new(SharedPlan {
                plan,
                known: OnceCell::new(),
            })));
        }
        self.operator.set("");
        let value = self.scalar(value, &Scope::rows(&[], lets))?;
        Ok(Given::Scalar(shared(value)))
    }

    /// Whether an expression is a table: a query, the name of one, or a function that answers one.
    pub(super) fn is_tabular(&self, value: &Expr, lets: &Lets<'q>) -> bool {
        match &value.node {
            Written::Query(_) => true,
            Written::Name(name) => match lets.find(name) {
                Some(given) => matches!(given, Given::Tabular(_)),
                None => self.table_named(name).is_some(),
            },
            Written::Call(name, arguments) => match lets.find(name) {
                Some(Given::Function(function)) => self.is_tabular_function(function),
                _ => matches!(name.as_str(), "materialize" | "table") && !arguments.is_empty(),
            },
            _ => false,
        }
    }

    fn is_tabular_function(&self, function: &Function<'q>) -> bool {
        let body = &function.lambda.body;
        match &body.body.node {
            Written::Name(name) => {
                let local = body.lets.iter().rev().find(|one| one.name.name == *name);
                let parameter = function
                    .lambda
                    .parameters
                    .iter()
                    .find(|one| one.name.name == *name);
                match (local, parameter) {
                    (
                        Some(Let {
                            value: LetValue::Expression(value),
                            ..
                        }),
                        _,
                    ) => self.is_tabular(value, &function.lets),
                    (Some(_), _) => false,
                    (None, Some(parameter)) => parameter.kind.is_none(),
                    (None, None) => self.is_tabular(&body.body, &function.lets),
                }
            }
            _ => self.is_tabular(&body.body, &function.lets),
        }
    }

    /// The scalar that stands for a value of `let`.
    pub(super) fn of_let(shared: &Rc<Shared>) -> Scalar {
        Scalar {
            kind: shared.value.kind,
            node: Node::Shared(Rc::clone(shared)),
            fixed: true,
        }
    }

    /// Why a name is not known.
    pub(super) fn unknown_name(&self, at: usize, name: &str) -> crate::QueryError {
        let what = format!(
            "Failed to resolve column or scalar expression named '{}'",
            names::shown(name)
        );
        self.semantic(at, what)
    }
}

pub(super) fn shared(value: Scalar) -> Rc<Shared> {
    Rc::new(Shared {
        value,
        known: OnceCell::new(),
    })
}
