"""The plan of a registration in five languages: each is read by a program of its own, and all say what was wanted.

The registry has no Terraform and no Bicep: their texts are parsed, not planned."""

import json
from pathlib import Path

from case import Case
from registrations import ADDRESS, READERS, Home

DATA = Path(__file__).parents[4] / "src-tauri/crates/assistant/data/permissions.json"
IDS = {
    (one["api"], one["context"], one["name"]): one["id"]
    for one in json.loads(DATA.read_text(encoding="utf-8"))["permissions"]
}
RESOURCES = {
    "graph": "00000003-0000-0000-c000-000000000000",
    "xdr": "8ee8fdad-f234-4243-8f3b-15c294843740",
    "mde": "fc780465-2017-40d4-a0c5-307022471b92",
}

# Reading and hunting, by the pages of each API: without a person, and on behalf of one.
PERMISSIONS = {
    "graph": ("SecurityIncident.Read.All ThreatHunting.Read.All",) * 2,
    "xdr": ("Incident.Read.All AdvancedHunting.Read.All", "Incident.Read AdvancedHunting.Read"),
    "mde": ("Alert.Read.All AdvancedQuery.Read.All", "Alert.Read AdvancedQuery.Read"),
}

GOALS = [
    {"context": context, "flow": flow, "credential": credential, "tenancy": tenancy}
    for context, flow, credential, tenancy in (
        ("application", "authorization_code", "secret", "own"),
        ("application", "authorization_code", "certificate", "own"),
        ("application", "authorization_code", "secret", "customers"),
        ("user", "authorization_code", "secret", "own"),
        ("user", "device_code", "secret", "own"),
    )
]
CONSENTS = ("link", "grant")

# Ends a text, or is run or filled in, in one language or another.
UGLY = "É東 'a' \"b\" \\c ${d} $${e} %{f} %%{g} {{h}} $(i) `j` \u2018k\u2019 #l //m \u00abname\u00bb -n"


def goal(api, **parts):
    return {"api": api, "purpose": "incidents"} | parts


def wanted(goal, consent, name):
    """What every language has to say."""
    api, user = goal["api"], goal["context"] == "user"
    names = PERMISSIONS[api][user].split()
    ids = [IDS[api, goal["context"], one] for one in names]
    answers = consent == "link" or goal["tenancy"] == "customers"
    browser = user and goal["flow"] == "authorization_code"
    return {
        "name": name,
        "audience": "AzureADMyOrg" if goal["tenancy"] == "own" else "AzureADMultipleOrgs",
        "tags": [f"Handrail:{goal['context']}-{api}-{goal['tenancy']}"],
        "web": [ADDRESS] if answers and not user else [],
        "public": [ADDRESS] if user and (browser or answers) else [],
        "flows": user and goal["flow"] == "device_code",
        "access": {RESOURCES[api]: {(one, "Scope" if user else "Role") for one in ids}},
        "granted": set() if consent == "link" else set(names if user else ids),
        "link": consent == "link",
    }


class Registration(Case):
    def every_language_says_the_plan_that_was_wanted(self):
        for api in RESOURCES:
            for parts in GOALS:
                self._say("commercial", goal(api, **parts), "Handrail")

    def a_name_is_a_name_whatever_is_in_it(self):
        for api in RESOURCES:
            for parts in GOALS[:1] + GOALS[-1:]:
                self._say("commercial", goal(api, **parts), UGLY)
        self._say("commercial", goal("graph", **GOALS[0]), "two\nlines", "two lines")

    def each_cloud_is_called_at_its_own_addresses(self):
        for cloud, authority, environment in (
            ("commercial", "https://login.microsoftonline.com", None),
            ("gcc", "https://login.microsoftonline.com", None),
            ("gcc-high", "https://login.microsoftonline.us", "usgovernmentl4"),
            ("dod", "https://login.microsoftonline.us", "usgovernmentl5"),
        ):
            for api in RESOURCES:
                for language, text in self._say(cloud, goal(api, **GOALS[0]), "Handrail"):
                    self.assertIn(f"{authority}/", text, language)
                    if language == "terraform":
                        self.assertEqual(f'environment = "{environment}"' in text, environment is not None, text)

    def _say(self, cloud, goal, name, read=None):
        """Compares all languages for both ways of consent; answers the texts."""
        home, texts = Home(cloud, goal), []
        self.addCleanup(home.close)
        for consent in CONSENTS:
            for language, reader in READERS.items():
                with self.subTest(cloud=cloud, goal=goal, consent=consent, language=language):
                    options = ("--consent", consent, "--also", "hunting", "--app-name", name)
                    text = home.written(language, *options)["text"]
                    self.assertEqual(reader(text), wanted(goal, consent, read or name), text)
                    if consent == "link":
                        texts.append((language, text))
        return texts
