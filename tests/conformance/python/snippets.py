"""Scripts that Handrail writes, and what the tenant really holds, to compare what they read with."""

import datetime
import json
import os
import subprocess

import practice
import requests

APP = practice.app("application")

# What each call reads: the part of the truth, its id and its time of update.
READS = {
    ("graph", "incidents"): ("incidents", "id", "lastUpdateDateTime"),
    ("graph", "alerts"): ("graphAlerts", "id", "lastUpdateDateTime"),
    ("xdr", "incidents"): ("xdrIncidents", "incidentId", "lastUpdateTime"),
    ("mde", "alerts"): ("alerts", "id", "lastUpdateTime"),
}
DAYS = 30

# What ends a text, or is run, in one language or another.
NASTY = "DeviceInfo\n| where DeviceName != \"a'b`c$d${e}\\\\f\" // $(id) \"\"\" {{x}}\n| count"


def written(language, call, *options, client_id=APP["clientId"]):
    """A script, as `handrail snippet` writes it for the practice tenant."""
    line = [os.environ["HANDRAIL_PROGRAM"], "snippet", "--json", "--language", language, "--call", call]
    line += ["--tenant", practice.READY["tenantDomain"], "--client-id", client_id, "--since", f"{DAYS}d"]
    line += ["--cloud", practice.READY["cloudFile"], "--ca-file", practice.READY["caFile"], *options]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return json.loads(done.stdout)["text"]


def held(api, call):
    """The ids of what a script must read."""
    part, name, updated = READS[api, call]
    truth = requests.get(f"{practice.READY['control']}/truth", params={"only": part}, timeout=60).json()
    since = datetime.datetime.fromisoformat(truth["now"].replace("Z", "+00:00"))
    since -= datetime.timedelta(days=DAYS)
    recent = [row for row in truth[part] if _time(row[updated]) >= since]
    return {str(row[name]) for row in recent}


def _time(text):
    seconds, _, _ = text.rstrip("Z").partition(".")
    return datetime.datetime.fromisoformat(seconds + "+00:00")


def ids(rows, api, call):
    """The ids of rows, of which none may be there twice."""
    found = [str(row[READS[api, call][1]]) for row in rows]
    if len(found) != len(set(found)):
        raise AssertionError("a row was read twice")
    return set(found)


def environment():
    """Where a script finds its proof."""
    return os.environ | {
        "CLIENT_SECRET": APP["clientSecret"],
        "CERTIFICATE_FILE": APP["certificateFile"],
        "CERTIFICATE_KEY_FILE": APP["certificateKeyFile"],
    }
