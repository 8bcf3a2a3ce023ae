
# The value of the secret, shown this once: put it into a vault. Each run makes another.
$password = @{ DisplayName = 'Handrail'; EndDateTime = (Get-Date).AddDays(180) }
(Add-MgApplicationPassword -ApplicationId $app.id -PasswordCredential $password).SecretText
