
// Page by page, as the service links them; a link to anywhere else gets no token.
string? next = $"{api}«path»?$count=true"«options»;
while (next is not null && next.StartsWith($"{api}/"))
{
    var url = next;
    var page = await Ask(() => new HttpRequestMessage(HttpMethod.Get, url));
    rows.AddRange(page["value"]!.AsArray().Select(row => row?.DeepClone()));
    next = (string?)page["@odata.nextLink"];
}
