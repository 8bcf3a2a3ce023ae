use proptest::prelude::*;

use super::*;

/// Each line as "number tenant name", or "number code".
fn read(text: &str) -> Vec<String> {
    let list = CustomerList::parse(text).unwrap();
    shown(list)
}

fn shown(list: CustomerList) -> Vec<String> {
    let lines = list.lines().into_iter().map(|listed| match listed.tenant {
        Ok(tenant) => format!("{} {tenant} {}", listed.line, listed.name.unwrap_or_default()),
        Err(report) => format!("{} {}", listed.line, report.code.name()),
    });
    lines.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn domains_stand_below_each_other_or_on_one_line() {
    let below = "contoso.com\r\n\r\n  admin@fabrikam.com\rhttps://northwind.example/start\n";
    assert_eq!(
        read(below),
        ["1 contoso.com", "3 fabrikam.com", "4 northwind.example"]
    );
    for beside in [
        "contoso.com, fabrikam.com",
        "contoso.com;fabrikam.com",
        "contoso.com fabrikam.com",
    ] {
        assert_eq!(read(beside), ["1 contoso.com", "1 fabrikam.com"], "{beside}");
    }
}

#[test]
fn a_table_says_by_its_headings_where_domain_and_name_are() {
    for table in [
        "Domain,Name\ncontoso.com,Contoso",
        "Nom du client;Pays;Nom de domaine\nContoso;France;contoso.com",
        "Société\tDomaine\nContoso\tcontoso.com",
        "Microsoft ID,Company name,Primary domain name\n5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7,Contoso,contoso.com",
        "\u{feff}\"domain\",\"customer_name\"\n\"contoso.com\",\"Contoso\"",
    ] {
        assert_eq!(read(table), ["2 contoso.com Contoso"], "{table}");
    }
    assert_eq!(
        read("tenantId\n5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7"),
        ["2 5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7"]
    );
}

#[test]
fn a_table_without_headings_is_read_by_what_is_in_it() {
    assert_eq!(
        read("Contoso, Ltd.;contoso.com\nFabrikam;fabrikam.com;Paris"),
        ["1 contoso.com Contoso, Ltd.", "2 fabrikam.com Fabrikam"]
    );
    assert_eq!(
        read("\"Contoso\nSales\";contoso.com\nFabrikam;fabrikam.com"),
        ["1 contoso.com Contoso Sales", "3 fabrikam.com Fabrikam"]
    );
    assert_eq!(
        read("sep=|\ncontoso.com|Contoso; Sons"),
        ["2 contoso.com Contoso; Sons"]
    );
    assert_eq!(
        read("contoso.com,\"Contoso \"\"EMEA\"\"\nSales\"\nfabrikam.com,F"),
        ["1 contoso.com Contoso \"EMEA\" Sales", "3 fabrikam.com F"]
    );
}

#[test]
fn a_line_that_names_no_tenant_is_listed_and_the_others_stay() {
    assert_eq!(
        read("domain;name\ncontoso.com;Contoso\nFabrikam;no domain\n;Northwind\n;;\nwoodgrove.example;"),
        [
            "2 contoso.com Contoso",
            "3 domain_malformed",
            "4 domain_malformed",
            "6 woodgrove.example"
        ]
    );
}

#[test]
fn a_quote_that_is_never_closed_spoils_one_line_only() {
    let spoilt = "domain,name\n\"contoso.com,Contoso\n5\" screens,fabrikam.com\n".to_owned();
    let more = (1..=20).map(|number| format!("c{number}.example,Customer {number}\n"));
    let lines = read(&(spoilt + &more.collect::<String>()));
    assert_eq!(lines.len(), 22);
    assert_eq!(lines[0], "2 contoso.com Contoso");
    assert_eq!(lines[1], "3 domain_malformed");
    assert_eq!(lines[21], "23 c20.example Customer 20");
}

#[test]
fn every_encoding_of_spreadsheets_gives_the_same_names() {
    let table = "Domaine;Société\ncontoso.com;Crédit Général";
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { table.encode_utf16().flat_map(order).collect() };
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let old = encoding_rs::WINDOWS_1252.encode(table).0.into_owned();
    for bytes in [
        table.as_bytes().to_vec(),
        marked(b"\xef\xbb\xbf", table.as_bytes().to_vec()),
        marked(b"\xff\xfe", wide(u16::to_le_bytes)),
        marked(b"\xfe\xff", wide(u16::to_be_bytes)),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        old,
    ] {
        let list = CustomerList::decode(&bytes).unwrap();
        assert_eq!(shown(list), ["2 contoso.com Crédit Général"]);
    }
}

#[test]
fn what_is_no_list_is_told_apart_from_an_empty_one() {
    let code = |bytes: &[u8]| CustomerList::decode(bytes).unwrap_err().code;
    assert_eq!(code(b"PK\x03\x04workbook"), ErrorCode::CustomerListUnreadable);
    assert_eq!(code(b"\x01\x02\0\0\x03"), ErrorCode::CustomerListUnreadable);
    assert_eq!(code(b" \r\n\t\n"), ErrorCode::CustomerListEmpty);
    assert_eq!(code(b"Domain;Name\r\n"), ErrorCode::CustomerListEmpty);
    assert_eq!(
        code("a.example\n".repeat(MAX_LINES + 1).as_bytes()),
        ErrorCode::CustomerListTooLong
    );
    let missing = CustomerList::read(Path::new("/nowhere/customers.csv")).unwrap_err();
    assert_eq!(missing.code, ErrorCode::CustomerListUnreadable);
    assert_eq!(missing.params["path"], "/nowhere/customers.csv");
}

proptest! {
    #[test]
    fn every_line_with_something_in_it_is_listed_once_and_in_order(
        lines in prop::collection::vec("[a-z]{1,8}(\\.example)?([;,\t][A-Za-z é]{0,12})?", 2..40)
    ) {
        let text = lines.join("\n");
        let Ok(list) = CustomerList::parse(&text) else { return Ok(()) };
        let numbers: Vec<u32> = list.lines().iter().map(|listed| listed.line).collect();
        let mut expected: Vec<u32> = (1..).take(lines.len()).collect();
        // The first may be a heading by chance.
        if numbers.first() == Some(&2) {
            expected.remove(0);
        }
        prop_assert_eq!(numbers, expected);
    }

    #[test]
    fn no_bytes_and_no_text_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,200}") {
        for list in [CustomerList::decode(&bytes), CustomerList::parse(&text)].into_iter().flatten() {
            for listed in list.lines() {
                prop_assert!(listed.text.chars().count() <= SHOWN);
                prop_assert!(listed.name.is_none_or(|name| !name.chars().any(char::is_control)));
            }
        }
    }
}
