//! What can be said when Handrail is started.

use std::path::PathBuf;
use std::{fs, io};

use clap::Parser;
use tracing::Level;

/// Opens the window of Handrail.
///
/// Folders: `HANDRAIL_DATA_DIR` holds connections and preferences, `HANDRAIL_RESULTS_DIR` saved incidents.
#[derive(Clone, Debug, Parser)]
#[command(name = "handrail-desktop", version)]
pub(crate) struct Arguments {
    /// Start the practice tenant at once rather than when the window first asks for it
    #[arg(long)]
    pub(crate) practice: bool,

    /// How much to log on standard error: error, warn, info or debug
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub(crate) log: Level,

    /// Offer one more cloud, described by a JSON file
    #[arg(long, value_name = "FILE")]
    pub(crate) cloud: Option<PathBuf>,

    /// Trust the certificate authorities in this PEM file too
    #[arg(long, value_name = "FILE", value_parser = authorities)]
    pub(crate) ca_file: Option<Authorities>,
}

/// Certificate authorities as a file has them (PEM).
#[derive(Clone, Debug)]
pub(crate) struct Authorities(pub(crate) Vec<u8>);

fn authorities(file: &str) -> io::Result<Authorities> {
    fs::read(file).map(Authorities)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent_and_each_is_optional() {
        Arguments::command().debug_assert();
        let plain = Arguments::try_parse_from(["handrail-desktop"]).unwrap();
        assert!(!plain.practice);
        assert_eq!(plain.log, Level::WARN);
    }
}
