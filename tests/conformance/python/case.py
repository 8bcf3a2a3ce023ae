"""What the cases say about answers of MSAL."""

import unittest

import msal
from practice import AUTHORITY, ORIGIN, call


def confidential(client_id, credential, tenant=None, **options):
    """An unmodified client of MSAL; instance discovery would ask Microsoft whether it knows localhost."""
    return msal.ConfidentialClientApplication(
        client_id,
        client_credential=credential,
        authority=f"{ORIGIN}/{tenant}" if tenant else AUTHORITY,
        instance_discovery=False,
        **options,
    )


def public(client_id, tenant=None, **options):
    """The same for a client that keeps no secret."""
    return msal.PublicClientApplication(
        client_id,
        authority=f"{ORIGIN}/{tenant}" if tenant else AUTHORITY,
        instance_discovery=False,
        **options,
    )


class Case(unittest.TestCase):
    """A case, with what is often asked."""

    longMessage = True

    def token_of(self, answer):
        """The access token of an answer that has one."""
        self.assertIn("access_token", answer, answer)
        return answer["access_token"]

    def is_refused(self, answer, error, code):
        """MSAL hands on Entra's error with all that an admin needs to find it in the logs."""
        self.assertEqual(answer.get("error"), error, answer)
        self.assertEqual(answer["error_codes"], [code], answer)
        self.assertTrue(answer["error_description"].startswith(f"AADSTS{code}: "), answer)
        for field in ("trace_id", "correlation_id", "timestamp"):
            self.assertIn(answer[field], answer["error_description"])

    def opens(self, token, api):
        """The API answers a call with this token."""
        response = call(token, api)
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(len(response.json()["value"]), 1)
