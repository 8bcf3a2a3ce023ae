
# Page by page, as the service links them; a link to anywhere else gets no token.
$rows = @()
$uri = $api + '«path»?$count=true'«options»
while ($uri -and $uri.StartsWith("$api/")) {
    $page = Read-Page $uri
    $rows += @($page.value)
    $uri = $page.'@odata.nextLink'
}
