
# Page by page, until one is not full.
rows = []
while True:
    options = {«options»"$top": «top», "$skip": len(rows)}
    url = f"{API}«path»?" + urllib.parse.urlencode(options)
    page = send(urllib.request.Request(url, headers=headers))["value"]
    rows.extend(page)
    if len(page) < «top»:
        break
