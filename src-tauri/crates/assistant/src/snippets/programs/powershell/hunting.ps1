
$query = «query»
$body = @{ Query = $query } | ConvertTo-Json
$page = Read-Page "$api/v1.0/security/runHuntingQuery" @{ Method = 'Post'; Body = $body; ContentType = 'application/json' }
$rows = @($page.results)
