

access_token = request_token()
