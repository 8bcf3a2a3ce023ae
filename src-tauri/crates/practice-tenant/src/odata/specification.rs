//! A second, plain reading of the specification, for the tests: a filter is made as a tree, printed as text in one of
//! the ways the grammar allows, and asked of a record twice: by this module from the tree, and by the parser and
//! evaluator from the text. They share nothing but the text and the record.

use jiff::{SignedDuration, Timestamp};
use proptest::option;
use proptest::prelude::*;

use crate::odata::filter::Filter;
use crate::odata::value::{Record, Schema, Type, Value};

const SCHEMA: Schema = Schema {
    name: "thing",
    fields: &[
        ("word", Type::Enum),
        ("text", Type::Text),
        ("number", Type::Number),
        ("time", Type::Time),
        ("list", Type::Texts),
    ],
    not_filterable: &[],
};

/// A record in which anything but the list may be null.
#[derive(Clone, Debug)]
struct Thing {
    word: Option<&'static str>,
    text: Option<String>,
    number: Option<i32>,
    /// Milliseconds around 2026-11-20T18:00Z.
    time: Option<i64>,
    list: Vec<String>,
}

const NOON: &str = "2026-11-20T18:00:00Z";

fn moment(milliseconds: i64) -> Timestamp {
    let noon: Timestamp = NOON.parse().unwrap();
    noon + SignedDuration::from_millis(milliseconds)
}

impl Record for Thing {
    fn field(&self, name: &str) -> Value<'_> {
        match name {
            "word" => self.word.map_or(Value::Null, Value::text),
            "text" => self.text.as_deref().map_or(Value::Null, Value::text),
            "number" => self
                .number
                .map_or(Value::Null, |number| Value::Number(f64::from(number))),
            "time" => self.time.map_or(Value::Null, |time| Value::Time(moment(time))),
            "list" => Value::Texts(self.list.iter().map(|one| one.as_str().into()).collect()),
            _ => Value::Null,
        }
    }
}

#[derive(Clone, Debug)]
enum Tree {
    Word(&'static str, Option<&'static str>),
    Text(&'static str, Option<String>),
    Number(&'static str, Option<i32>),
    /// Operator, milliseconds, offset in minutes.
    Time(&'static str, Option<i64>, i64),
    OneOf(Vec<i32>),
    Function(&'static str, String),
    Any(String),
    All(String),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

/// "If any operand is null, the operator returns false" for an order; null is equal to itself and nothing else.
fn ordered<T: PartialOrd>(operator: &str, left: Option<T>, right: Option<T>) -> bool {
    match operator {
        "eq" => left == right,
        "ne" => left != right,
        _ => match (left, right) {
            (Some(left), Some(right)) => match operator {
                "gt" => left > right,
                "ge" => left >= right,
                "lt" => left < right,
                _ => left <= right,
            },
            _ => false,
        },
    }
}

/// The tables for null of section 5.1.1.1.7 to 5.1.1.1.9.
fn read(tree: &Tree, thing: &Thing) -> Option<bool> {
    match tree {
        Tree::Word(operator, word) => {
            let small = |word: &str| word.to_lowercase();
            Some(ordered(operator, thing.word.map(small), word.map(small)))
        }
        Tree::Text(operator, text) => Some(ordered(operator, thing.text.as_ref(), text.as_ref())),
        Tree::Number(operator, number) => Some(ordered(operator, thing.number, *number)),
        Tree::Time(operator, time, _) => Some(ordered(operator, thing.time, *time)),
        Tree::OneOf(numbers) => Some(thing.number.is_some_and(|number| numbers.contains(&number))),
        Tree::Function(name, part) => thing.text.as_ref().map(|text| match *name {
            "startswith" => text.strip_prefix(part.as_str()).is_some(),
            "endswith" => text.strip_suffix(part.as_str()).is_some(),
            _ => text.split(part.as_str()).count() > 1,
        }),
        Tree::Any(wanted) => Some(thing.list.contains(wanted)),
        Tree::All(wanted) => Some(thing.list.iter().filter(|one| *one != wanted).count() == 0),
        Tree::Not(inner) => match read(inner, thing) {
            Some(true) => Some(false),
            Some(false) => Some(true),
            None => None,
        },
        Tree::And(left, right) => match (read(left, thing), read(right, thing)) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        },
        Tree::Or(left, right) => match (read(left, thing), read(right, thing)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
    }
}

/// Decides how a tree is written where the grammar leaves a choice; the choices come round again when used up.
struct Pen {
    choices: Vec<u8>,
    next: usize,
}

impl Pen {
    fn choose(&mut self, ways: u8) -> u8 {
        let choice = self.choices[self.next % self.choices.len()];
        self.next += 1;
        choice % ways
    }

    /// White space that must be there.
    fn blank(&mut self) -> &'static str {
        [" ", "  ", "\t", " \t "][usize::from(self.choose(4))]
    }

    /// White space that may be there.
    fn maybe(&mut self) -> &'static str {
        ["", "", " ", "  "][usize::from(self.choose(4))]
    }

    fn quoted(text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    fn comparison(&mut self, field: &str, operator: &str, value: &str) -> String {
        let mirrored = match operator {
            "gt" => "lt",
            "ge" => "le",
            "lt" => "gt",
            "le" => "ge",
            same => same,
        };
        if self.choose(4) == 0 {
            format!("{value}{}{mirrored}{}{field}", self.blank(), self.blank())
        } else {
            format!("{field}{}{operator}{}{value}", self.blank(), self.blank())
        }
    }

    /// The same moment with another offset, more or fewer digits, and letters of either case.
    fn time(&mut self, milliseconds: i64, offset: i64) -> String {
        let local = moment(milliseconds + offset * 60_000);
        let (sign, minutes) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        let zone = if offset == 0 && self.choose(2) == 0 {
            ["Z", "z"][usize::from(self.choose(2))].to_owned()
        } else {
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        };
        let fraction = ["%.3f", ".%6f", ".%9f"][usize::from(self.choose(3))];
        let t = ["T", "t"][usize::from(self.choose(2))];
        local
            .strftime(&format!("%Y-%m-%d{t}%H:%M:%S{fraction}"))
            .to_string()
            + &zone
    }

    fn write(&mut self, tree: &Tree) -> String {
        let null = || "null".to_owned();
        match tree {
            Tree::Word(operator, word) => {
                let value = word.map_or_else(null, |word| match self.choose(3) {
                    0 => Self::quoted(&word.to_uppercase()),
                    _ => Self::quoted(word),
                });
                self.comparison("word", operator, &value)
            }
            Tree::Text(operator, text) => {
                let value = text.as_deref().map_or_else(null, Self::quoted);
                self.comparison("text", operator, &value)
            }
            Tree::Number(operator, number) => {
                let value = number.map_or_else(null, |number| match self.choose(3) {
                    0 => format!("{number}.0"),
                    1 => format!("{number}e0"),
                    _ => number.to_string(),
                });
                self.comparison("number", operator, &value)
            }
            Tree::Time(operator, time, offset) => {
                let value = time.map_or_else(null, |time| self.time(time, *offset));
                self.comparison("time", operator, &value)
            }
            Tree::OneOf(numbers) => {
                let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                format!(
                    "number in{}({}{})",
                    self.maybe(),
                    self.maybe(),
                    all.join(&format!("{},", self.maybe()))
                )
            }
            Tree::Function(name, part) => {
                let (before, after, then) = (self.maybe(), self.maybe(), self.maybe());
                format!("{name}({before}text{after},{then}{})", Self::quoted(part))
            }
            Tree::Any(wanted) => format!("list/any(x:{}x eq {})", self.maybe(), Self::quoted(wanted)),
            Tree::All(wanted) => format!("list/all(x{}:x eq {})", self.maybe(), Self::quoted(wanted)),
            Tree::Not(inner) => {
                let text = self.write(inner);
                let boolean = matches!(
                    **inner,
                    Tree::Function(..) | Tree::Any(_) | Tree::All(_) | Tree::Not(_)
                );
                if boolean && self.choose(2) == 0 {
                    format!("not{}{text}", self.blank())
                } else {
                    format!("not{}({text})", self.maybe())
                }
            }
            Tree::And(left, right) => {
                let (left, right) = (self.part(left), self.part(right));
                format!("{left}{}and{}{right}", self.blank(), self.blank())
            }
            Tree::Or(left, right) => {
                let (left, right) = (self.write(left), self.write(right));
                format!("{left}{}or{}{right}", self.blank(), self.blank())
            }
        }
    }

    /// A side of `and`: an `or` needs parentheses, the rest may have them.
    fn part(&mut self, tree: &Tree) -> String {
        let text = self.write(tree);
        if matches!(tree, Tree::Or(..)) || self.choose(3) == 0 {
            format!("({}{text}{})", self.maybe(), self.maybe())
        } else {
            text
        }
    }
}

fn operator() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("eq"),
        Just("ne"),
        Just("gt"),
        Just("ge"),
        Just("lt"),
        Just("le")
    ]
}

/// Null may stand in an equation only.
fn with_operand<T: Clone + std::fmt::Debug + 'static>(
    operand: impl Strategy<Value = T>,
) -> impl Strategy<Value = (&'static str, Option<T>)> {
    (operator(), operand, 0..4u8).prop_map(|(operator, operand, null)| {
        let null = null == 0 && matches!(operator, "eq" | "ne");
        (operator, (!null).then_some(operand))
    })
}

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("New"), Just("Active"), Just("Resolved")]
}

fn text() -> impl Strategy<Value = String> {
    "[abA' (),é]{0,3}"
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        with_operand(word()).prop_map(|(operator, word)| Tree::Word(operator, word)),
        with_operand(text()).prop_map(|(operator, text)| Tree::Text(operator, text)),
        with_operand(-3..4i32).prop_map(|(operator, number)| Tree::Number(operator, number)),
        (
            with_operand(-3..4i64),
            prop_oneof![Just(0), Just(120), Just(-330)]
        )
            .prop_map(|((operator, time), offset)| Tree::Time(operator, time, offset)),
        proptest::collection::vec(-3..4i32, 1..4).prop_map(Tree::OneOf),
        (
            prop_oneof![Just("startswith"), Just("endswith"), Just("contains")],
            "[ab']{1,2}"
        )
            .prop_map(|(name, part)| Tree::Function(name, part)),
        text().prop_map(Tree::Any),
        text().prop_map(Tree::All),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Tree::Not(Box::new(one))),
            (inner.clone(), inner.clone())
                .prop_map(|(left, right)| Tree::And(Box::new(left), Box::new(right))),
            (inner.clone(), inner).prop_map(|(left, right)| Tree::Or(Box::new(left), Box::new(right))),
        ]
    })
}

fn thing() -> impl Strategy<Value = Thing> {
    (
        option::of(word()),
        option::of(text()),
        option::of(-3..4i32),
        option::of(-3..4i64),
        proptest::collection::vec(text(), 0..3),
    )
        .prop_map(|(word, text, number, time, list)| Thing {
            word,
            text,
            number,
            time,
            list,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_parser_agrees_with_a_plain_reading_of_the_specification(
        tree in tree(),
        things in proptest::collection::vec(thing(), 8),
        choices in proptest::collection::vec(any::<u8>(), 16),
    ) {
        let text = Pen { choices, next: 0 }.write(&tree);
        let filter = Filter::parse(&text, &SCHEMA);
        prop_assert!(filter.is_ok(), "{}: {}", text, filter.unwrap_err());
        for thing in &things {
            let ours = filter.as_ref().is_ok_and(|filter| filter.holds(thing));
            prop_assert_eq!(ours, read(&tree, thing) == Some(true), "{} of {:?}", text, thing);
        }
    }
}
