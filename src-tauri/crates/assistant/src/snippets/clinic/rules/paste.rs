//! What a website, a word processor or a terminal adds to a script on its way here.

use super::{expressions, has, places};
use crate::snippets::clinic::edit::{Edit, apply};
use crate::snippets::clinic::lexer::{Kind, pieces};
use crate::snippets::clinic::{FaultId, ScriptLanguage, language};

expressions! {
    NUMBERED = r"^[ \t]*(?P<number>\d{1,5})(?:[:|.)][ \t]?|[ \t]|\r?$)";
    PROMPT = r"^(?P<cut>PS(?: [A-Z]:\\[^>\n]*)?> ?|>>> |\.\.\. ?|[A-Z]:\\[^>\n]*> ?|[\w.-]+@[\w.-]+:[^$#\n]*[$#] |[$%] (?:curl|export|python3?|pwsh|jq)\b)";
    ENTITY = r"&(?:quot|amp|lt|gt|nbsp|apos|#39|#34|#x27|#x22|#38|#60|#62);";
    UNESCAPES = r"\.replace\(|html\.|HtmlDecode|HttpUtility|escape";
    TYPOGRAPHIC = r"[\x{201c}\x{201d}\x{201e}\x{2018}\x{2019}\x{00a0}]|(?:^|[ \t])(?P<dash>[\x{2013}\x{2014}])\w";
}

/// The script as it was before somebody pasted it, line for line, and what was done to it. A place in the answer is a
/// place in the cleaned text.
pub(crate) fn cleaned(text: &str) -> (String, Vec<(FaultId, usize)>) {
    let mut found = Vec::new();
    let text = step(text.to_owned(), FaultId::LineNumbers, line_numbers, &mut found);
    let text = step(text, FaultId::PromptPasted, prompts, &mut found);
    let text = step(text, FaultId::HtmlEntities, entities, &mut found);
    let text = step(text, FaultId::SmartQuotes, typography, &mut found);
    (text, found)
}

fn step(
    text: String,
    fault: FaultId,
    edits: fn(&str) -> Vec<Edit>,
    found: &mut Vec<(FaultId, usize)>,
) -> String {
    let edits = edits(&text);
    // Line numbers do not change: no edit here has a line break in it.
    let lines = edits
        .iter()
        .map(|edit| (fault, text[..edit.range.start].matches('\n').count()));
    let mut lines: Vec<_> = lines.collect();
    lines.dedup();
    found.extend(lines);
    if edits.is_empty() {
        text
    } else {
        apply(&text, edits)
    }
}

/// Only when every line has the number after the one before.
fn line_numbers(text: &str) -> Vec<Edit> {
    let written = text.lines().filter(|line| !line.trim().is_empty()).count();
    let numbers: Vec<(u32, Edit)> = places(&NUMBERED, text)
        .filter_map(|place| {
            let edit = Edit {
                range: place.get(0)?.range(),
                text: String::new(),
            };
            Some((place["number"].parse().ok()?, edit))
        })
        .collect();
    let counts_up = numbers.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    if numbers.len() < 3 || numbers.len() < written || !counts_up {
        return Vec::new();
    }
    numbers.into_iter().map(|(_, edit)| edit).collect()
}

fn prompts(text: &str) -> Vec<Edit> {
    let prompts = places(&PROMPT, text).filter_map(|place| place.name("cut"));
    let edits = prompts.map(|prompt| {
        let kept = prompt
            .as_str()
            .find(['$', '%'])
            .filter(|at| *at == 0)
            .map_or("", |_| &prompt.as_str()[2..]);
        Edit {
            range: prompt.range(),
            text: kept.to_owned(),
        }
    });
    edits.collect()
}

fn entities(text: &str) -> Vec<Edit> {
    places(&ENTITY, text)
        .filter_map(|place| {
            let entity = place.get(0)?;
            let line = text[..entity.start()].rfind('\n').map_or(0, |before| before + 1);
            let meant = match entity.as_str().to_lowercase().as_str() {
                "&quot;" | "&#34;" | "&#x22;" => "\"",
                "&apos;" | "&#39;" | "&#x27;" => "'",
                "&lt;" | "&#60;" => "<",
                "&gt;" | "&#62;" => ">",
                "&nbsp;" => " ",
                _ => "&",
            };
            let on_purpose = has(&UNESCAPES, &text[line..entity.start()]);
            (!on_purpose).then(|| Edit {
                range: entity.range(),
                text: meant.to_owned(),
            })
        })
        .collect()
}

/// Quotes, dashes and blanks of a word processor, where code is meant: neither in remarks nor inside ordinary quotes.
fn typography(text: &str) -> Vec<Edit> {
    let language = language::detect(text);
    if language == ScriptLanguage::Text {
        return Vec::new();
    }
    let pieces = pieces(text, language);
    let is_for_people = |at: usize| {
        let next = pieces.partition_point(|piece| piece.range.end <= at);
        pieces.get(next).is_some_and(|piece| {
            piece.range.start <= at && matches!(piece.kind, Kind::Comment | Kind::Quoted { .. })
        })
    };
    places(&TYPOGRAPHIC, text)
        .filter_map(|place| {
            let sign = place.name("dash").or_else(|| place.get(0))?;
            let plain = match sign.as_str() {
                "\u{2018}" | "\u{2019}" => "'",
                "\u{a0}" => " ",
                "\u{2013}" | "\u{2014}" => "-",
                _ => "\"",
            };
            (!is_for_people(sign.start())).then(|| Edit {
                range: sign.range(),
                text: plain.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> (String, Vec<(FaultId, usize)>) {
        cleaned(text)
    }

    #[test]
    fn what_was_pasted_along_goes_and_the_lines_stay() {
        assert_eq!(
            faults("1: import os\n2: import sys\n3: print(1)\n").0,
            "import os\nimport sys\nprint(1)\n"
        );
        assert_eq!(
            faults("PS C:\\work> $a = 1\nPS C:\\work> $b = 2"),
            (
                "$a = 1\n$b = 2".into(),
                vec![(FaultId::PromptPasted, 0), (FaultId::PromptPasted, 1)]
            )
        );
        assert_eq!(faults(">>> import os\n>>> os.name\n").0, "import os\nos.name\n");
        assert_eq!(faults("$ curl https://x\n").0, "curl https://x\n");
        assert_eq!(
            faults("curl &quot;https://x?a=1&amp;b=2&quot;").0,
            "curl \"https://x?a=1&b=2\""
        );
        assert_eq!(faults("curl –d “a=b” https://x").0, "curl -d \"a=b\" https://x");
    }

    #[test]
    fn what_was_written_on_purpose_stays() {
        for text in [
            "import html\ntext = text.replace(\"&amp;\", \"&\")\n",
            "import os\nprint(\"it’s – done\")  # ‘so’\n",
            "$a = 1\n2\n$b = 3\n",
        ] {
            assert_eq!(faults(text), (text.to_owned(), Vec::new()));
        }
    }
}
