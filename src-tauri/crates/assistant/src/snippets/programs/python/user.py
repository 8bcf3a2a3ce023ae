

def request_token():
    """Signs in in the browser. The app registration has http://localhost under Mobile and desktop applications."""
    import msal  # pip install msal

    app = msal.PublicClientApplication(CLIENT_ID, authority=f"{AUTHORITY}/{TENANT_ID}")
    accounts = app.get_accounts()
    result = app.acquire_token_silent([SCOPE], account=accounts[0]) if accounts else None
    result = result or app.acquire_token_interactive([SCOPE])
    if "access_token" not in result:
        sys.exit(result.get("error_description"))
    return result["access_token"]
