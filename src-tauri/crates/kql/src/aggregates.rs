//! Aggregate functions. Source: Kusto, "Aggregation functions", "summarize operator" (values where there are no rows).

#![allow(
    clippy::unnecessary_wraps,
    reason = "what stands in one table has one signature"
)]

mod collections;
mod counts;
mod extremes;
mod statistics;

use crate::semantics::scalar::Scalar;
use crate::{Kind, Value};

/// Takes a group's rows, one after the other.
pub(crate) trait Accumulator {
    /// The values of the arguments for a row.
    fn add(&mut self, values: &[Value]);
    /// The aggregate of all that was added.
    fn finish(self: Box<Self>) -> Value;
}

/// Begins a group.
pub(crate) type Start = Box<dyn Fn() -> Box<dyn Accumulator>>;

/// An aggregate with its arguments.
pub(crate) struct AggregateCall {
    pub(crate) kind: Kind,
    pub(crate) arguments: Vec<Scalar>,
    /// Rows for which this does not hold are left out.
    pub(crate) condition: Option<Scalar>,
    pub(crate) start: Start,
}

/// An aggregate function.
pub(crate) struct Aggregate {
    pub(crate) name: &'static str,
    /// What the name of its column begins with; nothing for the name of the argument alone.
    pub(crate) prefix: Option<&'static str>,
    pub(crate) nameless: bool,
    least: usize,
    most: usize,
    /// Which argument is a condition.
    condition: Option<usize>,
    make: Make,
}

/// Checks the arguments beside the condition.
type Make = fn(Vec<Scalar>) -> Result<AggregateCall, String>;

const AGGREGATES: &[Aggregate] = &[
    Aggregate::of("count", 0, 0, counts::count),
    Aggregate::of("countif", 1, 1, counts::count)
        .only_if(0)
        .nameless(),
    Aggregate::of("dcount", 1, 2, counts::distinct),
    Aggregate::of("dcountif", 2, 3, counts::distinct).only_if(1),
    Aggregate::of("count_distinct", 1, 1, counts::distinct),
    Aggregate::of("count_distinctif", 2, 2, counts::distinct).only_if(1),
    Aggregate::of("sum", 1, 1, statistics::sum),
    Aggregate::of("sumif", 2, 2, statistics::sum).only_if(1),
    Aggregate::of("avg", 1, 1, statistics::average),
    Aggregate::of("avgif", 2, 2, statistics::average).only_if(1),
    Aggregate::of("stdev", 1, 1, statistics::deviation),
    Aggregate::of("stdevif", 2, 2, statistics::deviation).only_if(1),
    Aggregate::of("variance", 1, 1, statistics::variance),
    Aggregate::of("varianceif", 2, 2, statistics::variance).only_if(1),
    Aggregate::of("percentile", 2, 2, statistics::percentile),
    Aggregate::of("min", 1, 1, extremes::smallest),
    Aggregate::of("minif", 2, 2, extremes::smallest).only_if(1),
    Aggregate::of("max", 1, 1, extremes::greatest),
    Aggregate::of("maxif", 2, 2, extremes::greatest).only_if(1),
    Aggregate::of("arg_max", 1, 1, extremes::greatest).prefixed("max"),
    Aggregate::of("arg_min", 1, 1, extremes::smallest).prefixed("min"),
    Aggregate::of("any", 1, 1, extremes::any),
    Aggregate::of("anyif", 2, 2, extremes::any).only_if(1),
    Aggregate::of("take_any", 1, 1, extremes::any).unprefixed(),
    Aggregate::of("take_anyif", 2, 2, extremes::any)
        .only_if(1)
        .unprefixed(),
    Aggregate::of("make_list", 1, 2, collections::list).prefixed("list"),
    Aggregate::of("makelist", 1, 2, collections::list).prefixed("list"),
    Aggregate::of("make_list_if", 2, 3, collections::list)
        .only_if(1)
        .prefixed("list"),
    Aggregate::of("make_list_with_nulls", 1, 1, collections::list_with_nulls).prefixed("list"),
    Aggregate::of("make_set", 1, 2, collections::set).prefixed("set"),
    Aggregate::of("makeset", 1, 2, collections::set).prefixed("set"),
    Aggregate::of("make_set_if", 2, 3, collections::set)
        .only_if(1)
        .prefixed("set"),
    Aggregate::of("make_bag", 1, 2, collections::bag).prefixed("bag"),
    Aggregate::of("make_bag_if", 2, 3, collections::bag)
        .only_if(1)
        .prefixed("bag"),
];

pub(crate) use extremes::extreme;
pub(crate) use statistics::percentile;

/// `take_any` of one column.
pub(crate) fn take_any(value: Scalar) -> Result<AggregateCall, String> {
    extremes::any(vec![value])
}

/// The aggregate of that name.
pub(crate) fn find(name: &str) -> Option<&'static Aggregate> {
    AGGREGATES.iter().find(|aggregate| aggregate.name == name)
}

impl Aggregate {
    const fn of(name: &'static str, least: usize, most: usize, make: Make) -> Self {
        Self {
            name,
            prefix: Some(name),
            nameless: false,
            least,
            most,
            condition: None,
            make,
        }
    }

    const fn only_if(mut self, argument: usize) -> Self {
        self.condition = Some(argument);
        self
    }

    /// Its column is named after the function alone.
    const fn nameless(mut self) -> Self {
        self.nameless = true;
        self
    }

    const fn prefixed(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    const fn unprefixed(mut self) -> Self {
        self.prefix = None;
        self
    }

    /// Checks the arguments; an error says what does not fit.
    pub(crate) fn bind(&self, mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
        if !(self.least..=self.most).contains(&arguments.len()) {
            return Err(format!(
                "{}(): function expects {} to {} arguments",
                self.name, self.least, self.most
            ));
        }
        let condition = self.condition.map(|index| arguments.remove(index));
        if let Some(condition) = &condition
            && condition.kind != Kind::Bool
        {
            return Err(format!("{}(): the predicate must be of type bool", self.name));
        }
        let call = (self.make)(arguments).map_err(|message| format!("{}(): {message}", self.name))?;
        Ok(AggregateCall { condition, ..call })
    }
}

impl AggregateCall {
    fn new<A: Accumulator + 'static>(
        kind: Kind,
        arguments: Vec<Scalar>,
        start: impl Fn() -> A + 'static,
    ) -> Self {
        Self {
            kind,
            arguments,
            condition: None,
            start: Box::new(move || Box::new(start())),
        }
    }
}

/// A constant that comes after the value, such as how many items a list may have.
fn setting(arguments: &mut Vec<Scalar>) -> Result<Option<Value>, String> {
    if arguments.len() < 2 {
        return Ok(None);
    }
    let setting = arguments.pop().and_then(|setting| setting.as_constant().cloned());
    setting
        .map(Some)
        .ok_or_else(|| "argument #2 must be a constant".to_owned())
}
