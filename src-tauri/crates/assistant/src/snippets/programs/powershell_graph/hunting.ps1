
$query = «query»
$rows = @((Start-MgSecurityHuntingQuery -Query $query).Results.AdditionalProperties)
