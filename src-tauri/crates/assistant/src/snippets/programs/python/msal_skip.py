import urllib.parse

# Page by page, until one is not full.
while True:
    options = {«options»"$top": «top», "$skip": len(rows)}
    page = ask(f"{API}«path»?" + urllib.parse.urlencode(options))["value"]
    rows.extend(page)
    if len(page) < «top»:
        break
