"""Client credentials with a secret."""

import os
from unittest import mock
from uuid import uuid4

import certifi
import msal
import practice
import requests
from case import Case, confidential
from practice import ENDPOINT, GRAPH, TENANT, XDR, claims

APP = practice.app("application")


def client(secret=APP["clientSecret"], client_id=APP["clientId"], **options):
    return confidential(client_id, secret, **options)


def ask(api=GRAPH, **options):
    return client(**options).acquire_token_for_client([f"{api}/.default"])


class ClientSecret(Case):
    def a_secret_gets_a_token_for_each_api_that_opens_it(self):
        one_client = client()
        for api in (GRAPH, XDR, ENDPOINT):
            with self.subTest(api):
                token = self.token_of(one_client.acquire_token_for_client([f"{api}/.default"]))
                held = claims(token)
                self.assertEqual(held["aud"], api)
                self.assertEqual(held["tid"], TENANT)
                self.assertEqual((held["appid"], held["appidacr"]), (APP["clientId"], "1"))
                self.assertTrue(held["roles"])
                self.opens(token, api)

    def a_token_of_one_api_does_not_open_another(self):
        token = self.token_of(ask(XDR))
        self.assertIn(practice.call(token, ENDPOINT).status_code, (401, 403))

    def a_second_request_is_answered_from_the_cache(self):
        one_client = client()
        first = one_client.acquire_token_for_client([f"{GRAPH}/.default"])
        second = one_client.acquire_token_for_client([f"{GRAPH}/.default"])
        self.assertEqual(first["token_source"], "identity_provider", first)
        self.assertEqual(second["token_source"], "cache")
        self.assertEqual(first["access_token"], second["access_token"])

    def two_tokens_of_one_second_differ(self):
        self.assertNotEqual(self.token_of(ask()), self.token_of(ask()))

    def a_domain_stands_for_the_tenant(self):
        answer = ask(tenant=practice.READY["tenantDomain"])
        self.assertEqual(claims(self.token_of(answer))["tid"], TENANT)

    def an_open_id_connect_authority_is_accepted_with_its_issuer(self):
        answer = msal.ConfidentialClientApplication(
            APP["clientId"],
            client_credential=APP["clientSecret"],
            oidc_authority=f"{practice.AUTHORITY}/v2.0",
        ).acquire_token_for_client([f"{GRAPH}/.default"])
        self.opens(self.token_of(answer), GRAPH)

    def a_wrong_secret_is_refused(self):
        self.is_refused(ask(secret="not-the-value"), "invalid_client", 7000215)

    def a_secret_past_its_end_is_refused(self):
        with practice.scenario("secret-expired"):
            self.is_refused(ask(), "invalid_client", 7000222)

    def a_client_id_that_no_tenant_knows_is_refused(self):
        self.is_refused(ask(client_id=str(uuid4())), "unauthorized_client", 700016)

    def a_scope_without_default_is_refused(self):
        answer = client().acquire_token_for_client([f"{GRAPH}/SecurityIncident.Read.All"])
        self.is_refused(answer, "invalid_scope", 1002012)

    def an_unknown_api_is_refused(self):
        answer = client().acquire_token_for_client(["https://api.nowhere.example/.default"])
        self.is_refused(answer, "invalid_resource", 500011)

    def without_consent_the_token_has_no_roles_and_opens_nothing(self):
        app = practice.app("unconsented")
        token = self.token_of(ask(client_id=app["clientId"], secret=app["clientSecret"]))
        self.assertNotIn("roles", claims(token))
        self.assertEqual(practice.call(token, GRAPH).status_code, 403)

    def a_server_whose_authority_is_not_trusted_gets_no_secret(self):
        with mock.patch.dict(os.environ, {"REQUESTS_CA_BUNDLE": certifi.where()}):
            with self.assertRaises(requests.exceptions.SSLError):
                ask()
