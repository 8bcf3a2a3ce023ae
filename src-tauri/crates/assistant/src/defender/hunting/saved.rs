//! Queries to begin with, which come with Handrail, and those that a person keeps. Words without secrets: a query is
//! kept as it is.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::documents::{Document, Single};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::ProfileStore;

/// Version of the stored document.
const VERSION: u32 = 1;

/// A query to open in the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SavedQuery {
    /// Names it: of a starter, also for its words, `hunting.starters.<id>`.
    pub id: String,
    /// The person's own name for it; a starter has none.
    pub name: Option<String>,
    /// Kusto Query Language.
    pub text: String,
    /// It came with Handrail and cannot be removed.
    pub starter: bool,
}

/// A query that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    id: String,
    name: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct List {
    version: u32,
    queries: Vec<Kept>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            version: VERSION,
            queries: Vec::new(),
        }
    }
}

impl Document for List {
    const NAME: &'static str = "queries.json";
    const VERSION: u32 = VERSION;

    fn version(&self) -> u32 {
        self.version
    }
}

#[derive(Deserialize)]
struct Starters {
    queries: Vec<Starter>,
}

#[derive(Deserialize)]
struct Starter {
    id: String,
    /// Lines, so that the file can be read.
    query: Vec<String>,
}

#[allow(clippy::expect_used, reason = "part of the program, which a test reads")]
static STARTERS: LazyLock<Vec<SavedQuery>> = LazyLock::new(|| {
    let file: Starters = serde_json::from_str(include_str!("../../../data/hunting_queries.json"))
        .expect("hunting_queries.json is of its shape");
    let starter = |starter: Starter| SavedQuery {
        id: starter.id,
        name: None,
        text: starter.query.join("\n"),
        starter: true,
    };
    file.queries.into_iter().map(starter).collect()
});

/// The queries that come with Handrail.
pub fn starters() -> &'static [SavedQuery] {
    &STARTERS
}

/// All queries; each change is stored before it is seen.
pub(crate) struct SavedQueries(Single<List>);

impl SavedQueries {
    pub(crate) fn new(store: Arc<dyn ProfileStore>) -> Self {
        Self(Single::new(store))
    }

    /// The person's own, in the order of their names, then the starters.
    pub(crate) async fn all(&self) -> Result<Vec<SavedQuery>> {
        let mut kept = self.0.now().await?.queries;
        kept.sort_by_key(|query| query.name.to_lowercase());
        let own = kept.into_iter().map(|query| SavedQuery {
            id: query.id,
            name: Some(query.name),
            text: query.text,
            starter: false,
        });
        Ok(own.chain(STARTERS.iter().cloned()).collect())
    }

    /// Keeps a query under a name, in place of one of that name.
    pub(crate) async fn keep(&self, name: &str, text: &str) -> Result<Vec<SavedQuery>> {
        let name = name.trim();
        if name.is_empty() || text.trim().is_empty() {
            return Err(ErrorReport::new(ErrorCode::SavedQueryNameless));
        }
        self.change(|kept| match kept.iter_mut().find(|query| query.name == name) {
            Some(query) => text.clone_into(&mut query.text),
            None => kept.push(Kept {
                id: Uuid::new_v4().to_string(),
                name: name.to_owned(),
                text: text.to_owned(),
            }),
        })
        .await
    }

    /// Forgets a query of the person's own. One that is not there is forgotten already.
    pub(crate) async fn remove(&self, id: &str) -> Result<Vec<SavedQuery>> {
        self.change(|kept| kept.retain(|query| query.id != id)).await
    }

    async fn change(&self, change: impl FnOnce(&mut Vec<Kept>)) -> Result<Vec<SavedQuery>> {
        let changed = self.0.change(|list| {
            change(&mut list.queries);
            Ok(())
        });
        changed.await?;
        self.all().await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::json;

    use super::*;
    use crate::documents::paper::Paper;

    fn own(queries: &[SavedQuery]) -> Vec<(&str, &str)> {
        let own = queries.iter().filter(|query| !query.starter);
        own.map(|query| (query.name.as_deref().unwrap_or_default(), query.text.as_str()))
            .collect()
    }

    #[tokio::test]
    async fn a_query_is_kept_replaced_by_its_name_and_removed_for_good() {
        let paper = Arc::new(Paper::default());
        let queries = SavedQueries::new(Arc::clone(&paper) as _);
        queries.keep("Zoo", "DeviceInfo").await.unwrap();
        queries.keep("  alerts ", "AlertInfo").await.unwrap();
        let kept = queries.keep("Zoo", "DeviceInfo | take 1").await.unwrap();
        assert_eq!(
            own(&kept),
            [("alerts", "AlertInfo"), ("Zoo", "DeviceInfo | take 1")]
        );
        let again = SavedQueries::new(Arc::clone(&paper) as _);
        assert_eq!(again.all().await.unwrap(), kept);
        let left = again.remove(&kept[1].id).await.unwrap();
        assert_eq!(own(&left), [("alerts", "AlertInfo")]);
        let starter = left.iter().find(|query| query.starter).unwrap();
        assert_eq!(again.remove(&starter.id).await.unwrap(), left);
    }

    #[tokio::test]
    async fn what_has_no_name_or_no_text_is_not_kept() {
        let queries = SavedQueries::new(Arc::new(Paper::default()));
        for (name, text) in [(" ", "DeviceInfo"), ("name", "\n")] {
            let report = queries.keep(name, text).await.unwrap_err();
            assert_eq!(report.code, ErrorCode::SavedQueryNameless);
        }
    }

    #[tokio::test]
    async fn a_file_of_a_newer_handrail_is_left_as_it_is() {
        let paper = Arc::new(Paper::default());
        *paper.written() = Some(json!({"version": 2, "queries": []}));
        let queries = SavedQueries::new(Arc::clone(&paper) as _);
        let report = queries.keep("name", "text").await.unwrap_err();
        assert_eq!(report.code, ErrorCode::StoreTooNew);
        assert_eq!(paper.written().as_ref().unwrap()["version"], 2);
    }

    #[test]
    fn a_dozen_queries_come_with_handrail_each_under_its_own_name() {
        let ids: HashSet<&str> = STARTERS.iter().map(|query| query.id.as_str()).collect();
        assert!(STARTERS.len() >= 12, "{}", STARTERS.len());
        assert_eq!(ids.len(), STARTERS.len());
        assert!(STARTERS.iter().all(|query| !query.text.trim().is_empty()));
    }
}
