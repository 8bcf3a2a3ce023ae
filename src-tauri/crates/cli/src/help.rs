//! `--help` in the person's language: the words come from the language files, the structure from the types.

use clap::{Arg, ArgAction, Command};
use handrail_words::Words;

/// Puts words to every command and argument below this one.
pub(crate) fn worded(command: Command, words: Words) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    word(command.disable_version_flag(true).arg(version), words, "cli.help")
}

fn word(command: Command, words: Words, room: &str) -> Command {
    let command = command
        .about(words.plain(&format!("{room}.about")))
        .mut_args(|argument| {
            let key = key(words, room, &argument);
            argument.help(words.plain(&key))
        })
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(words.plain("cli.help.help")),
        );
    let names: Vec<String> = command
        .get_subcommands()
        .map(|child| child.get_name().to_owned())
        .collect();
    names.into_iter().fold(command, |command, name| {
        let room = format!("{room}.{}", name.replace('-', "_"));
        command.mut_subcommand(name, |child| word(child, words, &room))
    })
}

/// Where the words of an argument are: with its command, or with the commands above that share it.
fn key(words: Words, room: &str, argument: &Arg) -> String {
    let own = format!("{room}.{}", argument.get_id());
    let shared = room
        .rsplit_once('.')
        .map(|(above, _)| format!("{above}.{}", argument.get_id()));
    match shared {
        Some(shared) if !words.has(&own) && words.has(&shared) => shared,
        _ => own,
    }
}

/// The language of `--help` has to be known before the line is parsed.
pub(crate) fn language_in(line: &[String]) -> Option<handrail_words::Language> {
    line.iter()
        .enumerate()
        .find_map(|(index, word)| match word.strip_prefix("--lang") {
            Some("") => line.get(index + 1)?.parse().ok(),
            Some(value) => value.strip_prefix('=')?.parse().ok(),
            None => None,
        })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use handrail_words::Language;

    use super::*;
    use crate::arguments::Arguments;

    fn keys(words: Words, command: &Command, room: &str) -> Vec<String> {
        let own = command.get_arguments().map(|argument| key(words, room, argument));
        let below = command.get_subcommands().flat_map(|child| {
            let room = format!("{room}.{}", child.get_name().replace('-', "_"));
            keys(words, child, &room)
        });
        std::iter::once(format!("{room}.about"))
            .chain(own)
            .chain(below)
            .collect()
    }

    #[test]
    fn every_command_and_argument_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::of(language);
            let keys = keys(words, &Arguments::command(), "cli.help");
            assert!(keys.len() > 20, "{keys:?}");
            let gaps: Vec<&String> = keys.iter().filter(|key| !words.has(key)).collect();
            assert!(gaps.is_empty(), "{language}: {gaps:?}");
        }
    }

    #[test]
    fn help_speaks_the_language_that_was_asked_for() {
        let mut command = worded(Arguments::command(), Words::of("fr"));
        let help = command
            .find_subcommand_mut("hello-world")
            .unwrap()
            .render_help()
            .to_string();
        assert!(help.contains("locataire"), "{help}");
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let line = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            language_in(&line("handrail --lang fr --help")),
            Some(Language::French)
        );
        assert_eq!(
            language_in(&line("handrail practice --lang=fr")),
            Some(Language::French)
        );
        assert_eq!(language_in(&line("handrail practice --language")), None);
    }
}
