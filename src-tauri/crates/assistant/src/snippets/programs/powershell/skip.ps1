
# Page by page, until one is not full.
$rows = @()
do {
    $uri = $api + '«path»?$top=«top»&$skip=' + $rows.Count«options»
    $page = @((Read-Page $uri).value)
    $rows += $page
} while ($page.Count -eq «top»)
