//! What can be said when Handrail is started.

use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use handrail_assistant::given::{self, MAX_SENT};
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

    /// Begin the practice tenant with nothing registered but the app for setting up, as in a tenant that is new
    #[arg(long)]
    pub(crate) empty: bool,

    /// How much to log on standard error: error, warn, info or debug
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub(crate) log: Level,

    /// Offer one more cloud, described by a JSON file
    #[arg(long, value_name = "FILE")]
    pub(crate) cloud: Option<PathBuf>,

    /// Trust the certificate authorities in this PEM file too
    #[arg(long, value_name = "FILE", value_parser = authorities)]
    pub(crate) ca_file: Option<Authorities>,

    /// Show what a connection card would add, to be accepted in the window
    #[arg(value_name = "CARD")]
    pub(crate) card: Option<PathBuf>,
}

/// The card of a second start, whose relative path counts from where that was started.
pub(crate) fn card_of(line: &[String], folder: &str) -> Option<PathBuf> {
    let card = Arguments::try_parse_from(line).ok()?.card?;
    Some(PathBuf::from(folder).join(card))
}

/// Certificate authorities as a file has them (PEM).
#[derive(Clone, Debug)]
pub(crate) struct Authorities(pub(crate) Vec<u8>);

fn authorities(file: &str) -> io::Result<Authorities> {
    given::read(Path::new(file), MAX_SENT).map(Authorities)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent_and_each_is_optional() {
        Arguments::command().debug_assert();
        let plain = Arguments::try_parse_from(["handrail-desktop"]).unwrap();
        assert!(!plain.practice && !plain.empty);
        assert_eq!(plain.card, None);
        assert_eq!(plain.log, Level::WARN);
    }

    #[test]
    fn the_card_of_a_second_start_is_found_from_where_it_was_started() {
        let line = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let card = card_of(&line(&["handrail-desktop", "a.handrail.json"]), "/home/ana");
        assert_eq!(card, Some("/home/ana/a.handrail.json".into()));
        assert_eq!(
            card_of(&line(&["handrail-desktop", "--practice"]), "/home/ana"),
            None
        );
        assert_eq!(
            card_of(&line(&["handrail-desktop", "--unheard-of"]), "/home/ana"),
            None
        );
    }
}
