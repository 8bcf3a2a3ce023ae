//! Nothing that opens a door is where a page, a file or a log could show it.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::common::set_up_prepared_application;
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::wait::told;

/// How every JSON Web Token begins: `{"` in base64url (RFC 7519).
const TOKEN: &[u8] = b"eyJ";
/// The shortest header has more characters than this. A cache of pictures holds those three by chance, but not so many
/// characters of base64url after them.
const HEADER: usize = 16;

#[tokio::test]
async fn neither_secret_nor_token_reaches_the_page_a_file_or_the_log() {
    told(async {
        let app = App::open("secrets", Setting::ENGLISH_LIGHT).await;
        let secret = set_up_prepared_application(&app).await;
        app.click("nav-token").await;
        app.place("token-verdict").await;
        let page = app
            .client
            .execute(
                "return [document.documentElement.outerHTML, JSON.stringify({...localStorage}), \
                 JSON.stringify({...sessionStorage})].join('\\n')",
                Vec::new(),
            )
            .await
            .expect("the page answers");
        let page = page.as_str().expect("the page as text");
        assert!(
            page.contains("token-verdict"),
            "this is the page that tells of the token"
        );
        assert!(!page.contains(&secret), "the page holds the secret");
        assert!(!holds_token(page.as_bytes()), "the page holds a token");

        app.click("nav-home").await;
        app.click("see-incidents").await;
        app.place("saved-path").await;
        let files = files(app.desktop.home());
        assert!(
            files.iter().any(|file| file.ends_with("connections.json")),
            "there is something to look into"
        );
        for file in files {
            let bytes = fs::read(&file).unwrap_or_default();
            // The ready line of the practice tenant names its made-up credentials on purpose.
            if file.ends_with("practice.json") {
                continue;
            }
            assert!(!holds(&bytes, &secret), "{} holds the secret", file.display());
            assert!(!holds_token(&bytes), "{} holds a token", file.display());
        }
        app.close().await;
    })
    .await;
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub(super) fn holds_token(bytes: &[u8]) -> bool {
    let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    bytes.windows(TOKEN.len() + HEADER).any(|window| {
        window
            .strip_prefix(TOKEN)
            .is_some_and(|rest| rest.iter().all(base64url))
    })
}

#[test]
fn a_token_is_told_from_three_letters_by_chance() {
    assert!(holds_token(
        b"Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln"
    ));
    assert!(!holds_token(
        b"\x89PNG eyJ\x00\xff and nothing that reads like a header"
    ));
}

/// Every file below `folder`, sockets and links left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(self::files(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files
}
