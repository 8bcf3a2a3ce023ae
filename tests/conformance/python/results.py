"""Files that Handrail writes for the practice tenant, and incidents with texts that are hard to write down."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import practice
import requests
from case import confidential

APP = practice.app("application")
# Gone at the end of the cases.
FOLDER = tempfile.TemporaryDirectory(prefix="handrail-results-")

# A formula, a formula after a line's end, and control characters: each is to be read back as text.
FORMULA = '=HYPERLINK("https://example.com","x")'
NASTY = [FORMULA, '"quoted", and\ntwo lines; é 😀', "bell\u0007 and escape\u001b[2J"]


def hello_world(formats, *options):
    """The document of one run, and the files by their format."""
    folder = tempfile.mkdtemp(dir=FOLDER.name)
    line = [os.environ["HANDRAIL_PROGRAM"], "hello-world", "--json", "--since", "30d", "--format", ",".join(formats)]
    line += ["--tenant", practice.READY["tenantDomain"], "--client-id", APP["clientId"], "--secret-stdin"]
    line += ["--cloud", practice.READY["cloudFile"], "--ca-file", practice.READY["caFile"], "--output", folder]
    environment = {**os.environ, "HANDRAIL_DATA_DIR": folder}
    done = subprocess.run(
        [*line, *options], input=APP["clientSecret"], capture_output=True, text=True, timeout=120, env=environment
    )
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    document = json.loads(done.stdout)
    return document, {file["format"]: Path(file["path"]) for file in document["saved"]}


def write_nasty_texts(ids):
    """Puts each of the texts on an incident, as the person that it is assigned to."""
    client = confidential(APP["clientId"], APP["clientSecret"])
    token = client.acquire_token_for_client([f"{practice.GRAPH}/.default"])["access_token"]
    for incident, text in zip(ids, NASTY):
        url = f"{practice.ORIGIN}/v1.0/security/incidents/{incident}"
        answer = requests.patch(
            url, json={"assignedTo": text}, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        answer.raise_for_status()
