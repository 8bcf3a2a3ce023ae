since = (datetime.now(timezone.utc) - timedelta(hours=«hours»)).strftime("%Y-%m-%dT%H:%M:%SZ")
