//! Permissions for Handrail's own commands, and the pages that the window shows.

use std::path::Path;
use std::process::ExitCode;

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = include!("src/commands/names.in");
const PAGES: &str = "../ui/dist";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src/commands/names.in");
    println!("cargo::rerun-if-changed={PAGES}");
    // Without the feature the window loads the development server, and no page is built in.
    let built_in = std::env::var_os("CARGO_FEATURE_CUSTOM_PROTOCOL").is_some();
    if built_in && !Path::new(PAGES).join("index.html").is_file() {
        println!(
            "cargo::error=the window's pages are not built: run `npm ci && npm run build` in the folder `ui` first"
        );
        return ExitCode::FAILURE;
    }
    match tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error:#}");
            ExitCode::FAILURE
        }
    }
}
