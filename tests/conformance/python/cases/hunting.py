"""Hunting queries, answered by the practice tenant and by an engine that nobody here wrote, over the same tables."""

import msal
import practice
import requests
from case import Case
from hunts import Engine, comparable, hunts, rows_of
from practice import GRAPH

APP = practice.app("application")

TABLES = [
    "AlertEvidence",
    "AlertInfo",
    "CloudAppEvents",
    "DeviceFileEvents",
    "DeviceInfo",
    "DeviceLogonEvents",
    "DeviceNetworkEvents",
    "DeviceNetworkInfo",
    "DeviceProcessEvents",
    "DeviceRegistryEvents",
    "DeviceTvmSoftwareInventory",
    "DeviceTvmSoftwareVulnerabilities",
    "EmailAttachmentInfo",
    "EmailEvents",
    "EmailUrlInfo",
    "IdentityDirectoryEvents",
    "IdentityInfo",
    "IdentityLogonEvents",
    "UrlClickEvents",
]

# What both engines have to agree on at least.
LEAST = 100

# Where duckdb-kql answers something else than Microsoft documents, or does not know a function: the query, what is
# documented, and the page of MicrosoftDocs/dataexplorer-docs, data-explorer/kusto/query.
DIFFERENT = [
    # It counts weeks from Monday.
    (
        "print datetime_diff('week', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))",
        [[5]],
        "datetime-diff-function.md",
    ),
    # Null there; documented is the original string.
    ("print tostring(parse_json('[1,2'))", [["[1,2"]], "parse-json-function.md"),
    # NaN there; documented is null, as for all aggregates that are not listed with another value.
    ("datatable(a: long)[] | summarize avg(a)", [[None]], "summarize-operator.md"),
    # Not known there.
    ("range x from 1 to 5 step 1 | summarize percentiles(x, 5, 95)", [[1, 5]], "percentiles-aggregation-function.md"),
    ("print bag_keys(dynamic({'a': 1, 'b': 2}))", [[["a", "b"]]], "bag-keys-function.md"),
    ("print ipv4_is_private('192.168.1.1/24')", [[True]], "ipv4-is-private-function.md"),
    ("print ipv4_is_match('192.168.1.1/24', '192.168.1.255')", [[True]], "ipv4-is-match-function.md"),
    ("print set_union(dynamic([1, 2]), dynamic([2, 3]))", [[[1, 2, 3]]], "set-union-function.md"),
    ("print a = 1, b = 2, c = 3 | project-reorder c", [[3, 1, 2]], "project-reorder-operator.md"),
    ("range x from 2 to 4 step 2 | extend n = row_number()", [[2, 1], [4, 2]], "row-number-function.md"),
    ("print url_decode('https%3a%2f%2fwww.bing.com%2f')", [["https://www.bing.com/"]], "url-decode-function.md"),
    ("print extract('x=([0-9.]+)', 1, 'hello x=45.6|wo', typeof(real))", [[45.6]], "extract-function.md"),
]


class Service:
    """The practice tenant's `runHuntingQuery`."""

    def __init__(self):
        client = msal.ConfidentialClientApplication(
            APP["clientId"],
            client_credential=APP["clientSecret"],
            authority=practice.AUTHORITY,
            instance_discovery=False,
        )
        self._token = client.acquire_token_for_client([f"{GRAPH}/.default"])["access_token"]

    def ask(self, query):
        """The answer to a query; when there were too many, a minute passes on the practice clock."""
        while True:
            response = requests.post(
                f"{practice.ORIGIN}/v1.0/security/runHuntingQuery",
                headers={"Authorization": f"Bearer {self._token}"},
                json={"Query": query},
                timeout=120,
            )
            if response.status_code != 429:
                assert response.status_code == 200, f"{query}: {response.text}"
                return response.json()
            practice.put_clock_forward(int(response.headers["Retry-After"]))

    def now(self):
        """What `now()` means."""
        return rows_of(self.ask("print now()"))[0][0]


class Hunting(Case):
    maxDiff = None

    def both_engines_answer_every_hunt_alike(self):
        service, engine = Service(), Engine()
        for table in TABLES:
            engine.copy(table, service.ask(f"{table} | take 100000"))
        agreed = with_rows = 0
        for sentence, query in hunts():
            with self.subTest(sentence):
                names, ours, theirs = self._both(service, engine, query)
                self.assertEqual(names[0], names[1], query)
                self.assertEqual(ours, theirs, query)
                agreed += 1
                with_rows += bool(ours)
        self.assertGreaterEqual(agreed, LEAST)
        # Two engines that both find nothing would agree, too.
        self.assertGreaterEqual(with_rows, agreed * 9 // 10)

    def _both(self, service, engine, query):
        """The names of the columns, and the rows, from here and from there."""
        for last in (False, True):
            answer = service.ask(query)
            names, rows = engine.ask(query, service.now() if "ago(" in query else "2030-01-01T00:00:00.0000000Z")
            ours, theirs = comparable(rows_of(answer), query), comparable(rows, query)
            # Between the two questions a row may have grown too old for an `ago()`; that does not happen twice.
            if last or ours == theirs:
                return ([column["name"] for column in answer["schema"]], names), ours, theirs

    def what_is_documented_counts_where_the_other_engine_says_something_else(self):
        service, engine = Service(), Engine()
        for query, documented, page in DIFFERENT:
            with self.subTest(query):
                self.assertEqual(rows_of(service.ask(query)), documented, page)
                # Once it agrees, the query belongs to the hunts.
                self.assertFalse(engine.agrees(query, documented), page)
