//! The one window: which pages it may show, and when it is shown itself.

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{App, AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder};

use crate::preferences::Theme;

/// The window's name in `tauri.conf.json` and in the capability.
const LABEL: &str = "main";

/// Fluent's `colorNeutralBackground2`, light and dark: what is seen until the page is drawn.
const LIGHT: Color = Color(250, 250, 250, 255);
const DARK: Color = Color(31, 31, 31, 255);

/// Can a window be shown at all?
pub(crate) fn has_display() -> bool {
    let displays = ["WAYLAND_DISPLAY", "DISPLAY"];
    cfg!(not(target_os = "linux")) || displays.iter().any(|name| std::env::var_os(name).is_some())
}

/// Makes the window. It shows itself once its page is there.
pub(crate) fn open(app: &App, theme: Theme) -> tauri::Result<()> {
    let mut windows = app.config().app.windows.iter();
    let config = windows
        .find(|window| window.label == LABEL)
        .ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Files are written by commands, where the person said; a link in the page writes none.
        .on_download(|_, _| false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                show(window.app_handle());
            }
        })
        .build()?;
    let dark = match theme {
        Theme::System => window.theme()? == tauri::Theme::Dark,
        Theme::Light => false,
        Theme::Dark => true,
    };
    window.set_background_color(Some(if dark { DARK } else { LIGHT }))?;
    without_gpu(&window)
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be brought to the front");
    }
}

/// Only Handrail's own pages are shown; everything else belongs into the browser.
fn is_own_page(url: &Url) -> bool {
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // How Windows and Android name the same.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    let development_server = tauri::is_dev() && url.as_str().starts_with("http://127.0.0.1:1420/");
    own || development_server
}

/// Draws on the processor where there is no graphics card: the web view would emulate one, at an
/// eighth of the speed.
#[cfg(target_os = "linux")]
fn without_gpu(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_gpu(std::path::Path::new("/dev/dri")) {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn without_gpu(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Is there a render node, `renderD128` or above? (Linux kernel, "DRM Driver uAPI", Render nodes.)
#[cfg(target_os = "linux")]
fn has_gpu(folder: &std::path::Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_only_its_own_pages() {
        let shown = |text: &str| is_own_page(&text.parse().unwrap());
        assert!(shown("tauri://localhost/index.html"));
        assert!(shown("http://tauri.localhost/"));
        for other in [
            "https://login.microsoftonline.com/",
            "http://localhost/",
            "file:///etc/passwd",
            "tauri://other/",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!shown(other), "{other}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_graphics_card_is_known_by_its_render_node() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_gpu(&folder.path().join("missing")));
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_gpu(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_gpu(folder.path()));
    }
}
