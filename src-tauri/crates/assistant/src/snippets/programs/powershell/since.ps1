
$since = (Get-Date).ToUniversalTime().AddHours(-«hours»).ToString('yyyy-MM-ddTHH:mm:ssZ')
