//! Expressions: names to columns, operators to what they do.

use std::cell::OnceCell;
use std::rc::Rc;

use super::Binder;
use super::operations;
use super::scalar::{FirstCell, Members, Node, Part, Scalar};
use super::scope::{Given, Scope};
use crate::error::Outcome;
use crate::syntax::ast::{Among, Binary, Expr, Node as Written, TextMatch};
use crate::value::Kind;
use crate::{Value, convert};

impl<'q> Binder<'_> {
    /// An expression's meaning in a scope.
    pub(super) fn scalar(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        self.nested(written.at, || self.node(written, scope))
    }

    fn node(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        let at = written.at;
        match &written.node {
            Written::Literal(kind, value) => Ok(Scalar::constant(*kind, value.clone())),
            Written::Name(name) => self.name(at, name, scope),
            Written::Member(subject, name) => {
                let subject = self.dynamic(subject, scope)?;
                Ok(operations::member(subject, name))
            }
            Written::Index(subject, index) => {
                let subject = self.dynamic(subject, scope)?;
                let index = self.scalar(index, scope)?;
                operations::index(subject, index)
                    .ok_or_else(|| self.semantic(at, "An index must be a string or a whole number"))
            }
            Written::Call(name, arguments) => self.call(at, name, arguments, scope),
            Written::Minus(operand) => {
                let operand = self.scalar(operand, scope)?;
                let kind = operand.kind.name();
                operations::minus(operand)
                    .ok_or_else(|| self.semantic(at, format!("Operator '-' is not defined for type {kind}")))
            }
            Written::Binary(operator, left, right) => self.binary(at, *operator, left, right, scope),
            Written::All(all) => self.conditions(all, scope).map(|all| logical(all, Node::All)),
            Written::Any(all) => self.conditions(all, scope).map(|all| logical(all, Node::Any)),
            Written::Among { how, value, list } => self.among(at, *how, value, list, scope),
            Written::Between {
                value,
                low,
                high,
                negated,
            } => self.between(at, [value, low, high], *negated, scope),
            Written::Query(_) => {
                Err(self.semantic(at, "A table is not allowed here; toscalar() makes a value of it"))
            }
            Written::Star | Written::TypeOf(_) | Written::Tables(_) => {
                Err(self.semantic(at, "An expression is expected here"))
            }
        }
    }

    fn name(&self, at: usize, name: &str, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        if let Some(column) = scope.column(name) {
            if scope.aggregates.is_some() {
                let message = format!("Column '{name}' is not allowed outside of an aggregate function");
                return Err(self.semantic(at, message));
            }
            return Ok(column);
        }
        match scope.lets.find(name) {
            Some(Given::Scalar(shared)) => Ok(Self::of_let(shared)),
            Some(Given::Tabular(shared)) if shared.plan.columns.len() == 1 => {
                Err(self.semantic(at, format!("'{name}' is a table; toscalar() makes a value of it")))
            }
            _ => Err(self.unknown_name(at, name)),
        }
    }

    fn dynamic(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        let subject = self.scalar(written, scope)?;
        if subject.kind == Kind::Dynamic {
            return Ok(subject);
        }
        let message = format!(
            "Path expression source must be of type dynamic. Received a source of type {}",
            subject.kind.name()
        );
        Err(self.semantic(written.at, message))
    }

    /// An expression that is true or false.
    pub(super) fn condition(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        let condition = self.scalar(written, scope)?;
        match condition.kind {
            Kind::Bool => Ok(condition),
            Kind::Dynamic => Ok(operations::converted(condition, Kind::Bool)),
            kind => {
                let message = format!(
                    "Expression must be of type bool, and it is of type {}",
                    kind.name()
                );
                Err(self.semantic(written.at, message))
            }
        }
    }

    fn conditions(&self, all: &'q [Expr], scope: &Scope<'_, 'q>) -> Outcome<Vec<Scalar>> {
        all.iter().map(|one| self.condition(one, scope)).collect()
    }

    fn binary(
        &self,
        at: usize,
        operator: Binary,
        left: &'q Expr,
        right: &'q Expr,
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        if matches!(left.node, Written::Star) {
            return self.any_column(at, operator, right, scope);
        }
        let (left, right) = (self.scalar(left, scope)?, self.scalar(right, scope)?);
        self.operation(at, operator, left, right)
    }

    fn operation(&self, at: usize, operator: Binary, left: Scalar, right: Scalar) -> Outcome<Scalar> {
        operations::binary(operator, left, right).map_err(|message| self.semantic(at, message))
    }

    /// `* has "text"`: whether any column of text has it.
    fn any_column(
        &self,
        at: usize,
        operator: Binary,
        right: &'q Expr,
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let textual = matches!(operator, Binary::Text(_) | Binary::Regex);
        let columns = scope
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| match column.kind {
                Kind::String => true,
                Kind::Dynamic => textual,
                _ => false,
            });
        let tests = columns
            .map(|(index, column)| {
                let right = self.scalar(right, scope)?;
                self.operation(at, operator, Scalar::column(index, column.kind), right)
            })
            .collect::<Outcome<Vec<_>>>()?;
        Ok(logical(tests, Node::Any))
    }

    fn between(
        &self,
        at: usize,
        [value, low, high]: [&'q Expr; 3],
        negated: bool,
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let low_end = self.scalar(low, scope)?;
        let mut high_end = self.scalar(high, scope)?;
        if low_end.kind == Kind::Datetime && high_end.kind == Kind::Timespan {
            // `t between (start .. 1d)`: the second is how long.
            high_end = self.operation(at, Binary::Add, self.scalar(low, scope)?, high_end)?;
        }
        let (first, second) = if negated {
            (Binary::Less, Binary::Greater)
        } else {
            (Binary::GreaterOrEqual, Binary::LessOrEqual)
        };
        let above = self.operation(at, first, self.scalar(value, scope)?, low_end)?;
        let below = self.operation(at, second, self.scalar(value, scope)?, high_end)?;
        let join = if negated { Node::Any } else { Node::All };
        Ok(logical(vec![above, below], join))
    }

    fn among(
        &self,
        at: usize,
        how: Among,
        value: &'q Expr,
        list: &'q [Expr],
        scope: &Scope<'_, 'q>,
    ) -> Outcome<Scalar> {
        let value = self.scalar(value, scope)?;
        let textual = matches!(value.kind, Kind::String | Kind::Dynamic);
        if !textual
            && !matches!(
                how,
                Among::In {
                    case_sensitive: true,
                    ..
                }
            )
        {
            let message = format!(
                "Operator '{}' is not defined for type {}",
                how.symbol(),
                value.kind.name()
            );
            return Err(self.semantic(at, message));
        }
        let mut parts = Vec::with_capacity(list.len());
        let mut kind = value.kind;
        for one in list {
            let part = self.part(one, scope)?;
            if let Part::Scalar(scalar) = &part {
                self.comparable(one.at, value.kind, scalar.kind)?;
                if kind == Kind::Dynamic && scalar.kind != Kind::Dynamic {
                    kind = scalar.kind;
                }
            }
            parts.push(part);
        }
        if kind == Kind::Dynamic
            || !matches!(
                how,
                Among::In {
                    case_sensitive: true,
                    ..
                }
            )
        {
            kind = Kind::String;
        }
        let value = Box::new(operations::converted(value, kind));
        let fixed = parts.iter().all(|part| match part {
            Part::Scalar(scalar) => scalar.fixed,
            Part::Query(_) => true,
        });
        let members = Members {
            parts,
            known: OnceCell::new(),
            fixed,
            kind,
        };
        let node = match how {
            Among::In {
                case_sensitive,
                negated,
            } => Node::In {
                value,
                members,
                negated,
                folded: !case_sensitive,
            },
            Among::HasAny => Node::Has {
                value,
                members,
                all: false,
            },
            Among::HasAll => Node::Has {
                value,
                members,
                all: true,
            },
        };
        Ok(Scalar {
            kind: Kind::Bool,
            node,
            fixed: false,
        })
    }

    fn part(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Part> {
        let is_column = matches!(&written.node, Written::Name(name) if scope.column(name).is_some());
        if !is_column && self.is_tabular(written, scope.lets) {
            let operator = self.operator.get();
            let plan = self.tabular(written, scope.lets)?;
            self.operator.set(operator);
            return Ok(Part::Query(plan));
        }
        self.scalar(written, scope).map(Part::Scalar)
    }

    fn comparable(&self, at: usize, value: Kind, member: Kind) -> Outcome<()> {
        let numbers = value.is_number() && (member.is_number() || member == Kind::Bool)
            || value == Kind::Bool && member.is_number();
        if value == member || numbers || value == Kind::Dynamic || member == Kind::Dynamic {
            return Ok(());
        }
        let message = format!(
            "Cannot compare values of types {} and {}. Try adding explicit casts",
            value.name(),
            member.name()
        );
        Err(self.semantic(at, message))
    }

    /// `toscalar(query)`.
    pub(super) fn to_scalar(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Scalar> {
        if !self.is_tabular(written, scope.lets) {
            return self.scalar(written, scope);
        }
        let operator = self.operator.get();
        let plan = self.tabular(written, scope.lets)?;
        self.operator.set(operator);
        let kind = plan.columns.first().map_or(Kind::Dynamic, |column| column.kind);
        let first = Rc::new(FirstCell {
            plan,
            known: OnceCell::new(),
        });
        Ok(Scalar {
            kind,
            node: Node::First(first),
            fixed: true,
        })
    }

    /// The value of an expression that must not depend on rows.
    pub(super) fn constant(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<Value> {
        let scalar = self.scalar(written, scope)?;
        scalar
            .as_constant()
            .cloned()
            .ok_or_else(|| self.semantic(written.at, "A constant is expected here"))
    }

    /// A whole number that must not depend on rows.
    pub(super) fn whole(&self, written: &'q Expr, scope: &Scope<'_, 'q>) -> Outcome<i64> {
        let value = convert::to(Kind::Long, &self.constant(written, scope)?);
        value
            .as_long()
            .ok_or_else(|| self.semantic(written.at, "A whole number is expected here"))
    }
}

fn logical(all: Vec<Scalar>, join: fn(Vec<Scalar>) -> Node) -> Scalar {
    let fixed = all.iter().all(|one| one.fixed);
    Scalar {
        kind: Kind::Bool,
        node: join(all),
        fixed,
    }
}

impl TextMatch {
    /// As it is written.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=~",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Has => "has",
            Self::HasPrefix => "hasprefix",
            Self::HasSuffix => "hassuffix",
        }
    }
}
