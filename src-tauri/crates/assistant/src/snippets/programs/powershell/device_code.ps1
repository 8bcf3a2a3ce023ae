
# Shows a code to type in on any device. In the app registration, Allow public client flows is set to Yes.
$device = Invoke-RestMethod -Method Post -Uri "$authority/$tenantId/oauth2/v2.0/devicecode" -Body @{
    client_id = $clientId
    scope     = $scope
}
Write-Host $device.message
$form = @{
    grant_type  = 'urn:ietf:params:oauth:grant-type:device_code'
    client_id   = $clientId
    device_code = $device.device_code
}
$answer = $null
while (-not $answer) {
    Start-Sleep -Seconds $device.interval
    try {
        $answer = Invoke-RestMethod -Method Post -Uri "$authority/$tenantId/oauth2/v2.0/token" -Body $form
    } catch {
        if ("$($_.ErrorDetails.Message)" -notmatch 'authorization_pending|slow_down') { throw }
    }
}
