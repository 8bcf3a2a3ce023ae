
using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", result.AccessToken);

// Waits when the service answers 429, and says with the body of the answer why a request failed.
async Task<JsonNode> Ask(Func<HttpRequestMessage> request)
{
    for (var attempt = 0; attempt < 8; attempt++)
    {
        using var response = await http.SendAsync(request());
        var body = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
        {
            return JsonNode.Parse(body)!;
        }
        if ((int)response.StatusCode != 429)
        {
            throw new HttpRequestException($"HTTP {(int)response.StatusCode}: {body}");
        }
        await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(10));
    }
    throw new HttpRequestException("The service is still busy. Try again later.");
}

var rows = new List<JsonNode?>();
