//! What has to be on the machine before anything can be built.

use std::env;

use crate::packages;
use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// Major and minor: what Vite 8 asks for.
const NODE_AT_LEAST: (u32, u32) = (20, 19);

/// What is about to be done, and so what is needed for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Window,
    Tests,
}

/// Checks and, where that is possible, installs. Returns a few words about it.
pub(crate) fn ready(workspace: &Workspace, purpose: Purpose) -> Result<String, Stop> {
    if cfg!(target_os = "linux") {
        linux(workspace, purpose)
    } else if purpose == Purpose::Tests {
        Err(Stop::Missing(
            "The stories in the real window need WebKitWebDriver and a virtual display, which only Linux has. \
             `cargo test --workspace --exclude e2e` and `npm test` in `ui` run the rest."
                .into(),
        ))
    } else if cfg!(target_os = "macos") {
        macos(workspace)
    } else {
        windows(workspace)
    }
}

fn linux(workspace: &Workspace, purpose: Purpose) -> Result<String, Stop> {
    if !packages::is_debian(&workspace.root) {
        return elsewhere_on_linux(workspace, purpose);
    }
    let mut wanted = packages::WINDOW.to_vec();
    if purpose == Purpose::Tests {
        wanted.extend(packages::TESTS);
    }
    Ok(match packages::install(&workspace.root, &wanted)? {
        0 => "all there".into(),
        number => format!("{number} installed"),
    })
}

/// Other distributions have other names for the packages, so nothing is installed; what is missing is said.
fn elsewhere_on_linux(workspace: &Workspace, purpose: Purpose) -> Result<String, Stop> {
    let mut missing = Vec::new();
    if command(&workspace.root, "pkg-config")
        .args(["--exists", "webkit2gtk-4.1"])
        .read()
        .is_err()
    {
        missing.push("WebKitGTK 4.1 with its development files");
    }
    if purpose == Purpose::Tests {
        let programs = [
            "WebKitWebDriver",
            "Xvfb",
            "dbus-daemon",
            "gnome-keyring-daemon",
            "chromium",
            "chromedriver",
            "python3",
        ];
        missing.extend(programs.into_iter().filter(|program| !on_path(program)));
    }
    if missing.is_empty() {
        Ok("all there".into())
    } else {
        Err(Stop::Missing(format!(
            "Please install these first, then start again: {}.",
            missing.join(", ")
        )))
    }
}

fn macos(workspace: &Workspace) -> Result<String, Stop> {
    match command(&workspace.root, "xcode-select")
        .arg("--print-path")
        .read()
    {
        Ok(_) => Ok("Xcode Command Line Tools are there".into()),
        Err(_) => Err(Stop::Missing(
            "Handrail is built with Apple's Command Line Tools. Install them with `xcode-select --install`, \
             then start again."
                .into(),
        )),
    }
}

/// The runtime comes with Windows 11, and its updater writes the version here (Microsoft, "Distribute your
/// app and the `WebView2` Runtime", "Detect if a `WebView2` Runtime is already installed").
fn windows(workspace: &Workspace) -> Result<String, Stop> {
    const RUNTIME: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let is_there = [
        r"HKLM\SOFTWARE\WOW6432Node\",
        r"HKLM\SOFTWARE\",
        r"HKCU\Software\",
    ]
    .iter()
    .any(|hive| {
        command(&workspace.root, "reg")
            .args(["query", &format!("{hive}{RUNTIME}"), "/v", "pv"])
            .read()
            .is_ok()
    });
    if is_there {
        Ok("WebView2 is there".into())
    } else {
        Err(Stop::Missing(
            "Handrail shows its window with the WebView2 Runtime, which is missing here. Install the Evergreen \
             runtime from Microsoft (search for \"WebView2 Runtime download\"), then start again."
                .into(),
        ))
    }
}

/// Node and npm build the window's pages.
pub(crate) fn node(workspace: &Workspace) -> Result<String, Stop> {
    let wanted = format!("{}.{}", NODE_AT_LEAST.0, NODE_AT_LEAST.1);
    let version = command(&workspace.root, "node")
        .arg("--version")
        .read()
        .unwrap_or_default();
    let version = version.trim();
    match major_minor(version) {
        None => Err(Stop::Missing(format!(
            "Handrail's pages are built with Node {wanted} or newer, which is missing here. \
             Please install it (nodejs.org), then start again."
        ))),
        Some(found) if found < NODE_AT_LEAST => Err(Stop::Missing(format!(
            "Node {version} is too old: Handrail's pages are built with {wanted} or newer. \
             Please install that (nodejs.org), then start again."
        ))),
        Some(_) if command(&workspace.root, "npm").arg("--version").read().is_err() => Err(Stop::Missing(
            "Node is there, but npm is not. Please install npm, then start again.".into(),
        )),
        Some(_) => Ok(version.to_owned()),
    }
}

/// Reads `v20.19.1`.
fn major_minor(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version
        .strip_prefix('v')?
        .split('.')
        .map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// Whether a window can be opened from here.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn on_path(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_by_number() {
        assert_eq!(major_minor("v20.20.2"), Some((20, 20)));
        assert!(major_minor("v9.11.2").is_some_and(|found| found < NODE_AT_LEAST));
        assert!(major_minor("v20.9.0").is_some_and(|found| found < NODE_AT_LEAST));
        assert!(major_minor("v22.0.0").is_some_and(|found| found > NODE_AT_LEAST));
    }

    #[test]
    fn no_node_has_no_version() {
        assert_eq!(major_minor(""), None);
        assert_eq!(major_minor("node: command not found"), None);
    }
}
