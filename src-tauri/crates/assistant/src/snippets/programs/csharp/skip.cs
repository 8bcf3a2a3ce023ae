
// Page by page, until one is not full.
JsonArray page;
do
{
    var url = $"{api}«path»?$top=«top»&$skip={rows.Count}"«options»;
    page = (await Ask(() => new HttpRequestMessage(HttpMethod.Get, url)))["value"]!.AsArray();
    rows.AddRange(page.Select(row => row?.DeepClone()));
} while (page.Count == «top»);
