
json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
