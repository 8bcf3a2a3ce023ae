//! Pictures kept for people to look at, in `artifacts`.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Client;

use super::desktop::Setting;

/// A window that is not drawn gives no picture, ever.
pub(crate) const SHORTLY: Duration = Duration::from_secs(10);

/// Keeps the window as it is as `artifacts/screens/<screen>-<language>-<theme>.png`.
pub(crate) async fn keep(client: &Client, screen: &str, setting: Setting) -> PathBuf {
    let name = format!("{screen}-{}-{}", setting.language.code(), setting.theme.name());
    save(client, "screens", &name)
        .await
        .expect("a picture of the window")
}

/// Keeps what a story saw when it could not go on, unless the window is beyond that.
pub(crate) async fn keep_failure(client: &Client, story: &str) -> Option<PathBuf> {
    save(client, "failures", story).await
}

async fn save(client: &Client, folder: &str, name: &str) -> Option<PathBuf> {
    let folder = root().join("artifacts").join(folder);
    fs::create_dir_all(&folder).expect("the folder of artefacts");
    let path = folder.join(format!("{name}.png"));
    let picture = tokio::time::timeout(SHORTLY, client.screenshot())
        .await
        .ok()?
        .ok()?;
    fs::write(&path, picture).expect("a picture on disk");
    Some(path)
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("tests/e2e is in the repository")
        .into()
}
