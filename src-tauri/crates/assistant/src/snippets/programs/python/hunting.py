
query = «query»
body = json.dumps({"Query": query}).encode()
headers["Content-Type"] = "application/json"
rows = send(urllib.request.Request(f"{API}/v1.0/security/runHuntingQuery", body, headers))["results"]
