
with open(f"«file»", "w", encoding="utf-8") as file:
    json.dump(rows, file, ensure_ascii=False, indent=2)
print(f"{len(rows)} rows")
