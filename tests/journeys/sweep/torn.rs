//! A sweep whose folder is not as it left it: torn by a kill or a power cut, or changed by somebody.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use handrail_assistant::cloud::Api;
use handrail_assistant::tenants::SweepProgress;
use handrail_practice_tenant::CustomerState;

use super::partner::{Partner, files, ids, incidents, rows};
use crate::stranger::Stranger;

/// Places at which everything is cut, from its beginning to its end.
const CUTS: usize = 24;

/// A text up to a place; at every other one, up to the end of the line before it.
fn cut(text: &[u8], place: usize) -> &[u8] {
    let torn = &text[..text.len() * place / (CUTS - 1)];
    if place.is_multiple_of(2) {
        return torn;
    }
    let whole = torn.iter().rposition(|byte| *byte == b'\n');
    &torn[..whole.map_or(0, |end| end + 1)]
}

/// Copies the folder of a sweep as a power cut may leave it: journal and page logs end anywhere, and of the files those
/// are there for certain that the journal speaks of.
fn torn(from: &Path, to: &Path, place: usize) {
    let state = Path::new(".handrail-sweep");
    fs::create_dir_all(to.join(state).join("pages")).unwrap();
    fs::copy(
        from.join(state).join("sweep.json"),
        to.join(state).join("sweep.json"),
    )
    .unwrap();
    let journal = fs::read(from.join(state).join("journal.ndjson")).unwrap();
    let journal = cut(&journal, place);
    fs::write(to.join(state).join("journal.ndjson"), journal).unwrap();
    let pages = fs::read_dir(from.join(state).join("pages")).unwrap();
    for (number, page) in pages.map(Result::unwrap).enumerate() {
        let log = fs::read(page.path()).unwrap();
        let log = cut(&log, (place * 7 + number * 5) % CUTS);
        fs::write(to.join(state).join("pages").join(page.file_name()), log).unwrap();
    }
    let said = String::from_utf8_lossy(journal);
    let lines = said.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let said: String = lines.collect();
    for (name, content) in files(from) {
        if place.is_multiple_of(3) || said.contains(&format!("\"{name}\"")) {
            fs::write(to.join(name), content).unwrap();
        }
    }
}

#[tokio::test]
async fn a_folder_torn_anywhere_comes_to_the_same_files() {
    let partner = Partner::of(Api::Graph, 8, 360).await;
    let first = partner.sweep(&incidents()).await.unwrap();
    assert!(first.succeeded > 1 && first.failed > 0, "the page logs stay");
    let whole = files(&partner.folder());
    for place in 0..CUTS {
        let folder = tempfile::tempdir().unwrap();
        torn(&partner.folder(), folder.path(), place);
        let swept = partner.resume_in(folder.path()).await.unwrap();
        assert!(swept.complete && swept.stopped.is_none(), "{place}");
        assert_eq!(
            (swept.succeeded, swept.failed, swept.rows),
            (first.succeeded, first.failed, first.rows),
            "{place}"
        );
        let all = files(folder.path());
        assert!(all.keys().eq(whole.keys()), "{place}: {:?}", all.keys());
        for (name, content) in &whole {
            assert!(&all[name] == content, "{name}, torn at {place}");
        }
    }
}

#[tokio::test]
async fn who_is_killed_before_the_journal_line_is_written_is_not_asked_again() {
    let partner = Partner::of(Api::Graph, 8, 360).await;
    let first = partner.sweep(&incidents()).await.unwrap();
    let consented = partner.domains(CustomerState::Consented);
    let (whole, mut asked) = (files(&partner.folder()), Vec::new());
    for domain in &consented {
        asked.push(partner.calls(domain).await);
    }
    // The files of some have their names, those of the others are on their way.
    fs::write(partner.state().join("journal.ndjson"), "").unwrap();
    let part = partner.state().join("parts/.handrail-1.part");
    fs::rename(partner.folder().join(format!("{}.json", consented[0])), &part).unwrap();
    let swept = partner.resume().await.unwrap();
    assert_eq!((swept.succeeded, swept.rows), (first.succeeded, first.rows));
    assert!(files(&partner.folder()) == whole);
    assert!(!part.exists(), "what was on its way is written anew");
    for (domain, calls) in consented.iter().zip(asked) {
        assert_eq!(partner.calls(domain).await, calls, "{domain}");
    }
}

#[tokio::test]
async fn a_kept_link_that_leads_elsewhere_is_not_followed_and_that_customer_begins_anew() {
    let partner = Arc::new(Partner::of(Api::Graph, 8, 360).await);
    let stranger = Stranger::saying(r#"{"value":[]}"#.to_owned()).await;
    let (assistant, id) = (partner.tenant.assistant.clone(), partner.id.clone());
    let cancel = move |progress: SweepProgress| {
        if progress.customer.is_some_and(|one| one.rows > 0) {
            assistant.cancel_sweep(&id);
        }
    };
    partner.sweep_telling(&incidents(), cancel).await.unwrap();
    let (here, there) = (&partner.tenant.ready().origin, stranger.origin.as_str());
    let mut changed = 0;
    for log in fs::read_dir(partner.state().join("pages")).unwrap() {
        let path = log.unwrap().path();
        let elsewhere = |line: &str| match line.strip_prefix('#') {
            Some(end) => format!("#{}\n", end.replace(&format!("{here}/"), there)),
            None => format!("{line}\n"),
        };
        let log = fs::read_to_string(&path).unwrap();
        let tampered: String = log.lines().map(elsewhere).collect();
        changed += usize::from(tampered.contains(there));
        fs::write(&path, tampered).unwrap();
    }
    assert!(changed > 0, "somebody was in the middle of its pages");
    let swept = partner.resume().await.unwrap();
    assert!(stranger.requests().is_empty(), "{:?}", stranger.requests());
    let consented = partner.domains(CustomerState::Consented);
    assert_eq!(swept.succeeded as usize, consented.len());
    for domain in consented {
        let sent = rows(&partner.folder().join(format!("{domain}.json")));
        assert_eq!(ids(&sent, "id"), partner.truth(&domain).await, "{domain}");
    }
}
