//! The desktop shell: one window, the assistant behind it, and the doors that only a desktop has.
//!
//! The window gets views and reports through the commands of [`bindings`]. Tokens and secrets stay on this side.

mod arguments;
mod bindings;
mod commands;
mod desktop;
mod journal;
mod landing;
mod opened_card;
mod ports;
mod practice;
mod preferences;
mod window;

use std::process::ExitCode;

use clap::Parser;
use handrail_assistant::error::ErrorReport;
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::arguments::Arguments;
use crate::desktop::Desktop;

/// Opens the window and returns when it was closed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    journal::begin(arguments.log);
    match start(&arguments) {
        Ok(app) => u8::try_from(app.run_return(on_event)).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(stop) => {
            journal::say(&stop);
            ExitCode::FAILURE
        }
    }
}

/// Why no window opens.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("there is no display: neither WAYLAND_DISPLAY nor DISPLAY is set")]
    NoDisplay,
    #[error(transparent)]
    Window(#[from] tauri::Error),
    #[error(transparent)]
    Desktop(#[from] ErrorReport),
}

fn start(arguments: &Arguments) -> Result<App, Stop> {
    if !window::has_display() {
        return Err(Stop::NoDisplay);
    }
    let commands = bindings::builder();
    let practice = arguments.practice;
    let app = tauri::Builder::default()
        // First, so that a second start ends before it has touched anything.
        .plugin(tauri_plugin_single_instance::init(|app, line, folder| {
            started_again(app, &line, &folder);
        }))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            if practice {
                start_practice(app.handle().clone());
            }
            end_when_told(app.handle().clone());
            let theme = app.state::<Desktop>().preferences.now().theme;
            Ok(window::open(app, theme)?)
        })
        .build(tauri::generate_context!())?;
    // Not in `setup`, where a failure would be a panic.
    app.manage(Desktop::open(app.handle(), arguments)?);
    Ok(app)
}

/// A second start brings this window to the front, with the card that it was given.
fn started_again(app: &AppHandle, line: &[String], folder: &str) {
    if let (Some(card), Some(desktop)) = (arguments::card_of(line, folder), app.try_state::<Desktop>()) {
        desktop.given_file.give(card);
    }
    window::show(app);
}

fn on_event(app: &AppHandle, event: RunEvent) {
    if matches!(event, RunEvent::Exit) {
        tauri::async_runtime::block_on(app.state::<Desktop>().close());
    }
}

/// Starts it beside the window, which asks for it again and is then told how it went.
fn start_practice(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if let Err(report) = app.state::<Desktop>().practice.start().await {
            tracing::error!(%report, "the practice tenant does not run");
        }
    });
}

/// Ctrl+C in the terminal and the end of the person's session close the window as its button does.
fn end_when_told(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        match told_to_end().await {
            Ok(()) => app.exit(0),
            Err(error) => tracing::warn!(%error, "signals are not heard"),
        }
    });
}

#[cfg(unix)]
async fn told_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
