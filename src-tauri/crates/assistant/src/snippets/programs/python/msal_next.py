import urllib.parse

# Page by page, as the service links them; a link to anywhere else gets no token.
options = {«options»}
url = f"{API}«path»?" + urllib.parse.urlencode(options)
while url and url.startswith(f"{API}/"):
    page = ask(url)
    rows.extend(page["value"])
    url = page.get("@odata.nextLink")
