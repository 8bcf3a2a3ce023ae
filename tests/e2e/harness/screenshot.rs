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
    let picture = tokio::time::timeout(SHORTLY, drawn(client)).await.ok()??;
    fs::write(&path, picture).expect("a picture on disk");
    Some(path)
}

/// A picture of the page as it is next drawn. `WebKit` waits for that, and a page at rest is not drawn again:
/// so one dot in the corner changes its grey meanwhile.
async fn drawn(client: &Client) -> Option<Vec<u8>> {
    const MOVE: &str = "
        const dot = document.body.appendChild(document.createElement('div'));
        dot.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;z-index:9999999';
        let tick = 0;
        const moving = setInterval(() => { dot.style.background = tick++ % 2 ? '#808080' : '#818181'; }, 16);
        window.endOfPicture = () => { clearInterval(moving); dot.remove(); };";
    client.execute(MOVE, Vec::new()).await.ok()?;
    let picture = client.screenshot().await.ok();
    client.execute("window.endOfPicture()", Vec::new()).await.ok()?;
    picture
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("tests/e2e is in the repository")
        .into()
}
