
# Needs PowerShell 7. The environment says where the certificate and its private key are (PEM).
function ConvertTo-Base64Url([byte[]] $bytes) {
    [Convert]::ToBase64String($bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}
$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile(
    $env:CERTIFICATE_FILE, $env:CERTIFICATE_KEY_FILE)
$address = "$authority/$tenantId/oauth2/v2.0/token"
$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
$header = @{ alg = 'PS256'; typ = 'JWT'; 'x5t#S256' = ConvertTo-Base64Url $certificate.GetCertHash('SHA256') }
$claims = @{ aud = $address; iss = $clientId; sub = $clientId; jti = [guid]::NewGuid(); nbf = $now; exp = $now + 300 }
$unsigned = ($header, $claims | ForEach-Object {
        ConvertTo-Base64Url ([Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $_ -Compress)))
    }) -join '.'
$key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
$signature = $key.SignData([Text.Encoding]::ASCII.GetBytes($unsigned), 'SHA256', 'Pss')
$form = @{
    grant_type            = 'client_credentials'
    client_id             = $clientId
    client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    client_assertion      = "$unsigned.$(ConvertTo-Base64Url $signature)"
    scope                 = $scope
}
$answer = Invoke-RestMethod -Method Post -Uri $address -Body $form
