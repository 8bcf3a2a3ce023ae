//! One paste, what is expected of its diagnosis, and how the two are compared.

use std::path::{Path, PathBuf};
use std::{fs, vec};

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::diagnosis::{Attempted, Diagnosis, Hints, Recognised, diagnose};
use handrail_assistant::error::Confidence;
use serde::Deserialize;

/// One recorded failure; the fields are explained in the folder's README.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) input: String,
    #[serde(default)]
    options: Options,
    pub(crate) expected: Expected,
    pub(crate) why: String,
    #[serde(default)]
    pub(crate) source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    flow: Option<Attempted>,
    api: Option<Api>,
    #[serde(rename = "as")]
    context: Option<Context>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    #[serde(default)]
    recognised: OneOf<Recognised>,
    #[serde(default)]
    pub(crate) code: OneOf<u32>,
    #[serde(default)]
    pub(crate) step: OneOf<StepId>,
    confidence_max: Option<Confidence>,
    alternatives_contain: Option<StepId>,
    retryable: Option<bool>,
    #[serde(default = "a_finding")]
    finding: bool,
    trace: Option<String>,
    hides: Option<String>,
}

fn a_finding() -> bool {
    true
}

/// One value, or several of which each is right; none where it does not matter.
#[derive(Debug, Deserialize)]
#[serde(from = "Written<T>")]
pub(crate) struct OneOf<T>(Vec<T>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written<T> {
    One(T),
    Several(Vec<T>),
}

impl<T> From<Written<T>> for OneOf<T> {
    fn from(written: Written<T>) -> Self {
        Self(match written {
            Written::One(value) => vec![value],
            Written::Several(values) => values,
        })
    }
}

impl<T> Default for OneOf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> OneOf<T> {
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(crate) fn contains(&self, value: &T) -> bool {
        self.0.contains(value)
    }

    fn allows(&self, value: Option<&T>) -> bool {
        self.0.is_empty() || value.is_some_and(|value| self.contains(value))
    }
}

#[derive(Deserialize)]
struct File {
    source: String,
    case: Vec<Case>,
}

/// All cases of `tests/fixtures/diagnosis`.
pub(crate) fn recorded() -> Vec<Case> {
    let folder = fixtures().join("diagnosis");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| cases_of(path)).collect()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures")
}

fn cases_of(path: &Path) -> vec::IntoIter<Case> {
    let text = fs::read_to_string(path).unwrap();
    let mut file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for case in &mut file.case {
        if case.source.is_empty() {
            case.source.clone_from(&file.source);
        }
    }
    file.case.into_iter()
}

impl Case {
    /// What is wrong with Handrail's diagnosis of this paste, if anything is.
    pub(crate) fn miss(&self) -> Option<String> {
        let hints = Hints {
            flow: self.options.flow,
            api: self.options.api,
            context: self.options.context,
        };
        let faults = self.faults(&diagnose(&self.input, hints));
        (!faults.is_empty()).then(|| format!("{}: {} ({})", self.name, faults.join("; "), self.why))
    }

    fn faults(&self, diagnosis: &Diagnosis) -> Vec<String> {
        let expected = &self.expected;
        let finding = diagnosis.finding.as_ref();
        let mut faults = Vec::new();
        let mut differs = |what: &str, got: String| faults.push(format!("{what} is {got}"));

        if !expected.recognised.allows(Some(&diagnosis.recognised)) {
            differs(
                "recognised",
                format!("{:?}, not {:?}", diagnosis.recognised, expected.recognised.0),
            );
        }
        if finding.is_some() != expected.finding && !expected.any_finding() {
            differs("finding", format!("{:?}", finding.map(|finding| finding.code)));
        }
        let step = finding.and_then(|finding| finding.step);
        if !expected.step.allows(step.as_ref()) {
            differs("step", format!("{step:?}, not {:?}", expected.step.0));
        }
        let code = finding.and_then(|finding| finding.entry.or(finding.trace.as_ref()?.aadsts));
        if !expected.code.allows(code.as_ref()) {
            differs("code", format!("{code:?}, not {:?}", expected.code.0));
        }
        let confidence = finding.map(|finding| finding.confidence);
        if let (Some(most), Some(confidence)) = (expected.confidence_max, confidence)
            && rank(confidence) > rank(most)
        {
            differs("confidence", format!("{confidence:?}"));
        }
        if expected
            .retryable
            .is_some_and(|retryable| finding.is_none_or(|finding| finding.retryable != retryable))
        {
            differs(
                "retryable",
                format!("{:?}", finding.map(|finding| finding.retryable)),
            );
        }
        if expected
            .alternatives_contain
            .is_some_and(|step| diagnosis.alternatives.iter().all(|other| other.step != step))
        {
            differs("alternatives", format!("{:?}", diagnosis.alternatives));
        }
        if expected.trace.is_some() && expected.trace != diagnosis.trace.correlation_id {
            differs("correlation ID", format!("{:?}", diagnosis.trace.correlation_id));
        }
        let said = serde_json::to_string(diagnosis).unwrap();
        if expected
            .hides
            .as_ref()
            .is_some_and(|hidden| said.contains(hidden))
        {
            differs("what had to be hidden", said);
        }
        faults
    }
}

impl Expected {
    /// Only what the text is taken for was recorded.
    fn any_finding(&self) -> bool {
        self.finding && self.step.0.is_empty() && self.code.0.is_empty()
    }
}

fn rank(confidence: Confidence) -> u8 {
    match confidence {
        Confidence::Unsure => 0,
        Confidence::Likely => 1,
        Confidence::Certain => 2,
    }
}
