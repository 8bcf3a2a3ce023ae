"""Authorization code with PKCE: MSAL's own loopback listener, and a web app's page."""

import practice
import portal
from case import Case, confidential, public
from person import Person, at_the_browser
from practice import ENDPOINT, GRAPH, TENANT, XDR, claims

USER_APP = practice.app("user")["clientId"]
INCIDENTS = f"{GRAPH}/SecurityIncident.Read.All"
USER_READ = f"{GRAPH}/User.Read"


def interactively(person, scope=INCIDENTS, client_id=USER_APP, **options):
    with at_the_browser(person):
        return public(client_id).acquire_token_interactive([scope], timeout=60, **options)


class LoopbackListener(Case):
    def a_person_signs_in_and_the_token_opens_the_api(self):
        for api, scope in ((GRAPH, INCIDENTS), (XDR, f"{XDR}/Incident.Read"), (ENDPOINT, f"{ENDPOINT}/Alert.Read")):
            with self.subTest(api):
                answer = interactively(Person("analyst"), scope)
                held = claims(self.token_of(answer))
                self.assertEqual((held["aud"], held["tid"]), (api, TENANT))
                self.assertEqual(held["appidacr"], "0")
                self.assertIn(scope.rsplit("/", 1)[1], held["scp"].split())
                self.assertEqual(held["upn"], "analyst@contoso.com")
                self.opens(answer["access_token"], api)

    def the_id_token_is_for_this_app_and_names_the_person(self):
        answer = interactively(Person("analyst"))
        named = answer["id_token_claims"]
        self.assertEqual((named["aud"], named["tid"]), (USER_APP, TENANT))
        self.assertEqual(named["iss"], f"{practice.AUTHORITY}/v2.0")
        self.assertEqual(named["preferred_username"], "analyst@contoso.com")

    def the_scopes_that_were_granted_are_echoed(self):
        granted = interactively(Person("analyst"))["scope"].split()
        self.assertIn(INCIDENTS, granted)

    def somebody_without_a_defender_role_gets_a_token_that_opens_nothing(self):
        token = self.token_of(interactively(Person("member")))
        self.assertEqual(practice.call(token, GRAPH).status_code, 403)

    def who_says_no_to_the_consent_page_sends_the_app_home_with_access_denied(self):
        client_id = portal.register("Refused", "publicClient", "http://localhost")
        answer = interactively(Person("analyst", declines="accept"), USER_READ, client_id)
        self.assertEqual(answer["error"], "access_denied", answer)
        self.assertIn("AADSTS65004", answer["error_description"])

    def who_may_not_consent_alone_is_told_so(self):
        client_id = portal.register("Too much", "publicClient", "http://localhost")
        answer = interactively(Person("analyst"), INCIDENTS, client_id)
        self.assertEqual(answer["error"], "access_denied", answer)


class WebPage(Case):
    """A confidential client that takes its answer on a page of its own."""

    def setUp(self):
        self.redirect_uri = "http://localhost:5000/answer"
        self.client_id = portal.register("Web page", "web", self.redirect_uri)
        self.secret = portal.new_secret(self.client_id)

    def _begun(self, client, **options):
        return client.initiate_auth_code_flow(
            [USER_READ], **{"redirect_uri": self.redirect_uri, "response_mode": "form_post"} | options
        )

    def the_code_comes_by_form_post_and_is_redeemed_with_the_secret(self):
        client = confidential(self.client_id, self.secret)
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        self.assertEqual((answer.method, answer.address), ("POST", self.redirect_uri))
        held = claims(self.token_of(client.acquire_token_by_auth_code_flow(flow, answer.fields)))
        self.assertEqual((held["aud"], held["appidacr"]), (GRAPH, "1"))
        self.assertIn("User.Read", held["scp"].split())

    def the_code_comes_in_the_query_where_that_is_asked_for(self):
        client = confidential(self.client_id, self.secret)
        with self.assertWarns(UserWarning):  # MSAL advises form_post.
            flow = self._begun(client, response_mode="query")
        answer = Person("analyst").open(flow["auth_uri"])
        self.assertEqual(answer.method, "GET")
        self.token_of(client.acquire_token_by_auth_code_flow(flow, answer.fields))

    def a_code_works_once(self):
        client = confidential(self.client_id, self.secret)
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        self.token_of(client.acquire_token_by_auth_code_flow(flow, answer.fields))
        again = client.acquire_token_by_auth_code_flow(flow, answer.fields)
        self.is_refused(again, "invalid_grant", 54005)

    def a_code_without_its_verifier_is_refused(self):
        client = confidential(self.client_id, self.secret)
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        refused = client.acquire_token_by_auth_code_flow(flow | {"code_verifier": "x" * 43}, answer.fields)
        self.is_refused(refused, "invalid_grant", 501481)

    def a_wrong_secret_does_not_redeem(self):
        client = confidential(self.client_id, "not-the-value")
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        refused = client.acquire_token_by_auth_code_flow(flow, answer.fields)
        self.is_refused(refused, "invalid_client", 7000215)

    def a_web_app_without_its_secret_is_refused(self):
        client = public(self.client_id)
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        refused = client.acquire_token_by_auth_code_flow(flow, answer.fields)
        self.is_refused(refused, "invalid_client", 7000218)

    def a_desktop_app_with_a_secret_is_refused(self):
        desktop = portal.register("Desktop", "publicClient", "http://localhost")
        client = confidential(desktop, portal.new_secret(desktop))
        flow = self._begun(client, redirect_uri="http://localhost:5001")
        answer = Person("analyst").open(flow["auth_uri"])
        refused = client.acquire_token_by_auth_code_flow(flow, answer.fields)
        self.is_refused(refused, "invalid_client", 700025)

    def an_address_that_is_not_registered_is_shown_to_the_person_and_not_answered(self):
        for wrong in ("http://localhost:5000/Answer", "http://localhost:5000", "https://elsewhere.example/answer"):
            with self.subTest(wrong):
                flow = self._begun(confidential(self.client_id, self.secret), redirect_uri=wrong)
                page = Person("analyst").open(flow["auth_uri"])
                self.assertIn("AADSTS50011", page.words["exceptionMessageContainer"])

    def the_port_of_localhost_does_not_matter(self):
        client = confidential(self.client_id, self.secret)
        flow = self._begun(client, redirect_uri="http://localhost:5999/answer")
        answer = Person("analyst").open(flow["auth_uri"])
        self.token_of(client.acquire_token_by_auth_code_flow(flow, answer.fields))

    def a_code_past_its_end_is_refused(self):
        # The last case of this file: the clock does not go back.
        client = confidential(self.client_id, self.secret)
        flow = self._begun(client)
        answer = Person("analyst").open(flow["auth_uri"])
        practice.put_clock_forward(700)
        refused = client.acquire_token_by_auth_code_flow(flow, answer.fields)
        self.is_refused(refused, "invalid_grant", 70008)
