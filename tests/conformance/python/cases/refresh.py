"""From the cache, and with a refresh token."""

import practice
from case import Case, public
from person import Person, at_the_browser
from practice import ENDPOINT, GRAPH, TENANT, XDR, claims

USER_APP = practice.app("user")["clientId"]
INCIDENTS = [f"{GRAPH}/SecurityIncident.Read.All"]


def signed_in():
    """A client with one account, and the first answer."""
    client = public(USER_APP)
    with at_the_browser(Person("analyst")):
        answer = client.acquire_token_interactive(INCIDENTS, timeout=60)
    return client, answer


class Refresh(Case):
    def the_account_is_known_by_user_and_tenant(self):
        client, answer = signed_in()
        (account,) = client.get_accounts()
        held = claims(self.token_of(answer))
        self.assertEqual(account["username"], "analyst@contoso.com")
        self.assertEqual(account["home_account_id"], f"{held['oid']}.{TENANT}")
        self.assertEqual(account["realm"], TENANT)

    def a_token_that_still_holds_comes_from_the_cache(self):
        client, first = signed_in()
        again = client.acquire_token_silent(INCIDENTS, client.get_accounts()[0])
        self.assertEqual(again["token_source"], "cache", again)
        self.assertEqual(again["access_token"], self.token_of(first))

    def a_refresh_gets_a_new_token_for_the_same_person(self):
        client, first = signed_in()
        again = client.acquire_token_silent(INCIDENTS, client.get_accounts()[0], force_refresh=True)
        token = self.token_of(again)
        self.assertEqual(again["token_source"], "identity_provider")
        self.assertNotEqual(token, self.token_of(first))
        self.assertEqual(claims(token)["oid"], claims(first["access_token"])["oid"])
        self.opens(token, GRAPH)

    def one_refresh_token_serves_the_other_apis(self):
        client, _ = signed_in()
        account = client.get_accounts()[0]
        for api, scope in ((XDR, "Incident.Read"), (ENDPOINT, "Alert.Read")):
            with self.subTest(api):
                token = self.token_of(client.acquire_token_silent([f"{api}/{scope}"], account))
                self.assertEqual(claims(token)["aud"], api)
                self.opens(token, api)

    def an_older_refresh_token_still_works_after_it_was_used(self):
        client, _ = signed_in()
        (kept,) = client.token_cache.search("RefreshToken")
        for _ in range(2):
            self.token_of(public(USER_APP).acquire_token_by_refresh_token(kept["secret"], INCIDENTS))

    def what_is_no_refresh_token_is_refused(self):
        refused = public(USER_APP).acquire_token_by_refresh_token("not-a-refresh-token", INCIDENTS)
        self.assertEqual(refused["error"], "invalid_grant", refused)

    def a_refresh_token_of_another_app_is_refused(self):
        client, _ = signed_in()
        (kept,) = client.token_cache.search("RefreshToken")
        other = public(practice.app("unconsented")["clientId"])
        refused = other.acquire_token_by_refresh_token(kept["secret"], INCIDENTS)
        self.assertEqual(refused["error"], "invalid_grant", refused)

    def a_permission_that_nobody_consented_to_needs_the_person_again(self):
        client, _ = signed_in()
        with practice.scenario("consent-missing"):
            refused = client.acquire_token_silent_with_error(
                INCIDENTS, client.get_accounts()[0], force_refresh=True
            )
        self.is_refused(refused, "invalid_grant", 65001)
        self.assertEqual(refused.get("suberror"), "consent_required")

    def a_refresh_token_unused_for_three_months_is_refused(self):
        # The last case of this file: the clock does not go back.
        client, _ = signed_in()
        (kept,) = client.token_cache.search("RefreshToken")
        practice.put_clock_forward(91 * 24 * 3600)
        refused = public(USER_APP).acquire_token_by_refresh_token(kept["secret"], INCIDENTS)
        self.is_refused(refused, "invalid_grant", 700082)
