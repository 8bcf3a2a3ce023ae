"""Azure Identity, with which most Python scripts for Azure sign in."""

import practice
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CertificateCredential, ClientSecretCredential, DeviceCodeCredential
from case import Case
from person import Person
from practice import ENDPOINT, GRAPH, ORIGIN, TENANT, XDR, claims, pem

APP = practice.app("application")
WHERE = {"authority": ORIGIN, "disable_instance_discovery": True}


def with_secret(secret=APP["clientSecret"]):
    return ClientSecretCredential(TENANT, APP["clientId"], secret, **WHERE)


class AzureIdentity(Case):
    def a_secret_opens_each_api(self):
        credential = with_secret()
        for api in (GRAPH, XDR, ENDPOINT):
            with self.subTest(api):
                self.opens(credential.get_token(f"{api}/.default").token, api)

    def a_wrong_secret_is_an_authentication_error_with_entras_words(self):
        refused = self.assertRaisesRegex(ClientAuthenticationError, "AADSTS7000215: ")
        with refused, self.assertLogs("azure.identity"):
            with_secret("not-the-value").get_token(f"{GRAPH}/.default")

    def a_certificate_opens_the_api_alone_and_with_its_chain(self):
        both = (pem(APP["certificateKeyFile"]) + pem(APP["certificateFile"])).encode("ascii")
        for chain in (False, True):
            with self.subTest(send_certificate_chain=chain):
                credential = CertificateCredential(
                    TENANT, APP["clientId"], certificate_data=both, send_certificate_chain=chain, **WHERE
                )
                token = credential.get_token(f"{GRAPH}/.default").token
                self.assertEqual(claims(token)["appidacr"], "2")
                self.opens(token, GRAPH)

    def a_device_code_signs_a_person_in(self):
        def shown(address, user_code, _expires):
            Person("analyst").enter(user_code, address)

        credential = DeviceCodeCredential(
            practice.app("user")["clientId"], tenant_id=TENANT, prompt_callback=shown, **WHERE
        )
        token = credential.get_token(f"{GRAPH}/SecurityIncident.Read.All").token
        self.assertEqual(claims(token)["upn"], "analyst@contoso.com")
        self.opens(token, GRAPH)
