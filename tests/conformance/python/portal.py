"""The practice portal: an administrator registers apps there."""

import practice
import requests
from person import Page


def register(name, platform="", redirect_uri="", account_types="AzureADMyOrg"):
    """"New registration"; the client id."""
    page = _send("new", name=name, account_types=account_types, platform=platform, redirect_uri=redirect_uri)
    return page.words["client-id"]


def new_secret(client_id):
    """"New client secret"; its value."""
    page = _send(f"{client_id}/certificates-secrets", description="conformance", expires="180")
    return page.words["secret-value"]


def allow_public_client_flows(client_id):
    """"Allow public client flows": Yes."""
    _send(f"{client_id}/authentication", allow_public_client="yes")


def revoke_sessions(object_id):
    """"Revoke sessions" of a user."""
    _post(f"users/{object_id}/revoke-sessions")


def _send(path, **fields):
    return _post(f"apps/{path}", **fields)


def _post(path, **fields):
    response = requests.post(f"{practice.READY['portal']}/{path}", data=fields, timeout=30)
    response.raise_for_status()
    return Page(response)
