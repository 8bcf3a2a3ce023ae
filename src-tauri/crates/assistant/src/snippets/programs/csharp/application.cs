
var app = ConfidentialClientApplicationBuilder.Create(clientId)
    .WithClientSecret(Environment.GetEnvironmentVariable("CLIENT_SECRET"))
    .WithAuthority($"{authority}/{tenantId}")«discovery»
    .Build();
var result = await app.AcquireTokenForClient(scopes).ExecuteAsync();
