
ConvertTo-Json -InputObject @($rows) -Depth 99
