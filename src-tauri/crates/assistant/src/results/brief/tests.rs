use super::super::held::sample;
use super::super::table::{Cell, Column, ColumnKind, Table};
use super::super::words::tests::Keys;
use super::*;

const ROWS: &[[&str; 5]] = &[
    ["1", "Older", "high", "active", ""],
    ["2", "Newer", "high", "inProgress", "ana@contoso.com"],
    ["3", "Done", "high", "resolved", ""],
    ["4", "Mild", "low", "active", ""],
];

fn facts() -> BriefFacts {
    BriefFacts {
        origin: Origin::sample(),
        cloud: Cloud::microsoft().remove(0),
        tenant: "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7".parse().unwrap(),
        comparison: None,
        at: Timestamp::UNIX_EPOCH,
    }
}

fn page(held: &Held) -> String {
    Brief::of(held, &facts(), TableWords(&Keys))
        .page("en")
        .into_string()
}

fn after<'a>(page: &'a str, heading: &str) -> &'a str {
    page.split_once(heading).unwrap().1
}

#[test]
fn what_needs_attention_is_open_the_worst_and_of_these_the_oldest() {
    let page = page(&sample::incidents(ROWS));
    let first = after(&page, "results.brief.attention<");
    let first = first.split_once("</section>").unwrap().0;
    let place = |title: &str| first.find(title);
    assert!(
        place("Older") < place("Newer") && place("Newer") < place("Mild"),
        "{first}"
    );
    assert_eq!(place("Done"), None);
}

#[test]
fn the_first_sentence_counts_all_rows_the_open_ones_and_the_serious_ones() {
    let page = page(&sample::incidents(ROWS));
    let lead = after(&page, "class=\"lead\">");
    let said = [
        "results.brief.headline",
        "still_open_other 3",
        "incidents_other 4",
        "serious_other 2",
    ];
    let lead = lead.split_once("</p>").unwrap().0;
    assert!(said.iter().all(|part| lead.contains(part)), "{lead}");
}

#[test]
fn what_a_stranger_wrote_stays_text() {
    let hostile = "</td><script>alert(1)</script><img src=x onerror=y>\"'";
    let page = page(&sample::incidents(&[["1", hostile, hostile, hostile, hostile]]));
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert!(page.contains("&lt;script&gt;"));
}

#[test]
fn nothing_is_fetched_and_every_address_is_the_portals() {
    let page = page(&sample::incidents(ROWS));
    for remote in [" src=", "url(", "@import", "<link", "<iframe", "<object", "<form"] {
        assert!(!page.contains(remote), "{remote}");
    }
    // Addresses are places to go to, and only the portal's.
    let addresses: Vec<&str> = page.split("href=\"").skip(1).collect();
    assert!(
        addresses
            .iter()
            .all(|address| address.starts_with("https://security.microsoft.com/"))
    );
    assert_eq!(
        page.matches("http").count(),
        addresses.len() + 1,
        "one more is http-equiv"
    );
}

#[test]
fn rows_past_the_end_of_the_table_are_counted() {
    let rows: Vec<[&str; 5]> = (0..LISTED + 7)
        .map(|_| ["1", "Same", "low", "active", ""])
        .collect();
    let page = page(&sample::incidents(&rows));
    assert!(page.contains("results.brief.more_rows 7 200"), "{page}");
}

#[test]
fn an_empty_result_says_that_the_connection_works() {
    let page = page(&sample::incidents(&[]));
    assert!(page.contains("results.brief.nothing") && !page.contains("<figure"));
}

#[test]
fn a_list_without_status_or_severity_has_its_rows_and_nothing_invented() {
    let mut table = Table::new(vec![
        Column::new("DeviceName", ColumnKind::Text),
        Column::new("Count", ColumnKind::Number),
    ]);
    let cells = [table.text("pc-1"), Cell::Number(3.0)];
    table.push(cells);
    let page = page(&sample::of(ResultKind::Hunting, table));
    assert!(page.contains("pc-1") && page.contains(">3<"));
    assert!(!page.contains("results.brief.attention") && !page.contains("tile.open"));
}
