//! Redirect URIs: which may be registered, and which sent one fits a registered one
//! (MicrosoftDocs/entra-docs: reply-url.md; RFC 8252 section 7.3).

use url::{Position, Url};

use crate::entra::error::EntraError;
use crate::store::{App, Platform, Redirect};

/// The registered redirect URI that `sent` fits.
///
/// AADSTS500113 when the app has none at all, AADSTS50011 when none fits. With nothing sent, a single
/// registered one is taken.
pub(crate) fn matching(app: &App, sent: Option<&str>) -> Result<Redirect, EntraError> {
    if app.redirects.is_empty() {
        return Err(EntraError::new(500_113));
    }
    let Some(sent) = sent else {
        return match app.redirects.as_slice() {
            [only] => Ok(only.clone()),
            _ => Err(EntraError::new(900_144).with("parameter", "redirect_uri")),
        };
    };
    app.redirects
        .iter()
        .find(|registered| fits(&registered.uri, sent))
        .map(|registered| Redirect {
            platform: registered.platform,
            uri: sent.to_owned(),
        })
        .ok_or_else(|| {
            EntraError::new(50011)
                .with("redirect_uri", sent)
                .with("client_id", app.client_id)
        })
}

/// Compares as Entra does: everything counts, with case, except the port of a loopback address.
fn fits(registered: &str, sent: &str) -> bool {
    if registered == sent {
        return true;
    }
    let (Ok(mut registered), Some(mut sent)) = (Url::parse(registered), literal(sent)) else {
        return false;
    };
    if is_loopback(&registered) && is_loopback(&sent) {
        let _ = registered.set_port(None);
        let _ = sent.set_port(None);
    }
    sent.fragment().is_none() && registered == sent
}

/// A URL that says what it means. A browser's parser mends blanks, backslashes, missing slashes and `..`; Entra compares
/// what was sent.
fn literal(sent: &str) -> Option<Url> {
    let url = Url::parse(sent).ok()?;
    let (scheme, rest) = sent.split_once("://")?;
    let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = &rest[at..];
    let path = path.strip_prefix('/').unwrap_or(path);
    let parsed = &url[Position::BeforePath..];
    let parsed = parsed.strip_prefix('/').unwrap_or(parsed);
    let mended = sent.contains(|one: char| one == '\\' || one.is_whitespace() || one.is_control());
    (!mended && scheme.eq_ignore_ascii_case(url.scheme()) && path == parsed).then_some(url)
}

fn is_loopback(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1"))
}

/// Why the portal's box does not take a redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Empty,
    NotAUri,
    TooLong,
    /// `http` is for `http://localhost` only.
    NotHttps,
    /// The box refuses 127.0.0.1; the manifest takes it.
    LoopbackAddress,
    Fragment,
    Wildcard,
    Character,
    Taken,
    /// 256 for work accounts, 100 with personal ones.
    TooMany,
}

/// Checks what somebody typed into the portal.
pub(crate) fn check(app: Option<&App>, platform: Platform, typed: &str) -> Result<(), Refused> {
    if typed.is_empty() {
        return Err(Refused::Empty);
    }
    if typed.len() > 256 {
        return Err(Refused::TooLong);
    }
    if typed.contains('*') {
        return Err(Refused::Wildcard);
    }
    if typed.contains(['!', '$', '\'', '(', ')', ',', ';', ' ']) {
        return Err(Refused::Character);
    }
    let url = Url::parse(typed).map_err(|_| Refused::NotAUri)?;
    if matches!(url.scheme(), "http" | "https") && literal(typed).is_none() {
        return Err(Refused::NotAUri);
    }
    match url.scheme() {
        "https" if url.host_str().is_some() => {}
        "http" if url.host_str() == Some("localhost") => {}
        "http" if is_loopback(&url) => return Err(Refused::LoopbackAddress),
        "http" | "javascript" | "data" | "file" => return Err(Refused::NotHttps),
        _ if platform == Platform::PublicClient && typed.contains("://") => {}
        _ => return Err(Refused::NotHttps),
    }
    if url.fragment().is_some() {
        return Err(Refused::Fragment);
    }
    if app.is_some_and(|app| app.redirects.iter().any(|one| one.uri == typed)) {
        return Err(Refused::Taken);
    }
    if app.is_some_and(|app| app.redirects.len() >= most(app)) {
        return Err(Refused::TooMany);
    }
    Ok(())
}

/// How many redirect URIs a registration holds.
fn most(app: &App) -> usize {
    if app.audience.takes_personal_accounts() {
        100
    } else {
        256
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Audience;

    #[test]
    fn the_port_of_localhost_does_not_count_but_the_path_does() {
        assert!(fits("http://localhost", "http://localhost:51234"));
        assert!(fits("http://localhost", "http://localhost:51234/"));
        assert!(fits("http://localhost/auth", "http://localhost:9/auth"));
        assert!(!fits("http://localhost", "http://localhost:51234/auth"));
        assert!(!fits("http://localhost/Auth", "http://localhost/auth"));
        assert!(!fits("http://localhost", "http://127.0.0.1:51234"));
        assert!(!fits("http://localhost", "https://localhost:51234"));
    }

    #[test]
    fn what_a_browser_would_mend_fits_nothing() {
        for sent in [
            "http:localhost:1",
            "http:\\\\localhost:1",
            "http:///localhost:1",
            " http://localhost:1",
            "\thttp://localhost:1",
            "http://localhost:1\n",
            "http://local\thost:1",
            "http://localhost:1/../",
            "http://localhost:1/%2e%2e/",
            "http://localhost:1/./",
            "http://localhost:1//",
        ] {
            assert!(!fits("http://localhost", sent), "{sent:?}");
        }
        assert!(fits("http://localhost", "HTTP://LocalHost:80"));
    }

    #[test]
    fn the_port_of_any_other_host_counts() {
        assert!(fits(
            "https://app.contoso.com:8443/cb",
            "https://app.contoso.com:8443/cb"
        ));
        assert!(!fits(
            "https://app.contoso.com:8443/cb",
            "https://app.contoso.com/cb"
        ));
    }

    #[test]
    fn personal_accounts_leave_room_for_a_hundred_redirect_uris() {
        let now = jiff::Timestamp::UNIX_EPOCH;
        let client_id = crate::ids::ClientId(uuid::Uuid::nil());
        for (audience, most) in [
            (Audience::AzureADMyOrg, 256),
            (Audience::AzureADandPersonalMicrosoftAccount, 100),
        ] {
            let mut app = App::new(client_id, String::new(), audience, now);
            let uri = |number| format!("https://app.example/{number}");
            let room = |app: &App| check(Some(app), Platform::Web, "https://app.example/more");
            app.redirects.extend((1..most).map(|number| Redirect {
                platform: Platform::Web,
                uri: uri(number),
            }));
            assert_eq!(room(&app), Ok(()));
            app.redirects.push(Redirect {
                platform: Platform::Web,
                uri: uri(0),
            });
            assert_eq!(room(&app), Err(Refused::TooMany));
        }
    }

    #[test]
    fn an_ipv6_loopback_address_and_a_trailing_slash_fit_nothing() {
        assert!(!fits("http://localhost", "http://[::1]:5000"));
        assert!(!fits("https://app.example/cb", "https://app.example/cb/"));
        assert!(!fits("https://app.example/cb", "https://app.example/cb?x=1"));
        assert!(!fits("http://localhost", "http://localhost#x"));
        assert!(fits("http://127.0.0.1/a", "http://127.0.0.1:5000/a"));
        assert_eq!(
            check(None, Platform::PublicClient, "http://[::1]"),
            Err(Refused::NotHttps)
        );
    }

    #[test]
    fn the_portal_refuses_plain_http_outside_localhost() {
        use Platform::{PublicClient, Web};
        assert_eq!(check(None, PublicClient, "http://localhost"), Ok(()));
        assert_eq!(check(None, PublicClient, "myapp://auth"), Ok(()));
        assert_eq!(
            check(None, PublicClient, "javascript://x"),
            Err(Refused::NotHttps)
        );
        assert_eq!(check(None, Web, "myapp://auth"), Err(Refused::NotHttps));
        assert_eq!(
            check(None, PublicClient, "http://example.com"),
            Err(Refused::NotHttps)
        );
        assert_eq!(
            check(None, PublicClient, "http://127.0.0.1"),
            Err(Refused::LoopbackAddress)
        );
        assert_eq!(check(None, Web, "https://a.example/#x"), Err(Refused::Fragment));
        assert_eq!(check(None, Web, "https://*.example"), Err(Refused::Wildcard));
        assert_eq!(check(None, Web, "hello"), Err(Refused::NotAUri));
        for typed in [
            "https:app.example",
            "https:\\\\app.example",
            "https://app.example/a/../b",
        ] {
            assert_eq!(check(None, Web, typed), Err(Refused::NotAUri), "{typed}");
        }
        assert_eq!(check(None, Web, "https://app.example?a=b"), Ok(()));
        assert_eq!(check(None, Web, ""), Err(Refused::Empty));
    }
}
