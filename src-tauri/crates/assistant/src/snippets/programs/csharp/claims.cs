
// What the token opens. The token itself is not shown.
var payload = result.AccessToken.Split('.')[1].Replace('-', '+').Replace('_', '/');
payload = payload.PadRight(payload.Length + (4 - payload.Length % 4) % 4, '=');
var claims = JsonNode.Parse(Convert.FromBase64String(payload))!.AsObject();
foreach (var name in new[] { "tid", "aud", "roles", "scp", "exp" })
{
    Console.WriteLine($"{name}: {claims[name]?.ToJsonString()}");
}
