import os


def contents(variable):
    with open(os.environ[variable], encoding="ascii") as file:
        return file.read()


# The environment says where the certificate and its private key are (PEM).
app = msal.ConfidentialClientApplication(
    CLIENT_ID,
    authority=f"{AUTHORITY}/{TENANT_ID}",
    client_credential={
        "private_key": contents("CERTIFICATE_KEY_FILE"),
        "public_certificate": contents("CERTIFICATE_FILE"),
    },«discovery»
)


def request_token():
    return app.acquire_token_for_client([SCOPE])
