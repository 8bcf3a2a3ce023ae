//! What JSON looks like, without what it says: names, types and nesting.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The fields that say which kind of thing an object in a mixed list is.
const KINDS: [&str; 2] = ["entityType", "@odata.type"];

/// What was seen at one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// The types of the values that are not null.
    types: BTreeSet<&'static str>,
    /// Objects by their kind; those that name none are of the kind "".
    objects: BTreeMap<String, Object>,
    items: Option<Box<Shape>>,
}

/// The objects of one kind at one place.
#[derive(Clone, Debug, Default)]
struct Object {
    seen: usize,
    /// Each field with the number of objects that have it.
    fields: BTreeMap<String, (usize, Shape)>,
}

impl Shape {
    /// Adds one more value seen at this place.
    pub(crate) fn learn(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Bool(_) => self.saw("a boolean"),
            Value::Number(_) => self.saw("a number"),
            Value::String(_) => self.saw("text"),
            Value::Array(items) => {
                self.saw("a list");
                for item in items {
                    self.items.get_or_insert_default().learn(item);
                }
            }
            Value::Object(fields) => {
                self.saw("an object");
                let kind = KINDS.iter().find_map(|name| fields.get(*name)?.as_str());
                let object = self
                    .objects
                    .entry(kind.unwrap_or_default().to_owned())
                    .or_default();
                object.seen += 1;
                for (name, value) in fields {
                    let (times, shape) = object.fields.entry(name.clone()).or_default();
                    *times += 1;
                    shape.learn(value);
                }
            }
        }
    }

    fn saw(&mut self, of: &'static str) {
        self.types.insert(of);
    }

    /// How an answer differs from this sample: paths with what is wrong there.
    pub(crate) fn differences(&self, answer: &Self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        self.compare(answer, "", &mut found);
        found
    }

    fn compare(&self, answer: &Self, at: &str, found: &mut Vec<(String, String)>) {
        // A value that one side never shows says nothing about its type.
        if !self.types.is_empty() && !answer.types.is_subset(&self.types) {
            let list = |types: &BTreeSet<&str>| types.iter().copied().collect::<Vec<_>>().join(" or ");
            found.push((
                at.to_owned(),
                format!(
                    "{} in the sample, {} here",
                    list(&self.types),
                    list(&answer.types)
                ),
            ));
            return;
        }
        if let (Some(sample), Some(answer)) = (&self.items, &answer.items) {
            sample.compare(answer, &format!("{at}[]"), found);
        }
        if !self.objects.is_empty() && !answer.objects.is_empty() {
            self.compare_objects(answer, at, found);
        }
    }

    fn compare_objects(&self, answer: &Self, at: &str, found: &mut Vec<(String, String)>) {
        // A body whose type is printed by one side only is of the same kind all the same.
        let alone =
            |objects: &BTreeMap<String, Object>| (objects.len() == 1).then(|| objects.keys().next().cloned());
        if let (Some(Some(sample)), Some(Some(other))) = (alone(&self.objects), alone(&answer.objects))
            && (sample.is_empty() || other.is_empty())
        {
            self.objects[&sample].compare(&answer.objects[&other], at, found);
            return;
        }
        for (kind, object) in &self.objects {
            let at = place(at, kind);
            match answer.objects.get(kind) {
                Some(other) => object.compare(other, &at, found),
                None => found.push((at, "never here".to_owned())),
            }
        }
        for kind in answer
            .objects
            .keys()
            .filter(|kind| !self.objects.contains_key(*kind))
        {
            found.push((place(at, kind), "not in the sample".to_owned()));
        }
    }
}

fn place(at: &str, kind: &str) -> String {
    let short = kind.rsplit('.').next().unwrap_or(kind);
    if short.is_empty() {
        at.to_owned()
    } else {
        format!("{at}<{short}>")
    }
}

impl Object {
    fn compare(&self, answer: &Self, at: &str, found: &mut Vec<(String, String)>) {
        for (name, (times, shape)) in &self.fields {
            let at = format!("{at}.{name}");
            match answer.fields.get(name) {
                None => found.push((at, "missing".to_owned())),
                Some((has, _)) if *times == self.seen && *has < answer.seen => {
                    found.push((at, "missing now and then".to_owned()));
                }
                Some((_, other)) => shape.compare(other, &at, found),
            }
        }
        for name in answer
            .fields
            .keys()
            .filter(|name| !self.fields.contains_key(*name))
        {
            found.push((format!("{at}.{name}"), "not in the sample".to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn differences(sample: &Value, answer: &Value) -> Vec<(String, String)> {
        let (mut one, mut other) = (Shape::default(), Shape::default());
        one.learn(sample);
        other.learn(answer);
        one.differences(&other)
    }

    #[test]
    fn every_difference_is_found_at_once_and_at_any_depth() {
        let sample = json!({"value": [{"id": 1, "name": "a", "tags": ["x"], "inner": {"deep": true}}]});
        let answer = json!({"value": [{"id": "1", "tags": [1], "inner": {"deep": null, "more": 1}}]});
        let found = differences(&sample, &answer);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                ".value[].id",
                ".value[].inner.more",
                ".value[].name",
                ".value[].tags[]"
            ]
        );
    }

    #[test]
    fn a_null_or_an_empty_list_says_nothing_about_the_type() {
        let sample = json!({"a": null, "b": [], "c": 1});
        assert_eq!(differences(&sample, &json!({"a": 1, "b": ["x"], "c": null})), []);
    }

    #[test]
    fn a_field_of_every_sample_object_must_be_in_every_object_here() {
        let sample = json!([{"a": 1, "b": 1}, {"a": 1}]);
        assert_eq!(differences(&sample, &json!([{"a": 1, "b": 1}, {"a": 1}])), []);
        let found = differences(&sample, &json!([{"a": 1, "b": 1}, {"b": 1}]));
        assert_eq!(found, [("[].a".to_owned(), "missing now and then".to_owned())]);
    }

    #[test]
    fn things_of_a_mixed_list_are_compared_with_their_own_kind() {
        let sample = json!([{"entityType": "File", "sha1": "x"}, {"entityType": "Ip", "ipAddress": "x"}]);
        let answer = json!([{"entityType": "File", "ipAddress": "x"}, {"entityType": "Url", "url": "x"}]);
        let paths: Vec<String> = differences(&sample, &answer)
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        assert_eq!(
            paths,
            ["[]<File>.sha1", "[]<File>.ipAddress", "[]<Ip>", "[]<Url>"]
        );
    }
}
