
# Needs PowerShell 7. The environment says where the certificate and its private key are (PEM).
$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile(
    $env:CERTIFICATE_FILE, $env:CERTIFICATE_KEY_FILE)
Connect-MgGraph -TenantId $tenantId -ClientId $clientId -Certificate $certificate -Environment $environment -NoWelcome
