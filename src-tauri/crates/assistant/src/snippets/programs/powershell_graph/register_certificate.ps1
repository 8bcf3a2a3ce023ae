
# The public half of the certificate (PEM).
$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($env:CERTIFICATE_FILE)
Update-MgApplication -ApplicationId $app.Id -KeyCredentials @(@{
        Type  = 'AsymmetricX509Cert'
        Usage = 'Verify'
        Key   = $certificate.RawData
    })
