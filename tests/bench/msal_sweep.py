"""Incidents of many tenants: MSAL, requests and a pool of threads, one file for each tenant and one of all.

Reads what is asked as JSON from standard input, and prints what it cost as JSON.
"""

import itertools
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msal
import requests

ASKED = json.load(sys.stdin)
HERE = threading.local()
SENT = itertools.count()
ONE_AT_A_TIME = threading.Lock()


def counted(*_, **__):
    """One more answer; what a hook returns would take the answer's place."""
    next(SENT)


def session():
    """One for each thread, as requests wants it; connections are used again, certificates verified."""
    if not hasattr(HERE, "session"):
        HERE.session = requests.Session()
        HERE.session.trust_env = False
        HERE.session.verify = ASKED["authorities"]
        HERE.session.hooks["response"].append(counted)
    return HERE.session


def token(tenant):
    """The application's token of one tenant."""
    client = msal.ConfidentialClientApplication(
        ASKED["clientId"],
        client_credential=ASKED["clientSecret"],
        authority=f"{ASKED['origin']}/{tenant}",
        instance_discovery=False,
        http_client=session(),
    )
    return client.acquire_token_for_client(["https://graph.microsoft.com/.default"]).get("access_token")


def incidents(tenant):
    """All pages of one tenant's incidents; None when it could not be asked."""
    bearer = token(tenant)
    if bearer is None:
        return None
    rows = []
    address = f"{ASKED['origin']}/v1.0/security/incidents"
    query = {"$filter": f"lastUpdateDateTime ge {ASKED['since']}"}
    while address:
        answer = session().get(address, params=query, headers={"Authorization": f"Bearer {bearer}"}, timeout=60)
        if answer.status_code != 200:
            return None
        page = answer.json()
        rows += page["value"]
        address, query = page.get("@odata.nextLink"), None
    return rows


def saved(file, text):
    """Writes, and waits for the disk where the sweep is to survive a power cut."""
    file.write(text)
    if ASKED["durable"]:
        file.flush()
        os.fsync(file.fileno())


def swept(tenant):
    """The rows of one tenant, saved; a journal says who need not be asked again."""
    rows = incidents(tenant)
    if rows is not None:
        with Path(ASKED["folder"], f"{tenant}.json").open("w", encoding="utf-8") as file:
            saved(file, json.dumps(rows))
    if ASKED["durable"]:
        with ONE_AT_A_TIME, Path(ASKED["folder"], "journal").open("a", encoding="utf-8") as journal:
            saved(journal, json.dumps([tenant, rows is not None]) + "\n")
    return tenant, rows


def peak():
    """The most memory that was held, in megabytes. `getrusage` would count the program that started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main():
    began = time.monotonic()
    worked = time.process_time()
    with ThreadPoolExecutor(ASKED["threads"]) as pool:
        answers = list(pool.map(swept, ASKED["tenants"]))
    combined = [{"tenantId": tenant, **row} for tenant, rows in answers for row in rows or []]
    Path(ASKED["folder"], "all.json").write_text(json.dumps(combined), encoding="utf-8")
    failed = sum(rows is None for _, rows in answers)
    print(
        json.dumps(
            {
                "seconds": time.monotonic() - began,
                "cpuSeconds": time.process_time() - worked,
                "succeeded": len(answers) - failed,
                "failed": failed,
                "rows": len(combined),
                "requests": next(SENT),
                "peakMegabytes": peak(),
            }
        )
    )


main()
