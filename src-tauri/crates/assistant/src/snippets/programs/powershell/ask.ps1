
$headers = @{
    Accept        = 'application/json'
    Authorization = 'Bearer ' + [Net.NetworkCredential]::new('', $token).Password
}

# Waits when the service answers 429 and names a pause.
function Read-Page([string] $uri, [hashtable] $more = @{}) {
    foreach ($attempt in 1..8) {
        try {
            return Invoke-RestMethod -Uri $uri -Headers $headers @more
        } catch {
            $response = $_.Exception.Response
            if (-not $response -or [int] $response.StatusCode -ne 429) { throw }
            # PowerShell 7 has the header as a time span, Windows PowerShell as text.
            $pause = $response.Headers.RetryAfter.Delta.TotalSeconds
            if (-not $pause) { $pause = try { $response.Headers['Retry-After'] } catch { 10 } }
            Start-Sleep -Seconds ([Math]::Max(1, [int] $pause))
        }
    }
    throw 'The service is still busy. Try again later.'
}
