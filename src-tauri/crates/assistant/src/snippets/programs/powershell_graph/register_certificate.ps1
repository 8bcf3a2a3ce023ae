
# The public half of the certificate (PEM). It takes the place of those that the app has.
$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($env:CERTIFICATE_FILE)
Update-MgApplication -ApplicationId $app.id -KeyCredentials @(@{
        Type  = 'AsymmetricX509Cert'
        Usage = 'Verify'
        Key   = $certificate.RawData
    })
