//! Parses a `$filter` against the fields that an API offers.
//!
//! Precedence is that of OData URL conventions, section 5.1.1.17: `not` binds tightest and takes only what is true or
//! false, then come comparisons, `and`, and `or`.

use crate::odata::filter::{Call, Comparison, Each, Filter, FilterError, Function, Operator, Subject};
use crate::odata::lexer::{Placed, Stray, Token, tokens};
use crate::odata::value::{Schema, Type, Value};

/// Never panics, whatever the text.
pub(crate) fn parse(text: &str, schema: &Schema) -> Result<Filter, FilterError> {
    let syntax = |at| FilterError::Syntax {
        at,
        text: text.to_owned(),
    };
    let words = tokens(text).map_err(|Stray(at)| syntax(at))?;
    let mut parser = Parser {
        words: &words,
        next: 0,
        text,
        schema,
        variable: None,
        depth: 0,
        nodes: 0,
    };
    let filter = parser.either()?;
    match parser.peek() {
        None => Ok(filter),
        Some(placed) => Err(syntax(placed.at)),
    }
}

struct Parser<'a> {
    words: &'a [Placed],
    next: usize,
    text: &'a str,
    schema: &'a Schema,
    /// The name that `any` or `all` gave to the member it looks at.
    variable: Option<String>,
    depth: usize,
    nodes: usize,
}

/// Parentheses and `not` inside each other; deeper filters are refused before they can exhaust the stack.
const DEEPEST: usize = 50;
/// Comparisons in one filter, the services' own limit.
const MOST_NODES: usize = 100;

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Placed> {
        self.words.get(self.next)
    }

    fn syntax(&self) -> FilterError {
        let at = self.peek().map_or(self.text.chars().count(), |placed| placed.at);
        FilterError::Syntax {
            at,
            text: self.text.to_owned(),
        }
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let found = self.peek().is_some_and(|placed| placed.token == *wanted);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.name() == Some(word);
        self.next += usize::from(found);
        found
    }

    /// The next word, when it is a name; it stays the next one.
    fn name(&self) -> Option<&'a str> {
        match &self.peek()?.token {
            Token::Name(name) => Some(name),
            _ => None,
        }
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), FilterError> {
        if self.takes(wanted) {
            Ok(())
        } else {
            Err(self.syntax())
        }
    }

    fn either(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.both()?;
        while self.takes_word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.single()?;
        while self.takes_word("and") {
            left = Filter::And(Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Filter, FilterError> {
        self.nodes += 1;
        if self.depth >= DEEPEST || self.nodes > MOST_NODES {
            return Err(FilterError::TooDeep);
        }
        self.depth += 1;
        let negated = self.takes_word("not");
        let filter = if negated {
            self.negated()?
        } else if self.takes(&Token::Open) {
            let inner = self.either()?;
            self.expect(&Token::Close)?;
            inner
        } else {
            self.leaf()?
        };
        self.depth -= 1;
        self.compared_with_a_boolean(filter)
    }

    /// What `not` takes: no comparison without parentheses, because `not` binds tighter.
    fn negated(&mut self) -> Result<Filter, FilterError> {
        let boolean = match self.peek().map(|placed| &placed.token) {
            Some(Token::Open) => true,
            Some(Token::Name(name)) => {
                name == "not"
                    || self.words.get(self.next + 1).map(|placed| &placed.token) == Some(&Token::Open)
            }
            _ => return Err(self.syntax()),
        };
        if boolean {
            return Ok(Filter::Not(Box::new(self.single()?)));
        }
        let of = self.subject()?.1.edm();
        Err(FilterError::NotABoolean { of })
    }

    /// `... eq true` after something that is true or false by itself.
    fn compared_with_a_boolean(&mut self, filter: Filter) -> Result<Filter, FilterError> {
        let Some(operator) = self.name().and_then(Operator::parse) else {
            return Ok(filter);
        };
        if !matches!(operator, Operator::Eq | Operator::Ne)
            || matches!(filter, Filter::Compare(_) | Filter::In { .. })
        {
            return Err(self.syntax());
        }
        self.next += 1;
        let Some(Token::Bool(value)) = self.peek().map(|placed| &placed.token) else {
            return Err(self.syntax());
        };
        self.next += 1;
        let is = Filter::Is(Box::new(filter), *value);
        Ok(if operator == Operator::Eq {
            is
        } else {
            Filter::Not(Box::new(is))
        })
    }

    fn leaf(&mut self) -> Result<Filter, FilterError> {
        let Some(name) = self.name() else {
            return self.mirrored_comparison();
        };
        if self.words.get(self.next + 1).map(|placed| &placed.token) == Some(&Token::Open) {
            self.next += 2;
            return match name.rsplit_once('/') {
                Some((field, "any")) => self.each(field, false),
                Some((field, "all")) => self.each(field, true),
                _ => self.call(name),
            };
        }
        let (subject, of) = self.subject()?;
        if self.takes_word("in") {
            return self.one_of(subject, of);
        }
        let operator = self.operator()?;
        let value = self.value()?;
        comparison(subject, of, operator, value, false)
    }

    /// `'High' eq severity`.
    fn mirrored_comparison(&mut self) -> Result<Filter, FilterError> {
        let value = self.value()?;
        let operator = self.operator()?;
        let (subject, of) = self.subject()?;
        comparison(subject, of, operator.mirrored(), value, true)
    }

    fn operator(&mut self) -> Result<Operator, FilterError> {
        let operator = self
            .name()
            .and_then(Operator::parse)
            .ok_or_else(|| self.syntax())?;
        self.next += 1;
        Ok(operator)
    }

    fn value(&mut self) -> Result<Value<'static>, FilterError> {
        let value = match self.peek().map(|placed| &placed.token) {
            Some(Token::Null) => Value::Null,
            Some(Token::Text(text)) => Value::text(text.clone()),
            Some(Token::Number(number)) => Value::Number(*number),
            Some(Token::Time(time)) => Value::Time(*time),
            Some(Token::Bool(bool)) => Value::Bool(*bool),
            _ => return Err(self.syntax()),
        };
        self.next += 1;
        Ok(value)
    }

    /// A field of the schema, or the member that `any` or `all` looks at.
    fn subject(&mut self) -> Result<(Subject, Type), FilterError> {
        let name = self.name().ok_or_else(|| self.syntax())?;
        if self.variable.as_deref() == Some(name) {
            self.next += 1;
            return Ok((Subject::Item, Type::Text));
        }
        let of = self.type_of(name)?;
        self.next += 1;
        Ok((Subject::Field(name.to_owned()), of))
    }

    fn one_of(&mut self, subject: Subject, of: Type) -> Result<Filter, FilterError> {
        self.expect(&Token::Open)?;
        let mut values = Vec::new();
        loop {
            let value = self.value()?;
            if !fits(of, Operator::Eq, &value) {
                return Err(types(of, Operator::Eq, &value, false));
            }
            values.push(value);
            if self.takes(&Token::Close) {
                return Ok(Filter::In { subject, of, values });
            }
            self.expect(&Token::Comma)?;
        }
    }

    fn call(&mut self, name: &str) -> Result<Filter, FilterError> {
        let function = Function::parse(name).ok_or_else(|| FilterError::UnknownFunction {
            name: name.to_owned(),
        })?;
        let before = self.next;
        let (subject, of) = self.subject()?;
        if !matches!(of, Type::Text | Type::Enum) {
            self.next = before;
            return Err(self.syntax());
        }
        self.expect(&Token::Comma)?;
        let Some(Token::Text(text)) = self.peek().map(|placed| &placed.token) else {
            return Err(self.syntax());
        };
        self.next += 1;
        self.expect(&Token::Close)?;
        Ok(Filter::Call(Call {
            function,
            subject,
            of,
            text: text.clone(),
        }))
    }

    fn each(&mut self, field: &str, all: bool) -> Result<Filter, FilterError> {
        if self.type_of(field)? != Type::Texts || self.variable.is_some() {
            return Err(self.syntax());
        }
        let field = field.to_owned();
        if !all && self.takes(&Token::Close) {
            return Ok(Filter::Each(Each {
                field,
                all,
                inner: None,
            }));
        }
        let variable = self.name().ok_or_else(|| self.syntax())?.to_owned();
        self.next += 1;
        self.expect(&Token::Colon)?;
        self.variable = Some(variable);
        let inner = Some(Box::new(self.either()?));
        self.variable = None;
        self.expect(&Token::Close)?;
        Ok(Filter::Each(Each { field, all, inner }))
    }

    fn type_of(&self, field: &str) -> Result<Type, FilterError> {
        if let Some(of) = self.schema.type_of(field) {
            return Ok(of);
        }
        let field = field.to_owned();
        if self.schema.not_filterable.contains(&field.as_str()) {
            return Err(FilterError::NotFilterable { field });
        }
        Err(FilterError::UnknownField {
            field,
            of: self.schema.name,
        })
    }
}

fn comparison(
    subject: Subject,
    of: Type,
    operator: Operator,
    value: Value<'static>,
    mirrored: bool,
) -> Result<Filter, FilterError> {
    if !fits(of, operator, &value) {
        return Err(types(of, operator, &value, mirrored));
    }
    Ok(Filter::Compare(Comparison {
        subject,
        of,
        operator,
        value,
    }))
}

fn fits(of: Type, operator: Operator, value: &Value<'_>) -> bool {
    match (value, of) {
        (Value::Null, of) => of != Type::Texts && matches!(operator, Operator::Eq | Operator::Ne),
        (Value::Text(_), Type::Text | Type::Enum)
        | (Value::Number(_), Type::Number)
        | (Value::Time(_), Type::Time) => true,
        _ => false,
    }
}

fn types(of: Type, operator: Operator, value: &Value<'_>, mirrored: bool) -> FilterError {
    let (left, right) = (of.edm(), value.edm());
    let (left, right, operator) = if mirrored {
        (right, left, operator.mirrored())
    } else {
        (left, right, operator)
    };
    FilterError::Types {
        left,
        right,
        operator: operator.kind(),
    }
}

#[cfg(test)]
mod tests;
