//! Python packages: those of a requirements file with hashes, in a virtual environment below the target folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Stop, command};
use crate::stamp::Stamp;
use crate::workspace::Workspace;

/// The environment's interpreter.
pub(crate) fn program(workspace: &Workspace) -> PathBuf {
    let environment = environment(workspace);
    if cfg!(windows) {
        environment.join("Scripts/python.exe")
    } else {
        environment.join("bin/python")
    }
}

fn environment(workspace: &Workspace) -> PathBuf {
    workspace.target.join("conformance/python")
}

/// Installs what `requirements.txt` in `folder` names, each file compared with its hash.
pub(crate) fn installed(workspace: &Workspace, folder: &Path) -> Result<(), Stop> {
    let stamp = Stamp::of(
        workspace.target.join("xtask/python.stamp"),
        folder,
        &["requirements.txt"],
    )?;
    let program = program(workspace);
    if stamp.is_current()
        && command(folder, &program.to_string_lossy())
            .arg("--version")
            .read()
            .is_ok()
    {
        return Ok(());
    }
    let environment = environment(workspace);
    if environment.exists() {
        fs::remove_dir_all(&environment).map_err(|error| Stop::file(&environment, error))?;
    }
    command(folder, system_python(folder)?)
        .args(["-m", "venv"])
        .arg(&environment)
        .run()
        .map_err(|_| missing("the module `venv`"))?;
    command(folder, &program.to_string_lossy())
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args([
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--requirement",
            "requirements.txt",
        ])
        .run()?;
    stamp.set()
}

/// `python3`, or `python` where that is the name of version 3, as on Windows.
fn system_python(folder: &Path) -> Result<&'static str, Stop> {
    ["python3", "python"]
        .into_iter()
        .find(|name| {
            command(folder, name)
                .args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"])
                .read()
                .is_ok()
        })
        .ok_or_else(|| missing("version 3.9 or newer"))
}

fn missing(what: &str) -> Stop {
    Stop::Missing(format!(
        "The tests with Microsoft's libraries for Python need Python with {what}, which is missing here. \
         Please install it (on Debian: python3-venv), then start again."
    ))
}
