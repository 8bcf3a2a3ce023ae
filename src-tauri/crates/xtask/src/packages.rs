//! Debian packages: what is missing, and putting it there when allowed.

use std::path::Path;

use crate::run::{Running, Stop, command};

/// A C compiler for the crates that need one, WebKitGTK with its driver, and what opens the browser.
pub(crate) const WINDOW: &[&str] = &[
    "gcc",
    "libc6-dev",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "webkit2gtk-driver",
    "xdg-utils",
];

/// What only the tests need: a display, a session bus, a keychain, a browser, and Python with its environments.
pub(crate) const TESTS: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus-x11",
    "gnome-keyring",
    "libsecret-tools",
    "util-linux",
    "chromium",
    "chromium-driver",
    "python3-venv",
];

/// Installs those of `wanted` that are missing. Returns how many that were.
pub(crate) fn install(root: &Path, wanted: &[&str]) -> Result<usize, Stop> {
    let missing = missing(wanted, &installed(root, wanted)?);
    if missing.is_empty() {
        return Ok(0);
    }
    println!("  Debian packages that are missing: {}", missing.join(" "));
    let Some(admin) = admin(root) else {
        return Err(Stop::Missing(format!(
            "Please run this line, then start again:\n\n    {}\n",
            line(&missing)
        )));
    };
    apt(root, admin).arg("update").run()?;
    apt(root, admin)
        .args(["install", "--yes", "--no-install-recommends"])
        .args(&missing)
        .run()?;
    Ok(missing.len())
}

/// Whether this system keeps its packages the Debian way.
pub(crate) fn is_debian(root: &Path) -> bool {
    command(root, "dpkg-query").arg("--version").read().is_ok()
}

fn installed(root: &Path, wanted: &[&str]) -> Result<String, Stop> {
    command(root, "dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Abbrev}\\n"])
        .args(wanted)
        .read_anyway()
        .ok_or_else(|| Stop::Missing("`dpkg-query` is not there: this is no Debian system.".into()))
}

/// Those of `wanted` that `dpkg-query` does not call installed (`ii`): it is silent about names it never saw.
fn missing<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let is_installed = |name: &str| {
        answer.lines().any(|line| {
            line.split_once(' ')
                .is_some_and(|(package, status)| package == name && status.trim() == "ii")
        })
    };
    wanted
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect()
}

fn line(missing: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        missing.join(" ")
    )
}

/// How this person may install packages without being asked for a password.
#[derive(Clone, Copy)]
enum Admin {
    Root,
    Sudo,
}

fn admin(root: &Path) -> Option<Admin> {
    if is_root() {
        Some(Admin::Root)
    } else {
        command(root, "sudo")
            .args(["-n", "true"])
            .read()
            .is_ok()
            .then_some(Admin::Sudo)
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    // Files under /proc/self belong to the user this program runs as.
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn apt(root: &Path, admin: Admin) -> Running {
    let program = match admin {
        Admin::Root => command(root, "env"),
        Admin::Sudo => command(root, "sudo").args(["-n", "env"]),
    };
    // Somebody else's apt may hold the lock for a while, as on a machine that has just started.
    program.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-o",
        "DPkg::Lock::Timeout=120",
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_dpkg_never_heard_of_is_missing() {
        assert_eq!(missing(&["gcc", "xvfb"], "gcc ii \n"), ["xvfb"]);
    }

    #[test]
    fn a_removed_package_with_its_settings_left_is_missing() {
        assert_eq!(missing(&["xvfb"], "xvfb rc \n"), ["xvfb"]);
    }

    #[test]
    fn a_longer_name_does_not_stand_for_a_shorter_one() {
        assert_eq!(missing(&["chromium"], "chromium-driver ii \n"), ["chromium"]);
    }

    #[test]
    fn nothing_is_missing_when_all_are_installed_for_any_architecture() {
        assert!(missing(&["gcc", "libc6-dev"], "libc6-dev ii \nlibc6-dev un \ngcc ii \n").is_empty());
    }

    #[test]
    fn who_may_not_install_gets_one_line_to_run() {
        assert_eq!(
            line(&["xvfb", "xauth"]),
            "sudo apt-get update && sudo apt-get install --no-install-recommends xvfb xauth"
        );
    }
}
