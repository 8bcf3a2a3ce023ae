"""The practice tenant that the cases of one file share, and what a case asks of it beside what MSAL asks."""

import base64
import contextlib
import json
import os
from pathlib import Path

import requests

READY = json.loads(os.environ["HANDRAIL_PRACTICE_READY"])
ORIGIN = READY["originTls"]
AUTHORITY = READY["authority"]
TENANT = READY["tenantId"]

# Identifier URIs: tokens are for these, wherever the practice tenant listens.
GRAPH = "https://graph.microsoft.com"
XDR = "https://api.security.microsoft.com"
ENDPOINT = "https://api.securitycenter.microsoft.com"

# One list of each API, which a good token opens.
LIST_OF = {
    GRAPH: "/v1.0/security/incidents?$top=1",
    XDR: "/api/incidents?$top=1",
    ENDPOINT: "/api/alerts?$top=1",
}


def app(name):
    """A registration that is there from the start: `application`, `user`, `partner` or `unconsented`."""
    return READY["apps"][name]


def user(name):
    """A person of the home tenant: `admin`, `analyst` or `member`."""
    return next(one for one in READY["users"] if one["userPrincipalName"].startswith(name + "@"))


def customer(state):
    """The first customer tenant in that state."""
    return next(one for one in READY["customers"] if one["state"] == state)


def claims(token):
    """The claims of a JWT, unverified."""
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def call(token, api):
    """Asks an API for one entry of its list."""
    return requests.get(ORIGIN + LIST_OF[api], headers={"Authorization": f"Bearer {token}"}, timeout=30)


def calls(tenant):
    """What was asked for one tenant: calls to the APIs, and token requests."""
    return requests.get(f"{READY['control']}/calls", params={"tenant": tenant}, timeout=30).json()


def pem(path):
    """A file that the ready line names."""
    return Path(path).read_text(encoding="ascii")


@contextlib.contextmanager
def scenario(name):
    """Switches a fault on, and off again."""
    _control("scenarios", {"name": name, "on": True})
    try:
        yield
    finally:
        _control("scenarios", {"name": name, "on": False})


def put_clock_forward(seconds):
    """Codes and tokens age; the clock never goes back."""
    _control("clock", {"advanceSeconds": seconds})


def _control(path, body):
    requests.post(f"{READY['control']}/{path}", json=body, timeout=30).raise_for_status()
