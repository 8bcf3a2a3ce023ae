
ConvertTo-Json -InputObject @($rows) -Depth 99 | Out-File -FilePath "«file»" -Encoding utf8
