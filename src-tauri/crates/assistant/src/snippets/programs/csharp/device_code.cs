
// Shows a code to type in on any device. In the app registration, Allow public client flows is set to Yes.
var app = PublicClientApplicationBuilder.Create(clientId)
    .WithAuthority($"{authority}/{tenantId}")«discovery»
    .Build();
var result = await app.AcquireTokenWithDeviceCode(scopes, code =>
{
    Console.Error.WriteLine(code.Message);
    return Task.CompletedTask;
}).ExecuteAsync();
