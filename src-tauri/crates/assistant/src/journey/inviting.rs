//! Asking customers for their consent: links, messages, pages and files to send.

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;
use url::Url;

use super::Assistant;
use super::consenting::is_own_page;
use crate::checklist::LOOPBACK_REDIRECT;
use crate::connection::{Connection, Customer, FoundTenant};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{ClientId, TenantId};
use crate::outside::Speech;
use crate::results::{Named, SavedFile, write};
use crate::session::Session;
use crate::tenants::{
    Asked, AskedTenant, ConsentAgain, CustomerRecord, CustomerState, Invitation, Letter, LinkForm, LinkParts,
    Wanted, consent_link, default_scopes, handoff_page, new_state, redirect_page, write_mailing,
};

/// Customers of a roster, each with the state of its link, and what is wanted at all of them.
struct Addressees {
    wanted: Vec<Wanted>,
    customers: Vec<(CustomerRecord, String)>,
}

impl Assistant {
    /// A customer's link and the message around it. While the link is open it stays the same.
    pub async fn invitation(
        &self,
        id: &str,
        tenant_id: &str,
        form: LinkForm,
        speech: &dyn Speech,
    ) -> Result<Invitation> {
        let letters = self.letters(id, &[tenant_id.to_owned()], form).await?;
        let (letter, _) = letters.first().ok_or_else(|| not_listed(tenant_id))?;
        Invitation::of(letter, speech)
    }

    /// The invitation of a tenant that need not be on the roster; where it is, its own link is taken. `scopes` open
    /// the newer page and name what it asks for.
    pub async fn invitation_for(
        &self,
        id: &str,
        found: &FoundTenant,
        scopes: &[String],
        speech: &dyn Speech,
    ) -> Result<Invitation> {
        let partner = self.0.connections.one(id).await?;
        let tenant: TenantId = found.tenant_id.parse()?;
        let goal = partner.goal;
        let listed = self.0.rosters.of(id).await?;
        let (record, state) = if listed.customer(tenant).is_some() {
            let mut addressees = self.addressees(&partner, vec![tenant]).await?;
            addressees.customers.pop().ok_or_else(|| not_listed(tenant))?
        } else {
            let record = CustomerRecord::new(customer(found)?, found.cloud_id.clone(), self.0.session.now());
            (record, new_state())
        };
        let letter = self.letter(&partner, &record, state, (&listed.all_wanted(goal), scopes))?;
        Invitation::of(&letter, speech)
    }

    /// An invitation for a registration of which no more is known than its client ID. Nothing is kept.
    pub fn invitation_by(
        &self,
        client_id: ClientId,
        found: &FoundTenant,
        (redirect_uri, scopes): (Option<&Url>, &[String]),
        speech: &dyn Speech,
    ) -> Result<Invitation> {
        if let Some(uri) = redirect_uri.filter(|uri| !is_own_page(uri) && !is_loopback(uri)) {
            return Err(ErrorReport::new(ErrorCode::RedirectUriMalformed).with("redirect_uri", uri));
        }
        let customer = customer(found)?;
        let (cloud, tenant) = (
            self.0.session.cloud(&found.cloud_id)?,
            AskedTenant::of(&customer, None)?,
        );
        let state = new_state();
        let parts = LinkParts {
            client_id,
            redirect_uri: redirect_uri.map_or(LOOPBACK_REDIRECT, Url::as_str),
            state: &state,
            scopes,
        };
        let letter = Letter {
            app: client_id.to_string(),
            client_id,
            partner: None,
            customer: customer.domain.clone(),
            domain: customer.domain,
            tenant,
            link: consent_link(&cloud, tenant, &parts),
            cloud,
            redirect_uri: parts.redirect_uri.to_owned(),
            loopback: redirect_uri.is_none_or(is_loopback),
            state,
            asked: Vec::new(),
        };
        Invitation::of(&letter, speech)
    }

    /// Writes a page for each customer's administrator: one into the folder, several into a new folder in it.
    pub async fn save_handoff(
        &self,
        id: &str,
        tenant_ids: &[String],
        folder: &Path,
        speech: Arc<dyn Speech>,
    ) -> Result<Vec<SavedFile>> {
        let letters = self.letters(id, tenant_ids, LinkForm::Static).await?;
        let at = self.0.session.now();
        let folder = match letters.as_slice() {
            [(letter, _), _, ..] => {
                let name = letter.words(&*speech).say("handoff.folder");
                let now = at.to_zoned(TimeZone::system());
                folder.join(format!("{name} {}", now.strftime("%Y-%m-%dT%H.%M.%S")))
            }
            _ => folder.to_owned(),
        };
        blocking(move || {
            let saved = letters.iter().map(|(letter, _)| {
                let page = handoff_page(letter, at, &*speech)?.into_string();
                let what = letter.words(&*speech).say("handoff.name");
                let named = Named {
                    what: &what,
                    extension: "html",
                    at,
                };
                let (path, bytes) = write(&folder, &named, |out| out.write_all(page.as_bytes()))?;
                Ok(SavedFile::new("html", &path, letter.asked.len(), bytes))
            });
            saved.collect()
        })
        .await
    }

    /// Writes the invitations of many customers into one file, for the mail merge of a mail program.
    pub async fn save_invitations(
        &self,
        id: &str,
        tenant_ids: &[String],
        form: LinkForm,
        folder: &Path,
        speech: Arc<dyn Speech>,
    ) -> Result<SavedFile> {
        let letters = self.letters(id, tenant_ids, form).await?;
        let (folder, at) = (folder.to_owned(), self.0.session.now());
        blocking(move || {
            let named = Named {
                what: "Invitations",
                extension: "csv",
                at,
            };
            let (path, bytes) = write(&folder, &named, |out| write_mailing(out, &letters, &*speech))?;
            Ok(SavedFile::new("csv", &path, letters.len(), bytes))
        })
        .await
    }

    /// Writes the page for the partner's own web server, where the customers' browsers end.
    pub async fn save_redirect_page(&self, folder: &Path, speech: Arc<dyn Speech>) -> Result<SavedFile> {
        let (folder, at) = (folder.to_owned(), self.0.session.now());
        blocking(move || {
            let page = redirect_page(&*speech).into_string();
            let named = Named {
                what: "consented",
                extension: "html",
                at,
            };
            let (path, bytes) = write(&folder, &named, |out| out.write_all(page.as_bytes()))?;
            Ok(SavedFile::new("html", &path, 1, bytes))
        })
        .await
    }

    /// Who consented once and not to everything that is wanted now: an added permission needs a new consent.
    pub async fn consent_again(&self, id: &str) -> Result<ConsentAgain> {
        let roster = self.0.rosters.of(id).await?;
        let (mut permissions, mut customers) = (Vec::new(), Vec::new());
        for record in roster.customers.iter().filter(|record| !record.skipped) {
            let seen = record.seen.as_ref();
            let Some(seen) = seen.filter(|seen| seen.state == CustomerState::PartialRoles) else {
                continue;
            };
            customers.push(record.brief());
            permissions.extend(seen.missing.iter().cloned());
        }
        permissions.sort();
        permissions.dedup();
        Ok(ConsentAgain {
            permissions,
            customers,
        })
    }

    /// The letters to customers of the roster in the order asked for, each with the customer's own name.
    pub(super) async fn letters(
        &self,
        id: &str,
        tenant_ids: &[String],
        form: LinkForm,
    ) -> Result<Vec<(Letter, Option<String>)>> {
        let partner = self.partner(id).await?;
        let tenants: Result<Vec<TenantId>> = tenant_ids.iter().map(|tenant| tenant.parse()).collect();
        let Addressees { wanted, customers } = self.addressees(&partner, tenants?).await?;
        let letters = customers.into_iter().map(|(record, state)| {
            let cloud = self.0.session.cloud(&record.cloud)?;
            let scopes = match form {
                LinkForm::Static => Vec::new(),
                LinkForm::Scoped => default_scopes(&cloud, &wanted),
            };
            let letter = self.letter(&partner, &record, state, (&wanted, &scopes))?;
            Ok((letter, record.name))
        });
        letters.collect()
    }

    /// The customers with those tenants. That they were invited is noted, all at once.
    async fn addressees(&self, partner: &Connection, tenants: Vec<TenantId>) -> Result<Addressees> {
        let (goal, now) = (partner.goal, self.0.session.now());
        let invited = self.0.rosters.change(&partner.id, move |roster| {
            let wanted = roster.all_wanted(goal);
            let customers = tenants.into_iter().map(|tenant| {
                let record = roster.customer_mut(tenant).ok_or_else(|| not_listed(tenant))?;
                let state = record.open_state(now);
                Ok((record.clone(), state))
            });
            let customers: Result<Vec<_>> = customers.collect();
            customers.map(|customers| Addressees { wanted, customers })
        });
        let addressees = invited.await??;
        self.0.watches.wake(&partner.id);
        Ok(addressees)
    }

    fn letter(
        &self,
        partner: &Connection,
        record: &CustomerRecord,
        state: String,
        (wanted, scopes): (&[Wanted], &[String]),
    ) -> Result<Letter> {
        let cloud = self.0.session.cloud(&record.cloud)?;
        let tenant = AskedTenant::of(&record.customer, Some(partner.tenant_id))?;
        let parts = LinkParts {
            client_id: Session::client_id(partner)?,
            redirect_uri: partner.redirect_uri(),
            state: &state,
            scopes,
        };
        let asked = wanted.iter().map(|wanted| Asked {
            wanted: *wanted,
            grant: wanted.least(partner.goal),
        });
        let domain = record.customer.domain.clone();
        Ok(Letter {
            app: partner.app_name(),
            client_id: parts.client_id,
            partner: Some(partner.tenant_domain.clone()),
            customer: record.name.clone().unwrap_or_else(|| domain.clone()),
            domain,
            tenant,
            link: consent_link(&cloud, tenant, &parts),
            cloud,
            redirect_uri: parts.redirect_uri.to_owned(),
            loopback: partner.own_redirect_uri.is_none(),
            state,
            asked: asked.filter(|asked| !asked.grant.permission.is_empty()).collect(),
        })
    }
}

fn customer(found: &FoundTenant) -> Result<Customer> {
    Ok(Customer {
        tenant_id: found.tenant_id.parse()?,
        domain: found.domain.clone(),
    })
}

fn is_loopback(url: &Url) -> bool {
    url.scheme() == "http" && url.host_str() == Some("localhost")
}

pub(super) fn not_listed(tenant: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::CustomerUnknown).with("tenant", tenant)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let written = tokio::task::spawn_blocking(work).await;
    written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
}
