"""Consent, multifactor authentication and Conditional Access: what a tenant asks for before it gives a token."""

import base64
import json
import re

import msal
import portal
import practice
from case import Case, public
from person import Person, at_the_browser
from practice import GRAPH, claims

USER_APP = practice.app("user")["clientId"]
INCIDENTS = [f"{GRAPH}/SecurityIncident.Read.All"]
USER_READ = [f"{GRAPH}/User.Read"]


def interactively(person, client=None, scopes=INCIDENTS, **options):
    with at_the_browser(person):
        return (client or public(USER_APP)).acquire_token_interactive(scopes, timeout=60, **options)


class Consent(Case):
    def one_persons_consent_does_not_count_for_another(self):
        client_id = portal.register("Asks once", "publicClient", "http://localhost")
        self.token_of(interactively(Person("analyst"), public(client_id), USER_READ))
        # Who has consented is not asked again, so there is nothing to decline.
        self.token_of(interactively(Person("analyst", declines="accept"), public(client_id), USER_READ))
        refused = interactively(Person("member", declines="accept"), public(client_id), USER_READ)
        self.assertEqual(refused["error"], "access_denied", refused)

    def without_a_page_missing_consent_is_an_error(self):
        client_id = portal.register("Shows no page", "publicClient", "http://localhost")
        person = Person("analyst")
        self.token_of(interactively(person))  # The person is signed in now.
        refused = interactively(person, public(client_id), USER_READ, prompt="none")
        self.assertEqual(refused["error"], "interaction_required", refused)
        self.assertIn("AADSTS65001", refused["error_description"])

    def without_a_page_nobody_signs_in(self):
        refused = interactively(Person("analyst"), prompt="none")
        self.assertEqual(refused["error"], "login_required", refused)
        self.assertIn("AADSTS50058", refused["error_description"])


class SecondFactor(Case):
    def a_second_factor_is_asked_for_in_the_browser_and_stands_in_the_token(self):
        with practice.scenario("mfa-required"):
            answer = interactively(Person("analyst"))
        self.assertIn("mfa", claims(self.token_of(answer))["amr"])

    def a_refresh_that_needs_a_second_factor_sends_the_claims_to_sign_in_with(self):
        client = public(USER_APP)
        person = Person("analyst")
        self.token_of(interactively(person, client))
        account = client.get_accounts()[0]
        with practice.scenario("mfa-required"):
            refused = client.acquire_token_silent_with_error(INCIDENTS, account, force_refresh=True)
            self.assertIn(refused["error"], ("interaction_required", "invalid_grant"), refused)
            self.assertIn(refused["error_codes"], ([50076], [50079]))
            challenge = refused["claims"]
            self.assertIn("access_token", json.loads(challenge))
            answer = interactively(person, client, claims_challenge=challenge)
        self.opens(self.token_of(answer), GRAPH)


class ClaimsChallenge(Case):
    """A client that can handle claims challenges, and says so with the capability CP1."""

    def setUp(self):
        self.client = public(USER_APP, client_capabilities=["CP1"])
        self.person = Person("analyst")
        self.token = self.token_of(interactively(self.person, self.client))

    def its_token_repeats_the_capability(self):
        self.assertEqual(claims(self.token).get("xms_cc"), ["CP1"])

    def ended_sessions_are_a_challenge_that_a_new_sign_in_answers(self):
        practice.put_clock_forward(2)  # Times in tokens are whole seconds.
        portal.revoke_sessions(claims(self.token)["oid"])
        refused = practice.call(self.token, GRAPH)
        self.assertEqual(refused.status_code, 401)
        sent = re.search('error="insufficient_claims", claims="([^"]+)"', refused.headers["WWW-Authenticate"])
        challenge = base64.b64decode(sent.group(1)).decode("ascii")

        account = self.client.get_accounts()[0]
        silent = self.client.acquire_token_silent_with_error(INCIDENTS, account, claims_challenge=challenge)
        self.is_refused(silent, "invalid_grant", 50173)
        answer = interactively(self.person, self.client, claims_challenge=challenge)
        self.opens(self.token_of(answer), GRAPH)


class ConditionalAccess(Case):
    def a_blocked_request_names_the_policy_in_its_claims(self):
        partner = practice.app("partner")
        tenant = practice.customer("blocked")["tenantId"]
        refused = msal.ConfidentialClientApplication(
            partner["clientId"],
            client_credential=partner["clientSecret"],
            authority=f"{practice.ORIGIN}/{tenant}",
            instance_discovery=False,
        ).acquire_token_for_client([f"{GRAPH}/.default"])
        self.assertEqual(refused["error_codes"], [53003], refused)
        self.assertIn("capolids", json.loads(refused["claims"])["access_token"])
