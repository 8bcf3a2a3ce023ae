import sys


def access_token():
    """From MSAL's memory while it lasts, then a new one: a long list may take longer than a token lives."""
    result = request_token()
    if "access_token" not in result:
        sys.exit(result.get("error_description"))
    return result["access_token"]
