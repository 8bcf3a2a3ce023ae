import os

# The secret comes from the environment: a vault, or the service that runs this, can put it there.
app = msal.ConfidentialClientApplication(
    CLIENT_ID,
    authority=f"{AUTHORITY}/{TENANT_ID}",
    client_credential=os.environ["CLIENT_SECRET"],«discovery»
)


def request_token():
    return app.acquire_token_for_client([SCOPE])
