
# Page by page, as the service links them; a link to anywhere else gets no token.
rows = []
options = {«options»}
url = f"{API}«path»?" + urllib.parse.urlencode(options)
while url and url.startswith(f"{API}/"):
    page = send(urllib.request.Request(url, headers=headers))
    rows.extend(page["value"])
    url = page.get("@odata.nextLink")
