//! Parses a `$filter` against the fields that an API offers.

use crate::odata::filter::{Call, Comparison, Filter, FilterError, Function, Operator, Schema, Type, Value};
use crate::odata::lexer::{Placed, Stray, Token, tokens};

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
    depth: usize,
    nodes: usize,
}

/// Parentheses and `not` inside each other; deeper filters are refused before they can exhaust the stack.
const DEEPEST: usize = 50;
/// Comparisons in one filter, the services' own limit.
const MOST_NODES: usize = 100;

impl Parser<'_> {
    fn peek(&self) -> Option<&Placed> {
        self.words.get(self.next)
    }

    fn syntax(&self) -> FilterError {
        let at = self.peek().map_or(self.text.chars().count(), |placed| placed.at);
        FilterError::Syntax {
            at,
            text: self.text.to_owned(),
        }
    }

    fn take(&mut self) -> Result<Token, FilterError> {
        let token = self
            .peek()
            .map(|placed| placed.token.clone())
            .ok_or_else(|| self.syntax())?;
        self.next += 1;
        Ok(token)
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let found = self.peek().is_some_and(|placed| placed.token == *wanted);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.takes(&Token::Name(word.to_owned()))
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
        let filter = if self.takes_word("not") {
            Filter::Not(Box::new(self.single()?))
        } else if self.takes(&Token::Open) {
            let inner = self.either()?;
            self.expect(&Token::Close)?;
            inner
        } else {
            self.leaf()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn leaf(&mut self) -> Result<Filter, FilterError> {
        let Some(Placed {
            token: Token::Name(name),
            ..
        }) = self.peek().cloned()
        else {
            return Err(self.syntax());
        };
        self.next += 1;
        if self.takes(&Token::Open) {
            self.call(&name)
        } else {
            self.comparison(name)
        }
    }

    fn comparison(&mut self, field: String) -> Result<Filter, FilterError> {
        let of = self.type_of(&field)?;
        let Some(Placed {
            token: Token::Name(word),
            ..
        }) = self.peek().cloned()
        else {
            return Err(self.syntax());
        };
        let operator = Operator::parse(&word).ok_or_else(|| self.syntax())?;
        self.next += 1;
        let before = self.next;
        let value = match self.take()? {
            Token::Null => Value::Null,
            Token::Text(text) => Value::Text(text),
            Token::Number(number) => Value::Number(number),
            Token::Time(time) => Value::Time(time),
            Token::Bool(bool) => Value::Bool(bool),
            Token::Name(_) | Token::Open | Token::Close | Token::Comma => {
                self.next = before;
                return Err(self.syntax());
            }
        };
        let fits = match (&value, of) {
            (Value::Null, _) => matches!(operator, Operator::Eq | Operator::Ne),
            (Value::Text(_), Type::Text | Type::Enum)
            | (Value::Number(_), Type::Number)
            | (Value::Time(_), Type::Time) => true,
            _ => false,
        };
        if !fits {
            return Err(FilterError::Types {
                left: of.edm(),
                right: value.edm(),
                operator: operator.kind(),
            });
        }
        Ok(Filter::Compare(Comparison {
            field,
            of,
            operator,
            value,
        }))
    }

    fn call(&mut self, name: &str) -> Result<Filter, FilterError> {
        let function = Function::parse(name).ok_or_else(|| FilterError::UnknownFunction {
            name: name.to_owned(),
        })?;
        let Token::Name(field) = self.take()? else {
            return Err(self.syntax());
        };
        self.type_of(&field)?;
        self.expect(&Token::Comma)?;
        let Token::Text(text) = self.take()? else {
            return Err(self.syntax());
        };
        self.expect(&Token::Close)?;
        Ok(Filter::Call(Call {
            function,
            field,
            text,
        }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::filter::Record;
    use proptest::prelude::*;

    const SCHEMA: Schema = Schema {
        name: "incident",
        fields: &[
            ("status", Type::Enum),
            ("owner", Type::Text),
            ("id", Type::Number),
            ("at", Type::Time),
        ],
        not_filterable: &["severity"],
    };

    struct Row;

    impl Record for Row {
        fn field(&self, name: &str) -> Value {
            match name {
                "status" => Value::Text("Active".to_owned()),
                "owner" => Value::Text("O'Neill".to_owned()),
                "id" => Value::Number(7.0),
                "at" => Value::Time("2026-11-20T18:00:00Z".parse().unwrap()),
                _ => Value::Null,
            }
        }
    }

    fn passes(text: &str) -> bool {
        Filter::parse(text, &SCHEMA)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .holds(&Row)
    }

    fn refusal(text: &str) -> FilterError {
        Filter::parse(text, &SCHEMA).unwrap_err()
    }

    #[test]
    fn comparisons_follow_the_type_of_the_field() {
        assert!(passes("at ge 2026-11-20T18:00:00Z"));
        assert!(passes("at gt 2026-11-20T17:59:59.9999999Z"));
        assert!(passes("at lt 2026-11-21"));
        assert!(!passes("at lt 2026-11-20T18:00:00+00:00"));
        assert!(passes("id eq 7"));
        assert!(passes("id le 7.5 and id gt -1"));
        assert!(passes("status eq 'active'"));
        assert!(passes("owner eq 'O''Neill'"));
        assert!(!passes("owner eq 'o''neill'"));
        assert!(passes("owner ne null"));
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert!(passes("id eq 7 or id eq 8 and id eq 9"));
        assert!(!passes("(id eq 7 or id eq 8) and id eq 9"));
        assert!(passes("not (id eq 8) and not id eq 9"));
        assert!(passes(
            "startswith(owner,'O''N') and contains(owner,'eil') and endswith(owner,'LL')"
        ));
    }

    #[test]
    fn faults_are_named_as_the_services_name_them() {
        assert_eq!(
            refusal("colour eq 'red'").to_string(),
            "Could not find a property named 'colour' on type 'incident'."
        );
        assert_eq!(
            refusal("severity eq 'High'"),
            FilterError::NotFilterable {
                field: "severity".to_owned()
            }
        );
        assert_eq!(
            refusal("at ge '2026-11-20'").to_string(),
            "A binary operator with incompatible types was detected. Found operand types 'Edm.DateTimeOffset' and 'Edm.String' for operator kind 'GreaterThanOrEqual'."
        );
        assert_eq!(
            refusal("id eq").to_string(),
            "Syntax error at position 5 in 'id eq'."
        );
        assert_eq!(
            refusal("id eq 7 banana"),
            FilterError::Syntax {
                at: 8,
                text: "id eq 7 banana".to_owned()
            }
        );
        assert_eq!(
            refusal("owner eq 'open"),
            FilterError::Syntax {
                at: 9,
                text: "owner eq 'open".to_owned()
            }
        );
        assert!(matches!(
            refusal("length(owner) eq 3"),
            FilterError::UnknownFunction { .. }
        ));
        assert_eq!(refusal(&"(".repeat(5000)), FilterError::TooDeep);
        assert_eq!(refusal(&"not ".repeat(5000)), FilterError::TooDeep);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,120}") {
            let _ = Filter::parse(&text, &SCHEMA);
        }

        #[test]
        fn no_mixture_of_its_own_words_makes_the_parser_panic(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("and"), Just("or"), Just("not"), Just("("), Just(")"), Just("eq"), Just("ge"), Just("id"),
                    Just("at"), Just("owner"), Just("'x''"), Just("'y'"), Just("null"), Just("7"), Just("-"),
                    Just("2026-11-20T18:00:00Z"), Just("startswith("), Just(","),
                ],
                0..30,
            )
        ) {
            if let Ok(filter) = Filter::parse(&words.join(" "), &SCHEMA) {
                filter.holds(&Row);
            }
        }

        #[test]
        fn a_quoted_text_comes_back_as_it_went_in(owner in "\\PC{0,40}") {
            let filter = Filter::parse(&format!("owner eq '{}'", owner.replace('\'', "''")), &SCHEMA).unwrap();
            prop_assert_eq!(filter.holds(&Row), owner == "O'Neill");
        }
    }
}
