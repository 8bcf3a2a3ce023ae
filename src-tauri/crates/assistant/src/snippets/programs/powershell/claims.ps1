
# What the token opens. The token itself is not shown.
$payload = $answer.access_token.Split('.')[1].Replace('-', '+').Replace('_', '/')
$payload += '=' * ((4 - $payload.Length % 4) % 4)
$claims = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($payload)) | ConvertFrom-Json
$claims | Select-Object -Property @('tid', 'aud', 'roles', 'scp', 'exp') | Out-Host
return $token
