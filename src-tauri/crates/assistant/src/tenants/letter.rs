//! What a customer is told about the consent that it is asked for: a message that is ready to send. The words are those
//! of the language files; here is only which of them apply.

use std::collections::BTreeMap;

use url::Url;

use super::consent_link::AskedTenant;
use super::qr::QrPicture;
use super::record::Grant;
use super::roster::Wanted;
use crate::checklist::PortalPage;
use crate::cloud::{Api, Cloud};
use crate::connection::Purpose;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::ClientId;
use crate::outside::Speech;

/// A permission, and what it is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) wanted: Wanted,
    pub(crate) grant: Grant,
}

/// Everything that the words to a customer speak of.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// The name that the registration was given here, for a drawing: the customer's page shows the one in the portal.
    pub(crate) app: String,
    pub(crate) client_id: ClientId,
    /// Who asks, where that is known.
    pub(crate) partner: Option<String>,
    /// The customer's name, or its domain.
    pub(crate) customer: String,
    pub(crate) domain: String,
    pub(crate) tenant: AskedTenant,
    pub(crate) cloud: Cloud,
    pub(crate) link: Url,
    pub(crate) state: String,
    pub(crate) redirect_uri: String,
    /// The customer's browser is sent to a computer where nobody listens.
    pub(crate) loopback: bool,
    /// What is known of what the page will list.
    pub(crate) asked: Vec<Asked>,
}

impl Letter {
    /// What stands above the message.
    pub(crate) fn subject(&self, speech: &dyn Speech) -> String {
        self.words(speech).say("message.subject")
    }

    /// The message, in plain text.
    pub(crate) fn message(&self, speech: &dyn Speech) -> String {
        let words = self.words(speech);
        let two = |first: &str, second: &str| format!("{} {}", words.say(first), words.say(second));
        let parts = [
            words.say("message.greeting"),
            words.say(self.intro()),
            self.link.to_string(),
            self.permissions(&words),
            two(self.who(), "who.not_global"),
            words.say("message.prompt"),
            two(self.ending(), "ending.no_report"),
            words.say("message.revoke"),
        ];
        parts.join("\n\n")
    }

    /// The link as a picture. Only an address for the answer that Entra would not take either (256 characters) makes
    /// it too long for one.
    pub(crate) fn qr(&self) -> Result<QrPicture> {
        QrPicture::of(self.link.as_str()).ok_or_else(|| {
            ErrorReport::new(ErrorCode::RedirectUriMalformed).with("redirect_uri", &self.redirect_uri)
        })
    }

    fn permissions(&self, words: &LetterWords<'_>) -> String {
        if self.asked.is_empty() {
            return words.say("message.permissions_unknown");
        }
        let lines = self.asked.iter().map(|asked| {
            let reads = words.say(&format!("purpose.{}.lets", purpose(asked.wanted)));
            words.say_with(
                "message.permission",
                [("permission", asked.grant.permission.clone()), ("lets", reads)],
            )
        });
        let mut lines: Vec<String> = std::iter::once(words.say("message.permissions"))
            .chain(lines)
            .collect();
        lines.push(words.say(self.extent()));
        lines.join("\n")
    }

    /// The key of the sentence that says who asks for what.
    pub(crate) fn intro(&self) -> &'static str {
        match self.partner {
            Some(_) => "message.intro",
            None => "message.intro_alone",
        }
    }

    /// The key of what the browser shows at the end.
    pub(crate) fn ending(&self) -> &'static str {
        if self.loopback {
            "ending.loopback"
        } else {
            "ending.page"
        }
    }

    /// The key of who may approve: Graph's application permissions are the only ones that a Cloud Application
    /// Administrator may not grant (MicrosoftDocs/entra-docs: grant-admin-consent.md).
    pub(crate) fn who(&self) -> &'static str {
        let graph = |asked: &Asked| asked.grant.api == Api::Graph;
        match self.asked.as_slice() {
            [] => "who.unknown",
            asked if asked.iter().any(graph) => "who.graph",
            _ => "who.others",
        }
    }

    /// The key of whether anything can be changed with what is asked.
    pub(crate) fn extent(&self) -> &'static str {
        let changes = self
            .asked
            .iter()
            .any(|asked| asked.wanted.purpose == Purpose::Changing);
        if changes { "extent.changes" } else { "extent.reads" }
    }

    /// The language, with what this letter speaks of put into every text.
    pub(crate) fn words<'a>(&self, speech: &'a dyn Speech) -> LetterWords<'a> {
        // With the slash: an address of somebody else's may begin with the name of this host, and go on.
        let authority = format!("{}/", self.cloud.authority.origin().ascii_serialization());
        let portal = self.cloud.portal_link(PortalPage::EnterprisePermissions, None);
        let portal = portal.and_then(|page| page.host_str().map(str::to_owned));
        let known = [
            ("client_id", self.client_id.to_string()),
            ("partner", self.partner.clone().unwrap_or_default()),
            ("customer", self.customer.clone()),
            ("domain", self.domain.clone()),
            ("tenant_id", self.tenant.id().to_string()),
            ("authority", authority),
            ("portal", portal.unwrap_or_default()),
        ];
        LetterWords {
            speech,
            known: known.map(|(name, value)| (name.to_owned(), value)).into(),
        }
    }
}

/// The key of what a purpose means to a customer.
pub(crate) fn purpose(wanted: Wanted) -> &'static str {
    match (wanted.purpose, wanted.api) {
        (Purpose::Incidents, Api::Mde) | (Purpose::Alerts, _) => "alerts",
        (Purpose::Incidents, _) => "incidents",
        (Purpose::Changing, Api::Mde) => "changing_alerts",
        (Purpose::Changing, _) => "changing",
        (Purpose::Hunting, _) => "hunting",
        (Purpose::Machines, _) => "machines",
        (Purpose::Vulnerabilities, _) => "vulnerabilities",
        (Purpose::Recommendations, _) => "recommendations",
        (Purpose::Score, _) => "score",
    }
}

/// The words of `invitations`, in one language, about one letter.
pub(crate) struct LetterWords<'a> {
    speech: &'a dyn Speech,
    known: BTreeMap<String, String>,
}

impl LetterWords<'_> {
    pub(crate) fn language(&self) -> &str {
        self.speech.language()
    }

    /// The text under a key; a key without words comes back as it is.
    pub(crate) fn say(&self, key: &str) -> String {
        self.said(key, &self.known)
    }

    /// The same with further values put in.
    pub(crate) fn say_with<const N: usize>(&self, key: &str, more: [(&str, String); N]) -> String {
        let mut params = self.known.clone();
        params.extend(more.map(|(name, value)| (name.to_owned(), value)));
        self.said(key, &params)
    }

    /// A text of another word's file.
    pub(crate) fn borrow(&self, key: &str) -> String {
        self.speech
            .say(key, &self.known)
            .unwrap_or_else(|| key.to_owned())
    }

    fn said(&self, key: &str, params: &BTreeMap<String, String>) -> String {
        let key = format!("invitations.{key}");
        self.speech.say(&key, params).unwrap_or(key)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::connection::{Context, Customer, Goal};
    use crate::results::Keys;
    use crate::tenants::{LinkParts, consent_link};

    const CLIENT: &str = "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918";

    fn asked(api: Api, purpose: Purpose) -> Asked {
        let wanted = Wanted { api, purpose };
        Asked {
            wanted,
            grant: wanted.least(Goal::new(api, Context::Application)),
        }
    }

    /// A letter to Fabrikam about two permissions.
    pub(crate) fn letter() -> Letter {
        let customer = Customer {
            tenant_id: "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7".parse().unwrap(),
            domain: "fabrikam.example".into(),
        };
        let (tenant, cloud) = (
            AskedTenant::of(&customer, None).unwrap(),
            Cloud::microsoft().remove(0),
        );
        let parts = LinkParts {
            client_id: CLIENT.parse().unwrap(),
            redirect_uri: "http://localhost",
            state: "Zm9yIG9uZSBjdXN0b21lcg",
            scopes: &[],
        };
        Letter {
            app: "Handrail partner".into(),
            client_id: parts.client_id,
            partner: Some("contoso.com".into()),
            customer: "Fabrikam".into(),
            domain: customer.domain,
            tenant,
            link: consent_link(&cloud, tenant, &parts),
            cloud,
            state: parts.state.into(),
            redirect_uri: parts.redirect_uri.into(),
            loopback: true,
            asked: vec![
                asked(Api::Xdr, Purpose::Incidents),
                asked(Api::Xdr, Purpose::Hunting),
            ],
        }
    }

    #[test]
    fn the_message_has_the_link_on_a_line_of_its_own() {
        let letter = letter();
        let message = letter.message(&Keys);
        assert!(message.lines().any(|line| line == letter.link.as_str()));
    }

    #[test]
    fn who_may_approve_depends_on_the_api() {
        let who = |asked: Vec<Asked>| Letter { asked, ..letter() }.who();
        assert_eq!(who(vec![asked(Api::Mde, Purpose::Machines)]), "who.others");
        let with_graph = vec![
            asked(Api::Xdr, Purpose::Incidents),
            asked(Api::Graph, Purpose::Alerts),
        ];
        assert_eq!(who(with_graph), "who.graph");
        assert_eq!(who(Vec::new()), "who.unknown");
    }

    #[test]
    fn the_message_says_whether_anything_can_be_changed() {
        let extent = |asked: Vec<Asked>| Letter { asked, ..letter() }.extent();
        assert_eq!(extent(letter().asked), "extent.reads");
        assert_eq!(extent(vec![asked(Api::Xdr, Purpose::Changing)]), "extent.changes");
    }

    #[test]
    fn the_end_of_the_message_depends_on_where_the_browser_ends() {
        assert_eq!(letter().ending(), "ending.loopback");
        let own = Letter {
            loopback: false,
            ..letter()
        };
        assert_eq!(own.ending(), "ending.page");
    }

    #[test]
    fn a_redirect_address_that_no_picture_holds_is_refused() {
        let mut letter = letter();
        letter.link.set_fragment(Some(&"x".repeat(3_000)));
        assert_eq!(letter.qr().unwrap_err().code, ErrorCode::RedirectUriMalformed);
    }
}
