//! The desktop shell: one window, the assistant behind it, and the doors that only a desktop has.
//!
//! The window gets views and reports through the commands of [`bindings`]. Tokens and secrets stay on this side.

mod arguments;
mod bindings;
mod commands;
mod desktop;
mod journal;
mod landing;
mod ports;
mod practice;
mod preferences;
mod window;

use std::process::ExitCode;

use clap::Parser;
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::arguments::Arguments;
use crate::desktop::Desktop;

/// Opens the window and returns when it was closed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    journal::begin(arguments.log);
    match build(arguments) {
        Ok(app) => {
            let code = app.run_return(|app, event| {
                if matches!(event, RunEvent::Exit) {
                    tauri::async_runtime::block_on(app.state::<Desktop>().close());
                }
            });
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            tracing::error!(%error, "Handrail cannot start");
            ExitCode::FAILURE
        }
    }
}

fn build(arguments: Arguments) -> tauri::Result<App> {
    let commands = bindings::builder();
    tauri::Builder::default()
        // First, so that a second start ends before it has touched anything.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            let desktop = Desktop::open(app.handle(), &arguments)?;
            let theme = desktop.preferences.now().theme;
            app.manage(desktop);
            if arguments.practice {
                start_practice(app.handle().clone());
            }
            window::open(app, theme)?;
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Starts it beside the window, which asks for it again and is then told how it went.
fn start_practice(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if let Err(report) = app.state::<Desktop>().practice.start().await {
            tracing::error!(%report, "the practice tenant does not run");
        }
    });
}
