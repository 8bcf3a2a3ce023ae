"""Somebody at a browser, made of HTTP requests: reads pages, fills in forms, presses buttons. No script runs."""

import contextlib
import threading
import webbrowser
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import practice
import requests


@dataclass
class Form:
    """A form with the values that it would send as it stands."""

    id: str
    method: str
    action: str
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)


class Page(HTMLParser):
    """The forms of a page, and the words of its elements that have an id."""

    def __init__(self, response):
        super().__init__()
        self.address = response.url
        self.forms = []
        self.words = {}
        self._open_ids = []
        self.feed(response.text)

    def handle_starttag(self, tag, attributes):
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urljoin(self.address, has.get("action", ""))
            self.forms.append(Form(has.get("id", ""), has.get("method", "get"), action))
        elif tag == "input" and self.forms and "name" in has:
            chosen = has.get("type") not in ("checkbox", "radio") or "checked" in has
            if chosen:
                self.forms[-1].fields[has["name"]] = has.get("value", "")
        elif tag == "button" and self.forms and "name" in has:
            self.forms[-1].buttons.append((has["name"], has.get("value", "")))
        if tag not in ("input", "link", "meta", "br"):
            self._open_ids.append(has.get("id"))

    def handle_endtag(self, tag):
        if self._open_ids:
            self._open_ids.pop()

    def handle_data(self, data):
        for name in filter(None, self._open_ids):
            self.words[name] = self.words.get(name, "") + data

    def form(self, *names):
        """The form that has one of these fields or buttons, or this id."""
        for form in self.forms:
            buttons = {name for name, _ in form.buttons}
            if any(name in form.fields or name in buttons or name == form.id for name in names):
                return form
        return None


@dataclass
class Answer:
    """What an app is sent through the browser."""

    address: str
    fields: dict
    method: str


# Buttons that go on; who does not press one of them presses "Cancel" or "No".
AGREEMENTS = ("accept", "continue", "register", "approve")


class Person:
    """One person with one browser: who signed in stays signed in.

    Whatever a page asks is agreed to, but for the button named by `declines`: `accept` for consent, `continue` for
    a device, `approve` for the second factor.
    """

    def __init__(self, name, declines=None):
        self._user = practice.user(name)
        self._declines = declines
        self._session = requests.Session()

    def open(self, address):
        """Signs in and decides until an app is answered (Answer) or there is nothing left to do (Page)."""
        return self._walk("GET", address)

    def enter(self, user_code, address):
        """Types the code that a device shows into the page that it names."""
        form = self.open(address).form("otc")
        return self._walk("POST", form.action, form.fields | {"otc": user_code})

    def _walk(self, method, address, fields=None):
        signed_in = False
        while True:
            if not address.startswith((practice.ORIGIN, practice.READY["origin"])):
                if method == "GET":
                    parts = urlsplit(address)
                    fields = dict(parse_qsl(parts.query or parts.fragment))
                return Answer(address, fields, method)
            response = self._session.request(
                method, address, data=fields, allow_redirects=False, timeout=30
            )
            method, fields = "GET", None
            if response.is_redirect:
                address = urljoin(address, response.headers["location"])
                continue
            page = Page(response)
            if form := page.form("answer"):
                method, address, fields = "POST", form.action, form.fields
            elif (form := page.form("loginfmt")) and not signed_in:
                signed_in = True
                method, address = "POST", form.action
                fields = form.fields | {
                    "loginfmt": self._user["userPrincipalName"],
                    "passwd": self._user["password"],
                }
            elif form := page.form("decision"):
                method, address = "POST", form.action
                fields = form.fields | {"decision": self._decided(form)}
                if "number" in fields:
                    fields["number"] = page.words["idRichContext_DisplaySign"].strip()
            else:
                return page

    def _decided(self, form):
        choices = [value for name, value in form.buttons if name == "decision"]
        wanted = [choice for choice in AGREEMENTS if choice != self._declines]
        return next(choice for choice in (*wanted, "cancel", "deny") if choice in choices)

    def deliver(self, answer):
        """Takes an answer to the app that listens for it."""
        if answer.method == "POST":
            self._session.post(answer.address, data=answer.fields, timeout=30)
        else:
            self._session.get(answer.address, timeout=30)


class _Browser(webbrowser.BaseBrowser):
    """What MSAL opens in place of a browser. It returns at once, as a browser does."""

    def __init__(self, person):
        super().__init__("person")
        self._person = person

    def open(self, url, new=0, autoraise=True):
        threading.Thread(target=lambda: self._person.deliver(self._person.open(url))).start()
        return True


@contextlib.contextmanager
def at_the_browser(person):
    """The person answers whatever opens the system's browser (module `webbrowser`, `register`)."""
    before = list(webbrowser._tryorder or [])
    webbrowser.register("person", None, _Browser(person), preferred=True)
    try:
        yield
    finally:
        webbrowser._tryorder[:] = before
