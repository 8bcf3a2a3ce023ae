//! The log on standard error. Nothing secret is ever in it: what is logged are codes, counts and paths.

use std::panic;

use tracing::Level;
use tracing_subscriber::EnvFilter;

/// Begins to log this level and above. Libraries only warn: what they say below that may quote requests.
pub(crate) fn begin(level: Level) {
    let own = [
        "handrail_desktop",
        "handrail_assistant",
        "handrail_practice_tenant",
    ];
    let directives = own.map(|name| format!("{name}={level}")).join(",");
    let filter = EnvFilter::new(format!("error,{directives}"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    // Only a second call in the same process can fail, and there is none.
    let _ = subscriber.try_init();
    panic::set_hook(Box::new(|panic| {
        // Where, not what: the message may quote data.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "Handrail met a defect of its own");
    }));
}
