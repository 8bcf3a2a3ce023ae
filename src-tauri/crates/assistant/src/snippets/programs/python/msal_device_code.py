import sys

# In the app registration, Allow public client flows is set to Yes.
app = msal.PublicClientApplication(
    CLIENT_ID,
    authority=f"{AUTHORITY}/{TENANT_ID}",«discovery»
)


def request_token():
    """Shows a code to type in on any device, the first time."""
    accounts = app.get_accounts()
    result = app.acquire_token_silent([SCOPE], account=accounts[0]) if accounts else None
    if not result:
        flow = app.initiate_device_flow([SCOPE])
        if "user_code" not in flow:
            return flow
        print(flow["message"], file=sys.stderr)
        result = app.acquire_token_by_device_flow(flow)
    return result
