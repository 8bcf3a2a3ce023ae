
# Signs in in the browser. The app registration has http://localhost under Mobile and desktop applications.
function ConvertTo-Base64Url([byte[]] $bytes) {
    [Convert]::ToBase64String($bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}
function Get-RandomText {
    $bytes = New-Object byte[] 32
    [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)
    ConvertTo-Base64Url $bytes
}
$verifier = Get-RandomText
$state = Get-RandomText
$hash = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes($verifier))
$free = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
$free.Start()
$redirectUri = "http://localhost:$($free.LocalEndpoint.Port)/"
$free.Stop()
$listener = [Net.HttpListener]::new()
$listener.Prefixes.Add($redirectUri)
$listener.Start()
$query = @(
    "client_id=$clientId"
    'response_type=code'
    'redirect_uri=' + [Uri]::EscapeDataString($redirectUri)
    'scope=' + [Uri]::EscapeDataString($scope)
    "state=$state"
    'code_challenge=' + (ConvertTo-Base64Url $hash)
    'code_challenge_method=S256'
) -join '&'
Start-Process "$authority/$tenantId/oauth2/v2.0/authorize?$query"
$context = $listener.GetContext()
$answered = $context.Request.QueryString
$page = [Text.Encoding]::UTF8.GetBytes('You can close this tab.')
$context.Response.OutputStream.Write($page, 0, $page.Length)
$context.Response.Close()
$listener.Stop()
if ($answered['state'] -cne $state) { throw 'This is not the answer to that sign-in.' }
if ($answered['error']) { throw $answered['error_description'] }
$form = @{
    grant_type    = 'authorization_code'
    client_id     = $clientId
    code          = $answered['code']
    redirect_uri  = $redirectUri
    code_verifier = $verifier
    scope         = $scope
}
$answer = Invoke-RestMethod -Method Post -Uri "$authority/$tenantId/oauth2/v2.0/token" -Body $form
