
var query = «query»;
var found = await Ask(() => new HttpRequestMessage(HttpMethod.Post, $"{api}/v1.0/security/runHuntingQuery")
{
    Content = new StringContent(JsonSerializer.Serialize(new { Query = query }), Encoding.UTF8, "application/json"),
});
rows.AddRange(found["results"]!.AsArray().Select(row => row?.DeepClone()));
