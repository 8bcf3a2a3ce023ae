
# The app registration has http://localhost under Mobile and desktop applications.
app = msal.PublicClientApplication(
    CLIENT_ID,
    authority=f"{AUTHORITY}/{TENANT_ID}",«discovery»
)


def request_token():
    """Signs in in the browser, the first time."""
    accounts = app.get_accounts()
    result = app.acquire_token_silent([SCOPE], account=accounts[0]) if accounts else None
    return result or app.acquire_token_interactive([SCOPE])
