
// The app registration has http://localhost under Mobile and desktop applications.
var app = PublicClientApplicationBuilder.Create(clientId)
    .WithAuthority($"{authority}/{tenantId}")«discovery»
    .WithRedirectUri("http://localhost")
    .Build();
AuthenticationResult result;
try
{
    var accounts = await app.GetAccountsAsync();
    result = await app.AcquireTokenSilent(scopes, accounts.FirstOrDefault()).ExecuteAsync();
}
catch (MsalUiRequiredException)
{
    result = await app.AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false).ExecuteAsync();
}
