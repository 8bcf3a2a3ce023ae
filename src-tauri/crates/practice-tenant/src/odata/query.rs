//! The query options of a list.

use std::cmp::Ordering;

use crate::entra::Params;
use crate::odata::filter::{Filter, FilterError};
use crate::odata::value::{Record, Schema, Value};

/// What a list offers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub(crate) schema: &'static Schema,
    pub(crate) expand: &'static [&'static str],
    pub(crate) order_by: bool,
    pub(crate) select: bool,
}

/// Parsed query options.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListQuery {
    pub(crate) filter: Option<Filter>,
    pub(crate) top: Option<usize>,
    pub(crate) skip: usize,
    /// Field, and true for descending.
    pub(crate) order_by: Option<(String, bool)>,
    pub(crate) expand: Vec<String>,
    pub(crate) select: Vec<String>,
    pub(crate) count: bool,
}

/// Why the options are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum QueryError {
    #[error("The query specified in the URI is not valid. {0}")]
    Filter(#[from] FilterError),
    #[error(
        "Invalid value '{value}' for {option} query option found. The {option} query option requires a non-negative integer value."
    )]
    NotANumber { option: &'static str, value: String },
    #[error(
        "The query specified in the URI is not valid. Query option '{option}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings."
    )]
    NotAllowed { option: &'static str },
    #[error("Query option '{name}' was specified more than once, but it must be specified at most once.")]
    Repeated { name: String },
    #[error("The value for OData query '{name}' cannot be empty.")]
    Empty { name: String },
    #[error("Invalid value '{value}' for $count query option found. Valid values are 'true, false'.")]
    NotABoolean { value: String },
    #[error("The query parameter '{name}' is not supported.")]
    NotSupported { name: String },
    #[error(
        "The query specified in the URI is not valid. Could not find a property named '{name}' on type '{of}'."
    )]
    UnknownProperty { name: String, of: &'static str },
    #[error(
        "The limit of '{limit}' for Top query has been exceeded. The value from the incoming request is '{asked}'."
    )]
    PageTooLarge { limit: usize, asked: usize },
}

/// The system query options that are understood, if not offered by every list.
/// `$skiptoken` stands in next links and is read by whoever wrote it there.
const KNOWN: [&str; 8] = [
    "$filter",
    "$top",
    "$skip",
    "$skiptoken",
    "$orderby",
    "$expand",
    "$select",
    "$count",
];

impl ListQuery {
    pub(crate) fn parse(params: &Params, offer: &Offer) -> Result<Self, QueryError> {
        each_once(params)?;
        let number = |option: &'static str| match params.value(option) {
            None => Ok(None),
            Some(value) => value
                .parse::<usize>()
                .map(Some)
                .map_err(|_| QueryError::NotANumber {
                    option,
                    value: value.to_owned(),
                }),
        };
        let list = |option: &str| -> Vec<String> {
            let words = params.value(option).unwrap_or_default().split(',');
            words
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect()
        };
        let query = Self {
            filter: params
                .value("$filter")
                .map(|text| Filter::parse(text, offer.schema))
                .transpose()?,
            top: number("$top")?,
            skip: number("$skip")?.unwrap_or_default(),
            order_by: order_by(params.value("$orderby"), offer)?,
            expand: list("$expand"),
            select: list("$select"),
            count: counted(params.value("$count"))?,
        };
        if !query.select.is_empty() && !offer.select {
            return Err(QueryError::NotAllowed { option: "Select" });
        }
        match query
            .expand
            .iter()
            .find(|name| !offer.expand.contains(&name.as_str()))
        {
            Some(name) => Err(QueryError::UnknownProperty {
                name: name.clone(),
                of: offer.schema.name,
            }),
            None => Ok(query),
        }
    }

    /// How many records a page holds: as many as asked for, when that is not too many.
    pub(crate) fn size(&self, usual: usize, largest: usize) -> Result<usize, QueryError> {
        match self.top.unwrap_or(usual) {
            size if size <= largest => Ok(size),
            asked => Err(QueryError::PageTooLarge {
                limit: largest,
                asked,
            }),
        }
    }

    /// The records that pass, in the order asked for.
    fn apply<R: Record>(&self, records: impl Iterator<Item = R>) -> Vec<R> {
        let mut passing: Vec<R> = records.filter(|record| self.passes(record)).collect();
        if let Some((field, descending)) = &self.order_by {
            passing.sort_by(|a, b| {
                let order = in_order(&a.field(field), &b.field(field));
                if *descending { order.reverse() } else { order }
            });
        }
        passing
    }

    fn passes(&self, record: &impl Record) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(record))
    }

    /// The page of at most `size` records that starts at `$skip`. Records are kept only when they must be sorted, and
    /// looked at only as far as the page and the answer to "is there more?" need it. What is skipped and counted without
    /// a filter is left to the iterator, which may know a shorter way.
    pub(crate) fn page<R: Record + Clone>(
        &self,
        records: impl Iterator<Item = R> + Clone,
        size: usize,
    ) -> Page<R> {
        if self.order_by.is_some() {
            return self.cut(self.apply(records).into_iter(), size);
        }
        match &self.filter {
            None => self.cut(records, size),
            Some(filter) => self.cut(records.filter(|record| filter.holds(record)), size),
        }
    }

    fn cut<R>(&self, mut passing: impl Iterator<Item = R> + Clone, size: usize) -> Page<R> {
        let count = self.count.then(|| passing.clone().count());
        let last_skipped = self.skip.checked_sub(1);
        let goes_on = last_skipped.is_none_or(|last| passing.nth(last).is_some());
        let items: Vec<R> = passing.by_ref().take(if goes_on { size } else { 0 }).collect();
        let more = !items.is_empty() && passing.next().is_some();
        let next = more.then(|| self.skip + items.len());
        Page { items, next, count }
    }
}

/// System query options are known, have a value, and come "at most once" (OData URL conventions, section 5).
fn each_once(params: &Params) -> Result<(), QueryError> {
    let own = |name: &&str| name.starts_with('$');
    for name in params.names().filter(own).map(str::to_owned) {
        if !KNOWN.contains(&name.as_str()) {
            return Err(QueryError::NotSupported { name });
        }
        if params.value(&name).is_none() {
            return Err(QueryError::Empty { name });
        }
    }
    match params.repeated().iter().find(|name| own(&name.as_str())) {
        Some(name) => Err(QueryError::Repeated { name: name.clone() }),
        None => Ok(()),
    }
}

fn counted(value: Option<&str>) -> Result<bool, QueryError> {
    match value.map(str::to_ascii_lowercase).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(QueryError::NotABoolean {
            value: value.unwrap_or_default().to_owned(),
        }),
    }
}

/// Part of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page<R> {
    pub(crate) items: Vec<R>,
    /// What `$skip` is on the next page, when there is one.
    pub(crate) next: Option<usize>,
    /// How many there are on all pages together, when `$count` asked for it.
    pub(crate) count: Option<usize>,
}

/// Null comes before everything else (OData URL conventions, section 5.1.5).
fn in_order(a: &Value<'_>, b: &Value<'_>) -> Ordering {
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (a, b) => a.order(b).unwrap_or(Ordering::Equal),
    }
}

fn order_by(text: Option<&str>, offer: &Offer) -> Result<Option<(String, bool)>, QueryError> {
    let Some(text) = text else { return Ok(None) };
    if !offer.order_by {
        return Err(QueryError::NotAllowed { option: "OrderBy" });
    }
    let (field, direction) = text.trim().split_once(' ').unwrap_or((text.trim(), "asc"));
    let unknown = || QueryError::UnknownProperty {
        name: field.to_owned(),
        of: offer.schema.name,
    };
    offer.schema.type_of(field).ok_or_else(unknown)?;
    match direction.trim() {
        "asc" => Ok(Some((field.to_owned(), false))),
        "desc" => Ok(Some((field.to_owned(), true))),
        _ => Err(unknown()),
    }
}
