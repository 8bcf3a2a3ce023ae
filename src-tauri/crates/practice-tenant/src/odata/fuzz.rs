//! Filters and the other options of a list.

use jiff::Timestamp;

use super::filter::Filter;
use super::{ListQuery, Offer, Record, Schema, Type, Value};
use crate::entra::Params;

/// Incidents of one row, for whoever tries filters.
pub(super) const SCHEMA: Schema = Schema {
    name: "incident",
    fields: &[
        ("status", Type::Enum),
        ("owner", Type::Text),
        ("id", Type::Number),
        ("at", Type::Time),
        ("tags", Type::Texts),
        ("none", Type::Text),
    ],
    not_filterable: &["severity"],
};

/// 2026-11-20 at 18:00 UTC.
const AT: Timestamp = Timestamp::constant(1_795_197_600, 0);

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &["alerts"],
    order_by: true,
    select: true,
};

/// That row.
#[derive(Clone)]
pub(super) struct Row;

impl Record for Row {
    fn field(&self, name: &str) -> Value<'_> {
        match name {
            "status" => Value::text("Active"),
            "owner" => Value::text("O'Neill"),
            "id" => Value::Number(7.0),
            "at" => Value::Time(AT),
            "tags" => Value::Texts(vec!["VIP".into(), "Tier 1".into()]),
            _ => Value::Null,
        }
    }
}

/// A filter that is understood says the same of a row each time; one that is not is refused within its own text.
pub(crate) fn filter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Filter::parse(&text, &SCHEMA) {
        Ok(filter) => {
            let again = Filter::parse(&text, &SCHEMA);
            assert!(
                again.is_ok_and(|again| again.holds(&Row) == filter.holds(&Row)),
                "{text}"
            );
        }
        Err(error) => assert!(error.to_string().len() <= 4 * text.len() + 512, "{error}"),
    }
}

/// A page is never longer than was asked for.
pub(crate) fn list_query(data: &[u8]) {
    let Ok(query) = ListQuery::parse(&Params::parse(data), &OFFER) else {
        return;
    };
    let Ok(size) = query.size(10, 50) else { return };
    let page = query.page(std::iter::repeat_n(Row, 100), size);
    assert!(page.items.len() <= size);
    assert!(page.next.is_none_or(|next| next > query.skip));
}
