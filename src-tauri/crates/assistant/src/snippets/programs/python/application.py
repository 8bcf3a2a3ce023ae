

def request_token():
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT_ID,
        "client_secret": os.environ["CLIENT_SECRET"],
        "scope": SCOPE,
    }
    body = urllib.parse.urlencode(form).encode()
    return send(urllib.request.Request(f"{AUTHORITY}/{TENANT_ID}/oauth2/v2.0/token", body))["access_token"]
