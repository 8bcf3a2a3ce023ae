//! `cargo xtask start`: from a checkout to an open window on the practice tenant.

use std::path::PathBuf;
use std::time::Instant;

use crate::pages;
use crate::platform::{self, Purpose};
use crate::run::{Stop, command};
use crate::steps::seconds;
use crate::workspace::Workspace;

pub(crate) fn start(workspace: &Workspace, headless: bool) -> Result<(), Stop> {
    if headless {
        println!("Without a window, as asked: the same journey on the command line.");
        return without_window(workspace);
    }
    if !platform::has_display() {
        println!("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set),");
        println!("so Handrail makes the same journey on the command line.");
        return without_window(workspace);
    }
    with_window(workspace)
}

fn with_window(workspace: &Workspace) -> Result<(), Stop> {
    step("System", || platform::ready(workspace, Purpose::Window))?;
    step("Node", || platform::node(workspace))?;
    step("npm packages", || {
        pages::installed(workspace).map(|new| done(new, "installed"))
    })?;
    step("Pages", || pages::built(workspace).map(|new| done(new, "built")))?;
    let program = built(workspace, "handrail-desktop", "handrail-desktop")?;
    println!("\nHandrail opens on the practice tenant: a made-up company, nothing can break.");
    println!("Close the window, or press Ctrl+C here, to end it.");
    command(&workspace.root, &program.to_string_lossy())
        .arg("--practice")
        .run()?;
    Ok(())
}

fn without_window(workspace: &Workspace) -> Result<(), Stop> {
    let program = built(workspace, "handrail-cli", "handrail")?;
    println!();
    command(&workspace.root, &program.to_string_lossy())
        .args(["hello-world", "--practice"])
        .run()?;
    println!("\nTo click through it, run `cargo xtask start` where a window can open.");
    Ok(())
}

/// Builds `package` and says where its program is.
fn built(workspace: &Workspace, package: &str, program: &str) -> Result<PathBuf, Stop> {
    let program = workspace.program(program);
    if !program.is_file() {
        println!("The first build takes some minutes; later ones take seconds.");
    }
    step("Handrail", || {
        command(&workspace.root, "cargo")
            .args(["build", "--package", package])
            .run()
            .map(|()| "built".into())
    })?;
    Ok(program)
}

fn done(new: bool, word: &str) -> String {
    if new { word.into() } else { "nothing new".into() }
}

fn step(name: &str, work: impl FnOnce() -> Result<String, Stop>) -> Result<(), Stop> {
    println!("{name} …");
    let began = Instant::now();
    let outcome = work()?;
    println!("{name}: {outcome} ({})", seconds(began.elapsed()));
    Ok(())
}
