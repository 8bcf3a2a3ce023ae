//! Texts that are nearly a token.

use ::trust::{Part, Tally};

use super::*;

#[test]
fn a_token_with_another_shape_is_none() {
    let mut tally = Tally::of(Part::Attacks, "tokens: shape");
    let good = TENANT.signs(&header().to_string(), &payload());
    let parts: Vec<&str> = good.split('.').collect();
    let [head, body, signature] = parts[..] else {
        panic!("three parts")
    };
    let other_body = URL_SAFE_NO_PAD.encode(json!({"aud": "https://graph.microsoft.com"}).to_string());
    let mut flipped = URL_SAFE_NO_PAD.decode(signature).unwrap();
    flipped[0] ^= 1;
    let flipped = URL_SAFE_NO_PAD.encode(flipped);
    let shapes = [
        ("no signature", format!("{head}.{body}.")),
        ("two parts", format!("{head}.{body}")),
        ("four parts", format!("{good}.{signature}")),
        ("five parts", format!("{good}.{body}.{signature}")),
        ("dot behind", format!("{good}.")),
        ("dot before", format!(".{good}")),
        ("dots only", "..".to_owned()),
        ("another payload", format!("{head}.{other_body}.{signature}")),
        ("another signature", format!("{head}.{body}.{flipped}")),
        ("half a signature", format!("{head}.{body}.{}", &signature[..100])),
        ("more signature", format!("{good}AAAA")),
        ("header padded", format!("{head}=.{body}.{signature}")),
        ("header padded twice", format!("{head}==.{body}.{signature}")),
        ("payload padded", format!("{head}.{body}=.{signature}")),
        ("signature padded", format!("{good}==")),
        ("blank before", format!(" {good}")),
        ("line end behind", format!("{good}\n")),
        ("blank inside", format!("{head}.{body} .{signature}")),
        ("line end inside", format!("{head}.\r\n{body}.{signature}")),
        ("NUL behind", format!("{good}\0")),
        ("percent-encoded", good.replace('.', "%2E")),
        ("another alphabet", format!("{head}.{body}.+/{}", &signature[2..])),
        ("quotes", format!("\"{good}\"")),
        ("bearer twice", format!("Bearer {good}")),
    ];
    for (name, token) in shapes {
        tally.case(name, found(&token) != Signature::Verified);
    }
    tally.tell();
}

#[test]
fn a_signed_text_that_can_be_read_in_two_ways_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: JSON");
    let header = header().to_string();
    let nested = format!("\"{}\"", TENANT.signs(&header, &payload()));
    let long = |length: usize| format!("{{\"aud\":\"{}\"}}", "a".repeat(length));
    for (name, payload) in [
        (
            "aud twice",
            twice("aud", "\"a\"", "\"https://graph.microsoft.com\""),
        ),
        ("tid twice", twice("tid", "\"a\"", "\"b\"")),
        ("roles twice, the same", twice("roles", "[]", "[]")),
        ("exp twice", twice("exp", "1", "99999999999")),
        ("one name escaped", r#"{"aud":"a","\u0061ud":"b"}"#.to_owned()),
        (
            "ten thousand levels",
            format!("{{\"aud\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000)),
        ),
        ("a token in the token", nested),
        ("a list", r#"[{"aud":"a"}]"#.to_owned()),
        ("a number", "1".to_owned()),
        ("nothing", String::new()),
        ("null", "null".to_owned()),
        ("two objects", "{} {}".to_owned()),
        ("half an object", r#"{"aud":"a""#.to_owned()),
        ("NaN", r#"{"exp":NaN}"#.to_owned()),
        (
            "a number without end",
            format!("{{\"exp\":{}}}", "9".repeat(40_000)),
        ),
        ("64 kB", long(64 * 1024)),
        ("1 MB", long(1024 * 1024)),
        ("10 MB", long(10 * 1024 * 1024)),
    ] {
        let token = TENANT.signs(&header, &payload);
        let refused = found(&token) == Signature::Invalid && Claims::decode(&token).is_none();
        tally.case(name, refused);
    }
    let no_text = TENANT.signs_as(Algorithm::RS256, header.as_bytes(), b"{\"aud\":\"\xff\xfe\"}");
    tally.case("no UTF-8", found(&no_text) == Signature::Invalid);
    tally.tell();
}

#[test]
fn a_header_that_can_be_read_in_two_ways_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: doubled headers");
    let own = format!("\"{KID}\"");
    for (name, first, second) in [
        ("alg", "\"none\"", "\"RS256\""),
        ("alg", "\"RS256\"", "\"none\""),
        ("kid", "\"other\"", own.as_str()),
        ("kid", own.as_str(), own.as_str()),
    ] {
        let rest = if name == "alg" {
            json!({ "kid": KID })
        } else {
            json!({"alg": "RS256"})
        };
        let (doubled, rest) = (twice(name, first, second), rest.to_string());
        let header = format!("{},{}", doubled.trim_end_matches('}'), &rest[1..]);
        let found = found(&TENANT.signs(&header, &payload()));
        tally.case(header, found == Signature::Invalid);
    }
    tally.tell();
}

fn twice(name: &str, first: &str, second: &str) -> String {
    format!("{{\"{name}\":{first},\"{name}\":{second}}}")
}
