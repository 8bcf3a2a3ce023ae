"""Device code: the code is shown by the app and typed in somewhere else."""

import practice
from case import Case, public
from person import Person
from practice import GRAPH, TENANT, XDR, claims

APP = practice.app("user")["clientId"]
INCIDENTS = [f"{GRAPH}/SecurityIncident.Read.All"]


def begun(client, scopes=None):
    return client.initiate_device_flow(scopes or INCIDENTS)


def once(client, flow):
    """Polls one time, as the client does at each interval."""
    return client.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)


class DeviceCode(Case):
    def the_app_is_told_what_to_show(self):
        flow = begun(public(APP))
        self.assertEqual((flow["expires_in"], flow["interval"]), (900, 5), flow)
        self.assertIn(flow["user_code"], flow["message"])
        self.assertIn(flow["verification_uri"], flow["message"])

    def nothing_comes_while_nobody_has_typed_the_code(self):
        client = public(APP)
        self.is_refused(once(client, begun(client)), "authorization_pending", 70016)

    def who_types_the_code_and_approves_signs_the_device_in(self):
        client = public(APP)
        flow = begun(client)
        Person("analyst").enter(flow["user_code"], flow["verification_uri"])
        answer = client.acquire_token_by_device_flow(flow)
        held = claims(self.token_of(answer))
        self.assertEqual((held["tid"], held["appidacr"]), (TENANT, "0"))
        self.assertEqual(held["upn"], "analyst@contoso.com")
        self.opens(answer["access_token"], GRAPH)
        (account,) = client.get_accounts()
        self.opens(self.token_of(client.acquire_token_silent([f"{XDR}/Incident.Read"], account)), XDR)

    def who_declines_ends_the_polling(self):
        client = public(APP)
        flow = begun(client)
        Person("analyst", declines="continue").enter(flow["user_code"], flow["verification_uri"])
        answer = client.acquire_token_by_device_flow(flow)
        self.assertEqual(answer["error"], "authorization_declined", answer)

    def a_code_works_once(self):
        client = public(APP)
        flow = begun(client)
        Person("analyst").enter(flow["user_code"], flow["verification_uri"])
        self.token_of(once(client, dict(flow)))
        self.is_refused(once(client, dict(flow)), "invalid_grant", 54005)

    def a_code_that_was_never_given_is_refused(self):
        client = public(APP)
        flow = begun(client) | {"device_code": "not-a-device-code"}
        self.assertEqual(once(client, flow)["error"], "bad_verification_code")

    def an_app_that_allows_no_public_client_flow_is_refused(self):
        client = public(practice.app("unconsented")["clientId"])
        flow = begun(client)
        if "device_code" in flow:
            Person("admin").enter(flow["user_code"], flow["verification_uri"])
            flow = client.acquire_token_by_device_flow(flow)
        self.is_refused(flow, "invalid_client", 7000218)

    def a_policy_can_block_the_flow(self):
        with practice.scenario("device-code-blocked"):
            client = public(APP)
            flow = begun(client)
            Person("analyst").enter(flow["user_code"], flow["verification_uri"])
            answer = client.acquire_token_by_device_flow(flow)
        self.assertEqual(answer["error_codes"], [53003], answer)

    def a_code_that_nobody_typed_in_time_has_expired(self):
        # The last case of this file: the clock does not go back.
        client = public(APP)
        flow = begun(client)
        practice.put_clock_forward(901)
        self.assertEqual(once(client, flow)["error"], "expired_token")
