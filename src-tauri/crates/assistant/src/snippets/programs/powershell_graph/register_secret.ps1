
# The value of the secret, shown this once: put it into a vault.
$password = @{ DisplayName = 'Handrail'; EndDateTime = (Get-Date).AddMonths(6) }
(Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential $password).SecretText
