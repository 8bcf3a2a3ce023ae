«comments»import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone

TENANT_ID = «tenant»
CLIENT_ID = «client»
AUTHORITY = os.environ.get("AUTHORITY", "«authority»")
API = os.environ.get("API", "«api»")
SCOPE = "«scope»"


def send(request):
    """Answers with the JSON of a request. Waits when the service asks for it, and shows why a request failed."""
    for _ in range(8):
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 429:
                sys.exit(f"HTTP {error.code}: {error.read().decode()}")
            time.sleep(int(error.headers.get("Retry-After", "10")))
    sys.exit("The service is still busy. Try again later.")
