"""One tenant, several tenants, and addresses that name none."""

from uuid import uuid4

import msal
import portal
import practice
from case import Case, confidential, public
from person import Person, at_the_browser
from practice import GRAPH, TENANT, claims

APPLICATION = practice.app("application")
PARTNER = practice.app("partner")
USER_APP = practice.app("user")["clientId"]


def ask(app, tenant):
    client = confidential(app["clientId"], app["clientSecret"], tenant)
    return client.acquire_token_for_client([f"{GRAPH}/.default"])


class Tenants(Case):
    def a_tenant_that_does_not_exist_has_no_discovery_document(self):
        for nobody in (str(uuid4()), "nobody.example"):
            with self.subTest(nobody), self.assertRaises(ValueError) as raised:
                ask(APPLICATION, nobody)
            self.assertIn("check your tenant name", str(raised.exception))

    def an_app_of_one_tenant_is_unknown_in_another(self):
        other = practice.customer("consented")["tenantId"]
        self.is_refused(ask(APPLICATION, other), "unauthorized_client", 700016)

    def a_partners_app_reads_a_customer_that_consented(self):
        other = practice.customer("consented")
        for name in (other["tenantId"], other["domain"]):
            with self.subTest(name):
                token = self.token_of(ask(PARTNER, name))
                self.assertEqual(claims(token)["tid"], other["tenantId"])
                self.opens(token, GRAPH)

    def one_cache_keeps_the_tokens_of_two_customers_apart(self):
        customers = (practice.customer("consented"), practice.customer("partial-roles"))
        cache = msal.SerializableTokenCache()
        clients = [
            confidential(PARTNER["clientId"], PARTNER["clientSecret"], one["tenantId"], token_cache=cache)
            for one in customers
        ]
        for source in ("identity_provider", "cache"):
            for customer, client in zip(customers, clients):
                with self.subTest(source=source, customer=customer["domain"]):
                    answer = client.acquire_token_for_client([f"{GRAPH}/.default"])
                    self.assertEqual(claims(self.token_of(answer))["tid"], customer["tenantId"])
                    self.assertEqual(answer["token_source"], source)
        for customer in customers:
            asked = practice.calls(customer["tenantId"])["tokenRequests"]
            mine = [one for one in asked if one["clientId"] == PARTNER["clientId"]]
            self.assertTrue(mine and all(one["status"] == 200 for one in mine), mine)

    def a_throttled_token_endpoint_answers_what_is_no_json(self):
        tenant = practice.customer("consented")["tenantId"]
        with practice.scenario("token-throttled"):
            for _ in range(2):
                self.token_of(ask(PARTNER, tenant))
            with self.assertLogs(level="ERROR") as logged, self.assertRaises(ValueError):
                ask(PARTNER, tenant)
        self.assertIn("Too Many Requests", logged.output[0])

    def a_customer_without_the_enterprise_application_refuses_the_app(self):
        answer = ask(PARTNER, practice.customer("no-app")["tenantId"])
        self.is_refused(answer, "invalid_client", 7000229)

    def a_customer_who_granted_nothing_gives_a_token_without_roles(self):
        token = self.token_of(ask(PARTNER, practice.customer("no-roles")["tenantId"]))
        self.assertNotIn("roles", claims(token))
        self.assertEqual(practice.call(token, GRAPH).status_code, 403)

    def a_customers_policy_blocks_the_app(self):
        answer = ask(PARTNER, practice.customer("blocked")["tenantId"])
        self.assertEqual(answer["error_codes"], [53003], answer)

    def a_customer_without_defender_gives_a_token_that_opens_nothing(self):
        token = self.token_of(ask(PARTNER, practice.customer("not-provisioned")["tenantId"]))
        self.assertEqual(practice.call(token, GRAPH).status_code, 403)

    def an_application_cannot_use_an_address_that_names_no_tenant(self):
        for name in ("common", "organizations"):
            with self.subTest(name):
                answer = ask(PARTNER, name)
                self.assertIn("error", answer)
                self.assertIn("AADSTS", answer["error_description"])

    def an_app_of_one_tenant_cannot_sign_in_where_no_tenant_is_named(self):
        for name in ("common", "organizations"):
            with self.subTest(name):
                flow = public(USER_APP, name).initiate_auth_code_flow(
                    [f"{GRAPH}/User.Read"], redirect_uri="http://localhost:5000", response_mode="form_post"
                )
                page = Person("analyst").open(flow["auth_uri"])
                self.assertIn("AADSTS50194", page.words["exceptionMessageContainer"])

    def an_app_of_several_tenants_finds_the_persons_own_by_organizations(self):
        client_id = portal.register(
            "Several tenants", "publicClient", "http://localhost", account_types="AzureADMultipleOrgs"
        )
        with at_the_browser(Person("analyst")):
            answer = public(client_id, "organizations").acquire_token_interactive(
                [f"{GRAPH}/User.Read"], timeout=60
            )
        self.assertEqual(claims(self.token_of(answer))["tid"], TENANT)
        self.assertEqual(answer["id_token_claims"]["tid"], TENANT)
