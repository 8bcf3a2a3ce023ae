"""Name and password in the app's own hands: the grant that Entra's policies mostly refuse."""

import warnings

import msal
import practice
import requests
from case import Case, confidential, public
from practice import GRAPH, ORIGIN, claims
from requests.adapters import HTTPAdapter

USER_APP = practice.app("user")["clientId"]
INCIDENTS = [f"{GRAPH}/SecurityIncident.Read.All"]


class PortOfLocalhost(HTTPAdapter):
    """MSAL asks whose password it is at the authority's host and forgets the port."""

    def send(self, request, **options):
        request.url = request.url.replace("https://localhost/", f"{ORIGIN}/")
        return super().send(request, **options)


def http_client():
    session = requests.Session()
    session.mount("https://localhost/", PortOfLocalhost())
    return session


def desktop(client_id=USER_APP, tenant=None):
    return public(client_id, tenant, http_client=http_client())


def ask(name, password=None, client=None):
    person = practice.user(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # MSAL advises against it, and so do we.
        return (client or desktop()).acquire_token_by_username_password(
            person["userPrincipalName"], password or person["password"], INCIDENTS
        )


class Password(Case):
    def the_right_password_is_enough_where_no_policy_is(self):
        for tenant in (None, "organizations"):
            with self.subTest(tenant):
                token = self.token_of(ask("analyst", client=desktop(tenant=tenant)))
                self.assertEqual(claims(token)["amr"], ["pwd"])
                self.opens(token, GRAPH)

    def a_wrong_password_is_refused(self):
        self.is_refused(ask("analyst", "not-the-password"), "invalid_grant", 50126)

    def a_second_factor_cannot_be_asked_for(self):
        with practice.scenario("mfa-required"):
            answer = ask("analyst")
        self.assertIn(answer["error_codes"], ([50076], [50079]), answer)
        self.assertIn("claims", answer)

    def an_address_that_is_nobodys_home_is_refused(self):
        answer = ask("analyst", client=desktop(tenant="common"))
        self.is_refused(answer, "invalid_request", 9001023)

    def an_app_that_allows_no_public_client_flow_is_refused(self):
        client = desktop(practice.app("unconsented")["clientId"])
        self.is_refused(ask("analyst", client=client), "invalid_client", 7000218)

    def a_public_client_with_a_secret_is_refused(self):
        client = confidential(USER_APP, "a secret", http_client=http_client())
        self.is_refused(ask("analyst", client=client), "invalid_client", 700025)

    def the_password_of_a_federated_domain_goes_to_its_own_server(self):
        # That server is not simulated: MSAL gets no further than asking for its metadata.
        with warnings.catch_warnings(), self.assertRaises(msal.exceptions.MsalServiceError):
            warnings.simplefilter("ignore", DeprecationWarning)
            desktop().acquire_token_by_username_password(
                f"fiona@federated.{practice.READY['tenantDomain']}", "any", INCIDENTS
            )
