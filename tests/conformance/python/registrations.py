"""Registrations as Handrail exports them, each read back by a program of its language into the same form."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import hcl2
import practice
import tree_sitter_bicep
import tree_sitter_powershell
from tree_sitter import Language, Parser

ADDRESS = "http://localhost"
CLIENT = "11111111-2222-3333-4444-555555555555"

# What bash calls in place of the Azure CLI: it notes how many words it was given and which, and answers as Graph would.
AZ = f"""#!/usr/bin/env bash
printf '%s\\0' $# "$@" >> "$AZ_NOTES"
case " $* " in
  *" --query appId "*) printf %s {CLIENT} ;;
  *" --query id "*) printf principal ;;
  *" --query secretText "*) printf 'shown once' ;;
esac
"""


class Home:
    """A data folder with one connection, which came by a card and asks nobody."""

    def __init__(self, cloud, goal):
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)
        card = {"handrailCard": 1, "name": "Contoso", "cloud": cloud, "tenantId": practice.TENANT}
        card |= {"tenantDomain": "contoso.com", "goal": goal}
        self.path.joinpath("card.handrail.json").write_text(json.dumps(card), encoding="utf-8")
        self._handrail("connections", "import", str(self.path / "card.handrail.json"))

    def written(self, language, *options):
        """A registration in that language."""
        line = ("snippet", "--json", "--connection", "Contoso", "--language", language, "--call", "register")
        return json.loads(self._handrail(*line, *options))

    def close(self):
        self._folder.cleanup()

    def _handrail(self, *line):
        own = {"HANDRAIL_DATA_DIR": str(self.path / "data"), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        program = [os.environ["HANDRAIL_PROGRAM"], *line]
        done = subprocess.run(program, capture_output=True, text=True, timeout=60, env=os.environ | own)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return done.stdout


def _plan(body, granted, text):
    """The form in which all are compared; `body` is the registration as Graph names its parts."""
    return {
        "name": body["displayName"],
        "audience": body["signInAudience"],
        "tags": body["tags"],
        "web": body.get("web", {}).get("redirectUris", []),
        "public": body.get("publicClient", {}).get("redirectUris", []),
        "flows": body.get("isFallbackPublicClient", False),
        "access": {
            resource["resourceAppId"]: {(one["id"], one["type"]) for one in resource["resourceAccess"]}
            for resource in body["requiredResourceAccess"]
        },
        "granted": set(granted),
        "link": "/adminconsent?client_id=" in text,
    }


def az(text):
    """bash runs the script, and says what it would have asked for."""
    with tempfile.TemporaryDirectory() as folder:
        stand_in, notes = Path(folder, "az"), Path(folder, "notes")
        stand_in.write_text(AZ, encoding="utf-8")
        stand_in.chmod(0o700)
        own = {"PATH": f"{folder}:{os.environ['PATH']}", "AZ_NOTES": str(notes)}
        own["CERTIFICATE_FILE"] = practice.app("application")["certificateFile"]
        done = subprocess.run(
            ["bash", "-c", text], capture_output=True, text=True, timeout=60, env=os.environ | own
        )
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr + text)
        calls = _calls(notes.read_text(encoding="utf-8"))
    asked = [_asked(call) for call in calls if call[0] == "rest"]
    body = next(body for method, _, body in asked if method == "patch")
    granted = [
        name
        for method, url, body in asked
        if method == "post" and url.endswith(("/appRoleAssignedTo", "/oauth2PermissionGrants"))
        for name in _granted(body)
    ]
    return _plan(body, granted, done.stdout)


def _calls(notes):
    """The words of each call that the stand-in noted."""
    words = notes.split("\0")[:-1]
    while words:
        end = 1 + int(words[0])
        yield words[1:end]
        words = words[end:]


def _asked(call):
    """Method, address and body of a call of `az rest`."""
    options = dict(zip(call, call[1:]))
    body = options.get("--body")
    return options["--method"], options["--url"], json.loads(body) if body else None


def _granted(body):
    return [body["appRoleId"]] if "appRoleId" in body else body["scope"].split()


def http(text):
    """The requests of the file, their bodies read as JSON."""
    requests = [part.strip("#").strip() for part in re.split(r"^###", text, flags=re.M)]
    bodies = [
        json.loads(request.split("\n\n", 1)[1])
        for request in requests
        if "Content-Type: application/json" in request and "\n\n" in request
    ]
    body = next(body for body in bodies if "displayName" in body)
    granted = [name for one in bodies if "appRoleId" in one or "scope" in one for name in _granted(one)]
    return _plan(body, granted, text)


def terraform(text):
    """python-hcl2; a string in quotes is one of JSON once it has neither interpolation nor directive."""
    resources = {}
    for block in hcl2.loads(text)["resource"]:
        for kind, named in block.items():
            resources.setdefault(json.loads(kind), []).extend(named.values())
    (app,) = resources["azuread_application"]
    if len(resources["azuread_service_principal"]) != 1:
        raise AssertionError(f"takes service principals of Microsoft's away when it is destroyed: {text}")
    roles = [json.loads(one["app_role_id"]) for one in resources.get("azuread_app_role_assignment", [])]
    scopes = resources.get("azuread_service_principal_delegated_permission_grant", [])
    scopes = [json.loads(name) for one in scopes for name in one["claim_values"]]
    body = {
        "displayName": _plain(app["display_name"]),
        "signInAudience": _plain(app["sign_in_audience"]),
        "tags": [_plain(tag) for tag in app["tags"]],
        "web": {"redirectUris": _addresses(app, "web")},
        "publicClient": {"redirectUris": _addresses(app, "public_client")},
        "isFallbackPublicClient": app.get("fallback_public_client_enabled", False),
        "requiredResourceAccess": [
            {
                "resourceAppId": _plain(resource["resource_app_id"]),
                "resourceAccess": [
                    {"id": _plain(one["id"]), "type": _plain(one["type"])} for one in resource["resource_access"]
                ],
            }
            for resource in app["required_resource_access"]
        ],
    }
    # The provider wants a path where the platform is Web.
    body["web"]["redirectUris"] = [address.rstrip("/") for address in body["web"]["redirectUris"]]
    return _plan(body, roles + scopes, text)


def _plain(text):
    if "${" in text or "%{" in text:
        raise AssertionError(f"interpolated: {text}")
    return json.loads(text)


def _addresses(app, platform):
    return [_plain(address) for block in app.get(platform, []) for address in block["redirect_uris"]]


# The grammar is older than this line; it reads everything else.
EXTENSION = "extension microsoftGraphV1\n"


def bicep(text):
    """The tree of tree-sitter-bicep, without the one line that it does not know."""
    if text.count(EXTENSION) != 1:
        raise AssertionError(text)
    root = _tree(tree_sitter_bicep, text.replace(EXTENSION, ""))
    resources = [node for node in _nodes(root, "resource_declaration") if b"existing" not in node.text[:120]]
    read = []
    for node in resources:
        kind = _bicep(next(child for child in node.children if child.type == "string")).split("@")[0]
        read.append((kind, _bicep(next(child for child in node.children if child.type == "object"))))
    body = next(value for kind, value in read if kind == "Microsoft.Graph/applications")
    grants = ("Microsoft.Graph/appRoleAssignedTo", "Microsoft.Graph/oauth2PermissionGrants")
    granted = [name for kind, value in read if kind in grants for name in _granted(value)]
    return _plan(body, granted, text)


def _bicep(node):
    """A value as its tree has it; a string with an interpolation is no plain text."""
    named = [child for child in node.children if child.is_named and child.type != "comment"]
    if node.type == "object":
        return {key.text.decode(): _bicep(value) for key, value in (_pair(one) for one in named)}
    if node.type == "array":
        return [_bicep(child) for child in named]
    if node.type == "boolean":
        return node.text == b"true"
    if node.type != "string":
        return node
    if any(child.type == "interpolation" for child in named):
        raise AssertionError(f"interpolated: {node.text.decode()}")
    return re.sub(r"\\(.)", lambda sign: {"n": "\n", "t": "\t"}.get(sign[1], sign[1]), node.text.decode()[1:-1])


def _pair(node):
    named = [child for child in node.children if child.is_named and child.type != "comment"]
    return named[0], named[-1]


QUOTES = "'\u2018\u2019\u201a\u201b"


def powershell(text):
    """The tree of tree-sitter-powershell."""
    root = _tree(tree_sitter_powershell, text)
    body = next(
        value
        for value in map(_powershell, _nodes(root, "hash_literal_expression"))
        if "displayName" in value
    )
    granted = []
    for node in _nodes(root, "command"):
        if node.text.startswith((b"Grant-Role", b"Grant-Scope")):
            (named,) = _nodes(node, "string_literal")
            granted += _powershell(named).split()
    return _plan(body, granted, text)


def _powershell(node):
    """A value as its tree has it."""
    if node.type == "hash_literal_expression":
        entries = _nodes(node, "hash_entry", deep=False)
        pairs = ([child for child in entry.children if child.is_named] for entry in entries)
        return {pair[0].text.decode().strip(): _powershell(pair[1]) for pair in pairs}
    if node.type == "array_expression":
        inner = ("hash_literal_expression", "string_literal")
        return [_powershell(child) for child in _nodes(node, *inner, deep=False)]
    if node.type == "string_literal":
        return re.sub(f"([{QUOTES}])[{QUOTES}]", r"\1", node.text.decode()[1:-1])
    if node.type == "variable":
        return node.text == b"$true"
    named = [child for child in node.children if child.is_named]
    return _powershell(named[0]) if len(named) == 1 else node


def _tree(grammar, text):
    root = Parser(Language(grammar.language())).parse(text.encode()).root_node
    if root.has_error:
        raise AssertionError(text)
    return root


def _nodes(node, *kinds, deep=True):
    """The nodes of these kinds below, in order; the outermost only, unless they may stand in one another."""
    for child in node.children:
        if child.type in kinds:
            yield child
        if deep or child.type not in kinds:
            yield from _nodes(child, *kinds, deep=deep)


READERS = {"az": az, "http": http, "powershell": powershell, "terraform": terraform, "bicep": bicep}
