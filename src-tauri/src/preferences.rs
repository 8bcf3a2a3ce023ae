//! What the person chose for the window.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_doors::places;
use handrail_words::Words;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;
use tauri::{AppHandle, Runtime, Wry};

use crate::ports::StoredDocument;

/// A language that Handrail speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

impl Language {
    /// Its words.
    pub(crate) fn words(self) -> Words {
        Words::of(match self {
            Self::En => "en",
            Self::Fr => "fr",
        })
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Preferences {
    /// `None` follows the system.
    pub(crate) language: Option<Language>,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Where incidents are saved.
    pub(crate) folder: String,
    /// The file of the person's own cloud.
    pub(crate) cloud_file: Option<String>,
    /// Why that file was not read when Handrail started.
    pub(crate) cloud_problem: Option<ErrorReport>,
}

/// What of it is written down: a folder only once it was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    language: Option<Language>,
    theme: Theme,
    folder: Option<PathBuf>,
    cloud_file: Option<PathBuf>,
}

/// The preferences, in memory and in their file.
pub(crate) struct KeptPreferences<R: Runtime = Wry> {
    file: StoredDocument<R>,
    chosen: Mutex<Chosen>,
    /// Holds as long as nothing else was chosen in this session.
    folder: PathBuf,
    /// Why the cloud's file was not read at the start.
    cloud_problem: Mutex<Option<ErrorReport>>,
}

impl<R: Runtime> KeptPreferences<R> {
    /// Reads them. What cannot be read is as if nothing had been chosen: the window must open in any case.
    pub(crate) fn open(app: &AppHandle<R>, data: &Path) -> Self {
        let file = StoredDocument::new(app.clone(), data, "preferences");
        let stored = file
            .load()
            .inspect_err(|error| tracing::warn!(%error, "the preferences cannot be read"));
        let mut chosen: Chosen = stored
            .ok()
            .flatten()
            .and_then(|document| serde_json::from_value(document).ok())
            .unwrap_or_default();
        if std::env::var_os("HANDRAIL_RESULTS_DIR").is_some_and(|folder| !folder.is_empty()) {
            chosen.folder = None;
        }
        Self {
            file,
            chosen: Mutex::new(chosen),
            folder: places::results(),
            cloud_problem: Mutex::default(),
        }
    }

    /// The preferences as they are.
    pub(crate) fn now(&self) -> Preferences {
        self.shown(&self.chosen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where incidents are saved.
    pub(crate) fn folder(&self) -> PathBuf {
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.folder.clone().unwrap_or_else(|| self.folder.clone())
    }

    /// The words of the person's language.
    pub(crate) fn words(&self) -> Words {
        self.now().language.map_or_else(system_words, Language::words)
    }

    /// Takes over language and theme. The folder is only ever changed through [`Self::choose_folder`], so that
    /// no page can make Handrail write where the person did not point.
    pub(crate) fn change(&self, wanted: &Preferences) -> Result<Preferences> {
        self.keep(|chosen| {
            chosen.language = wanted.language;
            chosen.theme = wanted.theme;
        })
    }

    /// Takes over the folder that the person pointed at.
    pub(crate) fn choose_folder(&self, folder: PathBuf) -> Result<Preferences> {
        self.keep(|chosen| chosen.folder = Some(folder))
    }

    /// The file of the person's own cloud, if one was chosen.
    pub(crate) fn cloud_file(&self) -> Option<PathBuf> {
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.cloud_file.clone()
    }

    /// The file could not be read when Handrail started.
    pub(crate) fn cloud_failed(&self, report: ErrorReport) {
        tracing::warn!(%report, "the custom cloud is left out");
        *self.cloud_problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
    }

    /// Reads that file at each start from now on, or none.
    pub(crate) fn choose_cloud_file(&self, file: Option<PathBuf>) -> Result<Preferences> {
        *self.cloud_problem.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.keep(|chosen| chosen.cloud_file = file)
    }

    /// Takes over a change. What another window has chosen of the rest stays in the file.
    fn keep(&self, change: impl FnOnce(&mut Chosen)) -> Result<Preferences> {
        let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = chosen.clone();
        change(&mut next);
        let differing = differing(&chosen, &next).map_err(unwritten)?;
        let merge = &mut |stored: Option<Value>| {
            let mut document = stored.and_then(object).unwrap_or_default();
            document.extend(differing.clone());
            Some(Value::Object(document))
        };
        self.file.update(merge).map_err(unwritten)?;
        *chosen = next;
        Ok(self.shown(&chosen))
    }

    fn shown(&self, chosen: &Chosen) -> Preferences {
        let folder = chosen.folder.as_ref().unwrap_or(&self.folder);
        Preferences {
            language: chosen.language,
            theme: chosen.theme,
            folder: folder.display().to_string(),
            cloud_file: chosen.cloud_file.as_ref().map(|file| file.display().to_string()),
            cloud_problem: self
                .cloud_problem
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }
}

/// The fields of `next` that `before` has otherwise.
fn differing(before: &Chosen, next: &Chosen) -> serde_json::Result<Map<String, Value>> {
    let fields = |chosen: &Chosen| Ok(object(serde_json::to_value(chosen)?).unwrap_or_default());
    let (before, next) = (fields(before)?, fields(next)?);
    let differs = |(name, value): &(String, Value)| before.get(name) != Some(value);
    Ok(next.into_iter().filter(differs).collect())
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// The words of the system's language.
pub(crate) fn system_words() -> Words {
    Words::of(sys_locale::get_locale().unwrap_or_default().as_str())
}

fn unwritten(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::FileNotWritten)
        .with("name", "preferences.json")
        .detailed(error)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_was_chosen_here_is_written() {
        let before = Chosen {
            folder: Some("/home/ada/incidents".into()),
            ..Chosen::default()
        };
        let next = Chosen {
            theme: Theme::Dark,
            ..before.clone()
        };
        let differing = differing(&before, &next).unwrap();
        assert_eq!(Value::Object(differing), json!({"theme": "dark"}));
    }

    #[test]
    fn preferences_of_another_version_keep_what_is_understood() {
        let chosen: Chosen = serde_json::from_value(json!({"theme": "dark", "later": 1})).unwrap();
        assert_eq!(
            chosen,
            Chosen {
                theme: Theme::Dark,
                ..Chosen::default()
            }
        );
    }
}
