
query = «query»
body = json.dumps({"Query": query}).encode()
rows.extend(ask(f"{API}/v1.0/security/runHuntingQuery", body)["results"])
