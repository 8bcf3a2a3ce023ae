//! What is taken away: a file that holds what the tenant holds, and rows that survive a file that cannot be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use handrail_assistant::cloud::Api;
use handrail_assistant::error::{ErrorCode, Remedy};
use handrail_assistant::results::{ResultFormat, ResultView, SavedFile};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::taking_away::words;
use crate::tenant::{Tenant, last};

/// The names that the APIs give to a row's id and last update, and where the truth has its rows.
fn names(api: Api) -> (&'static str, &'static str, &'static str) {
    match api {
        Api::Graph => ("incidents", "id", "lastUpdateDateTime"),
        Api::Xdr => ("xdrIncidents", "incidentId", "lastUpdateTime"),
        Api::Mde => ("alerts", "id", "lastUpdateTime"),
    }
}

fn by_id(rows: &[Value], id: &str) -> BTreeMap<String, Value> {
    rows.iter()
        .map(|row| (row[id].to_string(), row.clone()))
        .collect()
}

fn rows_of(path: &str) -> Vec<Value> {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

async fn held_since(tenant: &Tenant, api: Api, since: &str) -> BTreeMap<String, Value> {
    let (list, id, updated) = names(api);
    let since: Timestamp = since.parse().unwrap();
    let mut held = by_id(tenant.truth().await[list].as_array().unwrap(), id);
    held.retain(|_, row| row[updated].as_str().unwrap().parse::<Timestamp>().unwrap() >= since);
    if api == Api::Mde {
        // Evidence comes with $expand only; the truth always has it.
        for row in held.values_mut() {
            row["evidence"] = json!([]);
        }
    }
    held
}

async fn saved_in(tenant: &Tenant, api: Api, folder: &Path) -> ResultView {
    let connection = tenant.application(api).await;
    tenant
        .assistant
        .read_list(&connection.id, &last(48), Some(folder), |_| ())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_file_holds_exactly_what_the_tenant_holds_for_the_window() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    for api in Api::ALL {
        let reading = saved_in(&tenant, api, folder.path()).await;
        let file = reading.saved.as_ref().unwrap();
        let rows = rows_of(&file.path);
        let held = held_since(&tenant, api, reading.since.as_deref().unwrap()).await;
        assert!(!held.is_empty(), "{api}");
        let saved = by_id(&rows, names(api).1);
        assert_eq!(
            saved.keys().collect::<Vec<_>>(),
            held.keys().collect::<Vec<_>>(),
            "{api}"
        );
        for (id, row) in &held {
            assert_eq!(&saved[id], row, "{api}: {id}");
        }
        assert_eq!(
            (rows.len(), file.rows as usize),
            (held.len(), held.len()),
            "{api}"
        );
        assert_eq!(
            u64::from(file.bytes),
            fs::metadata(&file.path).unwrap().len(),
            "{api}"
        );
    }
}

#[tokio::test]
async fn a_file_is_named_after_its_time_and_stands_alone_in_its_folder() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    let made_on_demand = folder.path().join("one/two");
    let reading = saved_in(&tenant, Api::Graph, &made_on_demand).await;
    let path = reading.saved.unwrap().path;
    let path = Path::new(&path);
    assert!(
        path.file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("Latest Incidents 2"),
        "{path:?}"
    );
    assert_eq!(path.extension().unwrap(), "json");
    assert_eq!(fs::read_dir(&made_on_demand).unwrap().count(), 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_the_rows_for_another_one() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file, not a folder").unwrap();
    let reading = saved_in(&tenant, Api::Graph, &taken).await;
    let problem = reading.save_problem.clone().unwrap();
    assert_eq!(
        (problem.code, problem.remedy),
        (ErrorCode::FolderNotWritable, Remedy::ChooseFolder)
    );
    assert_eq!(problem.params["path"], taken.display().to_string());
    assert!(reading.saved.is_none());
    assert!(reading.rows > 0);

    let calls = tenant.calls().await.len();
    let saved = written(&tenant, &reading, folder.path()).await;
    assert_eq!(rows_of(&saved.path).len(), reading.rows as usize);
    assert_eq!(tenant.calls().await.len(), calls, "nothing was asked again");
    assert_eq!(fs::read_to_string(&taken).unwrap(), "a file, not a folder");
}

#[tokio::test]
async fn a_folder_without_room_keeps_the_rows() {
    let tenant = Tenant::start().await;
    // Nothing can be made in the folder of a process, whoever asks.
    let reading = saved_in(&tenant, Api::Graph, Path::new("/proc/self/handrail")).await;
    assert!(
        reading
            .save_problem
            .as_ref()
            .is_some_and(|problem| !problem.finding)
    );
    let again = written(&tenant, &reading, tempfile::tempdir().unwrap().path()).await;
    assert_eq!(again.rows, reading.rows);
}

/// Writes a reading once more, without asking the service again.
async fn written(tenant: &Tenant, reading: &ResultView, folder: &Path) -> SavedFile {
    let saved = tenant
        .assistant
        .save_result(&reading.result_id, ResultFormat::Json, None, folder, words("en"))
        .await;
    saved.unwrap()
}
