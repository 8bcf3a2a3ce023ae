	since := time.Now().UTC().Add(-«hours» * time.Hour).Format(time.RFC3339)
