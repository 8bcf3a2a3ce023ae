//! What holds for every text.

use proptest::prelude::*;

use crate::ask::{ask, rows};

/// Words and marks of the language, so that random texts come close to queries.
const WORDS: &[&str] = &[
    "Logons",
    "Processes",
    "|",
    "|",
    "where",
    "project",
    "extend",
    "summarize",
    "by",
    "count()",
    "join",
    "on",
    "kind=inner",
    "union",
    "distinct",
    "top",
    "take",
    "sort by",
    "mv-expand",
    "parse",
    "with",
    "getschema",
    "print",
    "let",
    "x",
    "=",
    ";",
    "Account",
    "Tries",
    "Fields",
    "Timestamp",
    "Fields.User",
    "[0]",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "..",
    "*",
    "+",
    "-",
    "/",
    "%",
    "==",
    "!=",
    "=~",
    "!",
    "in",
    "in~",
    "has",
    "has_any",
    "between",
    "contains",
    "matches regex",
    "and",
    "or",
    "not(",
    "iff(",
    "tostring(",
    "bin(",
    "strcat(",
    "dynamic(",
    "datetime(",
    "ago(",
    "arg_max(",
    "make_set(",
    "dcount(",
    "1",
    "2.5",
    "1d",
    "\"a\"",
    "'b'",
    "null",
    "true",
    "typeof(long)",
    "asc",
    "nulls first",
    "split(Account, 'n')",
    "range",
    "from",
    "to",
    "step",
    "datatable(a:long)[1]",
    "$left.",
    "$right.",
    "toscalar(",
    "row_number()",
    "é",
    "\"",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_text_makes_the_engine_panic(text in ".{0,80}") {
        check(&text)?;
    }

    #[test]
    fn no_arrangement_of_words_makes_the_engine_panic(words in prop::collection::vec(prop::sample::select(WORDS), 0..25)) {
        check(&words.join(" "))?;
    }

    #[test]
    fn no_cut_and_no_insertion_makes_the_engine_panic(query in prop::sample::select(QUERIES), at in any::<prop::sample::Index>(), word in prop::sample::select(WORDS), keep in any::<bool>()) {
        let places: Vec<usize> = query.char_indices().map(|(index, _)| index).collect();
        let at = places[at.index(places.len())];
        let rest = if keep { &query[at..] } else { "" };
        check(&format!("{}{word}{rest}", &query[..at]))?;
    }

    #[test]
    fn a_condition_divides_the_rows(tries in -2_i64..9, text in "[a-e]{1,2}") {
        let condition = format!("(Tries > {tries} or Account contains '{text}')");
        let count = |condition: &str| rows(&format!("Logons | where {condition} | count"))[0].parse::<i64>();
        let all = count(&condition).unwrap() + count(&format!("not({condition})")).unwrap() + count(&format!("isnull({condition})")).unwrap();
        prop_assert_eq!(all, 4);
    }

    #[test]
    fn filtering_twice_is_filtering_with_and(one in 0_i64..8, other in 0_i64..8) {
        let twice = rows(&format!("Logons | where Tries >= {one} | where Tries <= {other}"));
        let once = rows(&format!("Logons | where Tries >= {one} and Tries <= {other}"));
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(&rows(&format!("Logons | where Tries between ({one} .. {other})")), &once);
    }

    #[test]
    fn a_text_survives_as_literal(text in "[ -~éß]{0,20}") {
        let literal = text.replace('\\', r"\\").replace('"', r#"\""#);
        prop_assert_eq!(rows(&format!("print \"{literal}\"")), [text.clone()]);
        let verbatim = text.replace('"', "\"\"");
        prop_assert_eq!(rows(&format!("print @\"{verbatim}\"")), [text]);
    }
}

/// `HANDRAIL_KQL_CASES` asks for a longer run.
fn cases() -> u32 {
    std::env::var("HANDRAIL_KQL_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(128)
}

/// An answer, or an error that stands within the text.
fn check(text: &str) -> Result<(), TestCaseError> {
    match ask(text) {
        Ok(table) => {
            prop_assert!(
                table.rows.iter().all(|row| row.len() == table.columns.len()),
                "{text}"
            );
        }
        Err(error) => {
            prop_assert!(
                error.at <= text.len() && text.is_char_boundary(error.at),
                "{text}: {error:?}"
            );
            prop_assert!(!error.message.is_empty());
        }
    }
    Ok(())
}

const QUERIES: &[&str] = &[
    "Processes | where Timestamp > ago(7d) and FileName in~ ('powershell.exe', \"cmd.exe\") | summarize n = count(), arg_max(Timestamp, *) by DeviceName | top 5 by n desc",
    "let bad = dynamic(['anna', 'x']); Logons | where Account has_any (bad) | extend t = iff(isnull(Tries), 0, Tries) | project-away Success | sort by t asc nulls last",
    "Processes | join kind=leftouter (Logons | project DeviceName, Account) on $left.DeviceName == $right.DeviceName | mv-expand p = Fields.Ports to typeof(long) | distinct Account, p",
    "union withsource=T Processes, (Logons | take 2) | summarize make_set(T), dcount(DeviceName) by bin(Timestamp, 1h), tostring(Fields.User)",
    "let f = (d:string, n:long = 3) { Processes | where DeviceName == d | take n }; f('alpha') | parse Line with File ' ' Rest | extend x = split(Rest, ' ')[0], y = extract(@'-(\\w+)', 1, Rest)",
];
