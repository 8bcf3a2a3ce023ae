//! Entra's numbers in a text: with their prefix, behind a label, or as a list in JSON.

use super::catalogue;
use super::pattern::{Pattern, compiled};

/// The numbers of a text, in its order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Those that the text reports.
    pub(super) reported: Vec<u32>,
    /// The first was written with its prefix or in Entra's own list: it is no other program's number.
    pub(super) certain: bool,
}

/// `AADSTS`, also torn apart by a line end.
static PREFIX: Pattern = Pattern::new(|| compiled(r"(?i)A\s?A\s?D\s?S\s?T\s?S[\s:#=_\-]{0,4}"));
/// The prefix as a camera reads it.
static MISREAD: Pattern = Pattern::new(|| compiled(r"AAD[S5]T[S5][ ]?([0-9OoIlSB]{5,7})\b"));
static LIST: Pattern = Pattern::new(|| compiled(r#"(?i)error_?codes["']?\s*[:=]\s*\[([\d,\s"']+)\]"#));
/// A label that only pages and logs of Entra use beside a number of five to seven digits.
static LABEL: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:sign-?in error code|s?error[ _-]?code|code[ ]d'erreur(?:[ ]de connexion)?|fehlercode|c[oó]digo d(?:e|el|o) error?(?: de [^\s:=]+(?: de [^\s:=]+)?)?|codice (?:di )?errore|foutcode|felkod|fejlkode|feilkode|virhekoodi|kod błędu|chybový kód|kód chyby|hata kodu|код ошибки|エラー[ ]?コード|错误代码|錯誤碼|오류 코드|anmeldefehlercode|resulttype|failurereason|appdisplayname|app_?id|result type|failure code|sub ?status)["']?\s*(?:is\s|[:=#]|-)?\s*["'(]?(\d{5,7})(?:\D|$)"#,
    )
});
/// `invalid_client: 7000218 - [date]`, as some clients print it.
static BEHIND_WORD: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)\b(?:invalid_\w+|unauthorized_client|access_denied|interaction_required|consent_required|login_required|unsupported_\w+|temporarily_unavailable|server_error)["']?\s*[:\-(,]\s*["'(]?(\d{5,7})\b"#,
    )
});
/// `"code": 50011`: many programs write that.
static CODE: Pattern = Pattern::new(|| compiled(r#"(?i)(\w+ )?\bcode["']?\s*[:=]?\s*["'(]?(\d{5,7})\b"#));
/// A number in front of the date in brackets: what some clients leave of the description.
static BEFORE_DATE: Pattern = Pattern::new(|| compiled(r"\b(\d{5,7})\s*[-:]\s*\[\d{4}-\d\d-\d\d"));
/// A column of a log that holds Entra's numbers, and a cell.
static COLUMN: Pattern = Pattern::new(|| compiled(r"(?i)\b(?:resulttype|error_?code|sign-?in error code)\b"));
static CELL: Pattern = Pattern::new(|| compiled(r#"(?m)(?:^|[,;\t|"])[ ]*(\d{5,7})[ ]*(?:[,;\t|"]|$)"#));
static LOOKUP: Pattern = Pattern::new(|| compiled(r"(?i)/error\?code=(\d{5,7})\b"));
/// Signs that the text comes from a sign-in.
static SIGN_IN: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)entra|azure|microsoft|oauth|sign-?in|signin|log-?in|tenant|msal|adal|correlation|request id|trace id|invalid_|access_denied|consent|client_id|timestamp|conditional ?access|there from here|sensitive information|domain joined|resulttype|connexion|anmeld|locataire|mandant|inicio de sesi|accesso|aanmeld",
    )
});

/// Numbers that only say that something inside failed, when another one stands beside them.
const WRAPPERS: [u32; 9] = [
    50000, 70000, 70002, 90004, 90023, 90100, 9_002_313, 50058, 700_020,
];

/// Reads the numbers of a plain text.
pub(super) fn numbers(text: &str) -> Numbers {
    let mut found = Numbers::default();
    prefixed(text, &mut found);
    for list in LIST.captures_iter(text) {
        let numbers = list[1].split(|c: char| !c.is_ascii_digit());
        found.add(
            numbers
                .filter_map(|number| number.parse().ok())
                .filter(|number| *number >= 10_000),
        );
    }
    found.certain = !found.reported.is_empty();
    if !found.reported.is_empty() {
        return found;
    }
    for pattern in [&BEHIND_WORD, &BEFORE_DATE, &LABEL] {
        found.add(known(
            pattern.captures_iter(text).filter_map(|label| label.get(1)),
        ));
    }
    if found.reported.is_empty() {
        let codes = CODE.captures_iter(text).filter(|code| {
            let before = code.get(1).map_or("", |word| word.as_str().trim());
            !matches!(
                before.to_ascii_lowercase().as_str(),
                "exit" | "status" | "zip" | "postal" | "event" | "product" | "area" | "return" | "country"
            )
        });
        found.add(known(codes.filter_map(|code| code.get(2))));
    }
    if found.reported.is_empty() && COLUMN.is_match(text) {
        found.add(known(CELL.captures_iter(text).filter_map(|cell| cell.get(1))));
    }
    if found.reported.is_empty() {
        found.add(known(LOOKUP.captures_iter(text).filter_map(|link| link.get(1))));
    }
    let bare = text.trim().trim_end_matches(['.', ':']);
    if found.reported.is_empty() {
        found.add(
            bare.parse()
                .ok()
                .filter(|number| catalogue::entry(*number).is_some()),
        );
    }
    // A number behind a label is Entra's when the rest speaks of a sign-in, or when there is no rest.
    if text.trim().len() > 60 && !SIGN_IN.is_match(text) {
        return Numbers::default();
    }
    found
}

impl Numbers {
    fn add(&mut self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            if !self.reported.contains(&number) {
                self.reported.push(number);
            }
        }
    }

    /// The number that is the cause: where two are nested, the inner one; it stands behind the outer one.
    pub(super) fn cause(&self) -> Option<u32> {
        let meant = self
            .reported
            .iter()
            .rev()
            .find(|number| !WRAPPERS.contains(number));
        meant.or(self.reported.first()).copied()
    }
}

fn known<'t>(matches: impl Iterator<Item = regex::Match<'t>>) -> Vec<u32> {
    let numbers = matches.filter_map(|number| number.as_str().parse().ok());
    numbers
        .filter(|number| catalogue::kin(*number).is_some())
        .collect()
}

fn prefixed(text: &str, found: &mut Numbers) {
    for prefix in PREFIX.find_iter(text) {
        if !mentioned(text, prefix.start()) {
            found.add(digits(&text[prefix.end()..]));
        }
    }
    if found.reported.is_empty() {
        found.add(MISREAD.captures_iter(text).filter_map(|misread| {
            let digits: String = misread[1].chars().map(digit_meant).collect();
            let read = misread[1].bytes().filter(u8::is_ascii_digit).count();
            digits
                .parse()
                .ok()
                .filter(|number| read >= 2 && catalogue::kin(*number).is_some())
        }));
    }
}

fn digit_meant(character: char) -> char {
    match character {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        'S' => '5',
        'B' => '8',
        digit => digit,
    }
}

/// The number behind a prefix. A blank or a line end inside is passed over where the whole makes a known number.
fn digits(behind: &str) -> Option<u32> {
    let (first, rest) = leading_digits(behind);
    let whole = |digits: &str| digits.parse().ok().filter(|_| (5..=7).contains(&digits.len()));
    let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '-', '\u{b7}']).len();
    if !first.is_empty() && (1..=24).contains(&gap) {
        let (second, after) = leading_digits(&rest[gap..]);
        let joined = format!("{first}{second}");
        let ends = after.starts_with([':', '.', ',', ')', '"', '\'']) || after.trim_start().is_empty();
        let number = whole(&joined).filter(|number| catalogue::kin(*number).is_some());
        let alone = whole(first).is_some_and(|number: u32| catalogue::kin(number).is_some());
        if let Some(number) = number
            && !second.is_empty()
            && (ends || !alone)
        {
            return Some(number);
        }
    }
    whole(first)
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// Is the number only part of an address that somebody quotes? A redirect says `error` in front of it.
fn mentioned(text: &str, at: usize) -> bool {
    let start = text[..at]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '('))
        .map_or(0, |end| end + 1);
    let word = text.get(start..at).unwrap_or_default().trim_start();
    word.starts_with("http") && !word.contains("error=") && !word.contains("error_description=")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str) -> Option<u32> {
        numbers(text).cause()
    }

    #[test]
    fn a_number_is_found_behind_its_prefix_however_it_was_torn() {
        for text in [
            "Sorry. AADSTS7000215: Invalid client secret",
            "aadsts7000215",
            "AADSTS 7000215:",
            "AADSTS-7000215 x",
            "AADSTS7000\n    215: Invalid",
            "AADSTS70002 15: Invalid",
            "AADSTS\n7000215",
            "AADST57O00215",
        ] {
            assert_eq!(cause(text), Some(7_000_215), "{text}");
        }
    }

    #[test]
    fn a_number_without_its_prefix_is_found_behind_what_names_it() {
        for (text, number) in [
            ("Sign-in error code: 50105", 50105),
            ("error_codes: [7000218]", 7_000_218),
            ("'error_codes': [50126], 'timestamp'", 50126),
            ("invalid_client: 7000218 - [2026-01-01 10:00:00Z]", 7_000_218),
            ("Code d'erreur : 53003", 53003),
            (
                "\"status\":{\"errorCode\":50126,\"failureReason\":\"x\"}, \"appDisplayName\": \"signin\"",
                50126,
            ),
            ("50011", 50011),
        ] {
            assert_eq!(cause(text), Some(number), "{text}");
        }
    }

    #[test]
    fn a_number_of_something_else_is_not_taken() {
        for text in [
            "listening on port 50011",
            "{\"count\": 50011}",
            "the process ended with exit code 50011 after the backup of all the files on the server",
            "12345678-1234-1234-1234-123456750011",
            "AADSTS12 AADSTS123456789",
            "https://blog.example/how-to-fix-aadsts50011-in-ten-minutes",
            "Copied 65001 rows, error code: 65001 in table of a warehouse with nothing else to say here",
        ] {
            assert_eq!(cause(text), None, "{text}");
        }
    }

    #[test]
    fn of_two_nested_numbers_the_inner_one_is_the_cause() {
        assert_eq!(
            cause("AADSTS70002: Error validating credentials. AADSTS50012: Invalid"),
            Some(50012)
        );
        assert_eq!(cause("AADSTS7000215: x\nAADSTS70002: y"), Some(7_000_215));
        assert_eq!(cause("error_codes:[50000, 500011]"), Some(500_011));
        assert_eq!(cause("AADSTS70000: alone"), Some(70000));
    }

    #[test]
    fn an_address_that_only_names_a_number_does_not_hide_the_reported_one() {
        let text = "AADSTS65001: no consent. See https://docs.example/aadsts50011 for more";
        assert_eq!(cause(text), Some(65001));
        assert_eq!(
            cause("http://localhost/?error=x&error_description=AADSTS50105: no"),
            Some(50105)
        );
    }
}
