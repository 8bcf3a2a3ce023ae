import json
import sys
import time
import urllib.error
import urllib.request


def ask(url, body=None):
    """Answers with the JSON of a call. Waits when the service asks for it, and shows why a call failed."""
    for _ in range(8):
        headers = {"Authorization": f"Bearer {access_token()}", "Content-Type": "application/json"}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 429:
                sys.exit(f"HTTP {error.code}: {error.read().decode()}")
            time.sleep(int(error.headers.get("Retry-After", "10")))
    sys.exit("The service is still busy. Try again later.")


rows = []
