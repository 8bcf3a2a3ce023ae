//! A desktop for one story: a display, a session bus, an unlocked keychain, a home folder, and an
//! `xdg-open` that notes what it was asked to open.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::companion::{Companion, prepare};
use super::wait::until;

/// How the desktop is set, as in its system settings.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) language: Language,
    pub(crate) theme: Theme,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

impl Setting {
    pub(crate) const ENGLISH_LIGHT: Self = Self {
        language: Language::English,
        theme: Theme::Light,
    };
}

impl Language {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    fn locale(self) -> &'static str {
        match self {
            Self::English => "en_US.UTF-8",
            Self::French => "fr_FR.UTF-8",
        }
    }
}

impl Theme {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

pub(crate) struct Desktop {
    pub(crate) setting: Setting,
    environment: Vec<(&'static str, String)>,
    // Dropped in this order: who uses the bus, the display and the home before those.
    _keychain: Companion,
    _bus: Companion,
    _display: Companion,
    home: tempfile::TempDir,
}

impl Desktop {
    pub(crate) async fn start(setting: Setting) -> Self {
        let home = tempfile::Builder::new()
            .prefix("handrail-e2e-")
            .tempdir()
            .expect("a temporary folder");
        let mut environment = folders(home.path());
        environment.push(("LANG", setting.language.locale().into()));
        environment.push(("LANGUAGE", setting.language.code().into()));
        environment.push(("PATH", path(home.path())));
        settings_file(home.path(), setting.theme);

        let (display, number) = start_and_read(prepare("Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]));
        environment.push(("DISPLAY", format!(":{number}")));
        let (bus, address) = start_and_read(
            prepare("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .arg(format!(
                    "--address=unix:path={}",
                    home.path().join("run/bus").display()
                ))
                .envs(environment.iter().cloned()),
        );
        environment.push(("DBUS_SESSION_BUS_ADDRESS", address));
        let keychain = keychain(&environment).await;
        Self {
            setting,
            home,
            environment,
            _keychain: keychain,
            _bus: bus,
            _display: display,
        }
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Gives `command` this desktop, and nothing of the one the tests run on.
    pub(crate) fn around<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for name in [
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "LC_ALL",
            "GTK_THEME",
            "GTK_MODULES",
            "BROWSER",
        ] {
            command.env_remove(name);
        }
        command.envs(self.environment.iter().cloned())
    }

    /// What was opened with the system's programs so far, in order: links and folders.
    pub(crate) fn opened(&self) -> Vec<String> {
        fs::read_to_string(self.home().join("opened"))
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect()
    }
}

fn folders(home: &Path) -> Vec<(&'static str, String)> {
    let mut environment = vec![("HOME", home.display().to_string())];
    for (name, folder) in [
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", "run"),
        ("TMPDIR", "tmp"),
    ] {
        let path = home.join(folder);
        fs::create_dir_all(&path).expect("a folder in the story's home");
        environment.push((name, path.display().to_string()));
    }
    let private = fs::Permissions::from_mode(0o700);
    fs::set_permissions(home.join("run"), private).expect("a private runtime folder");
    environment
}

/// The search path with the story's own `xdg-open` before the system's.
fn path(home: &Path) -> String {
    let programs = home.join("bin");
    fs::create_dir(&programs).expect("a folder in the story's home");
    let opener = programs.join("xdg-open");
    let note = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n",
        home.join("opened").display()
    );
    fs::write(&opener, note).expect("the story's own xdg-open");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("an executable xdg-open");
    format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").unwrap_or_default()
    )
}

/// Light or dark, and no animations, so that a picture never shows something half way.
fn settings_file(home: &Path, theme: Theme) {
    let folder: PathBuf = home.join(".config/gtk-3.0");
    fs::create_dir_all(&folder).expect("a folder in the story's home");
    let dark = u8::from(theme == Theme::Dark);
    let text = format!("[Settings]\ngtk-application-prefer-dark-theme={dark}\ngtk-enable-animations=0\n");
    fs::write(folder.join("settings.ini"), text).expect("the desktop's settings");
}

/// Starts a program that prints one line when it is ready, and reads that line.
fn start_and_read(command: &mut Command) -> (Companion, String) {
    let name = format!("{command:?}");
    let mut companion = Companion::start(command.stdout(Stdio::piped()));
    let mut line = String::new();
    let read = BufReader::new(companion.output()).read_line(&mut line);
    assert!(
        read.is_ok_and(|length| length > 0),
        "{name} ended before it was ready"
    );
    (companion, line.trim().to_owned())
}

/// A keychain that is open, as after signing in to a desktop.
async fn keychain(environment: &[(&'static str, String)]) -> Companion {
    let mut keychain = Companion::start(
        prepare("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .envs(environment.iter().cloned()),
    );
    keychain.tell("story");
    keychain.hush();
    until("the keychain on the session bus", async || {
        let answer = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
            ])
            .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
            .arg("string:org.freedesktop.secrets")
            .envs(environment.iter().cloned())
            .output()
            .expect("dbus-send is there with the bus");
        String::from_utf8_lossy(&answer.stdout)
            .contains("true")
            .then_some(())
    })
    .await;
    keychain
}
