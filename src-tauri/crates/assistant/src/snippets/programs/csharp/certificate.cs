using System.Security.Cryptography.X509Certificates;

// The environment says where the certificate and its private key are (PEM).
var certificate = X509Certificate2.CreateFromPemFile(
    Environment.GetEnvironmentVariable("CERTIFICATE_FILE")!,
    Environment.GetEnvironmentVariable("CERTIFICATE_KEY_FILE"));
var app = ConfidentialClientApplicationBuilder.Create(clientId)
    .WithCertificate(certificate)
    .WithAuthority($"{authority}/{tenantId}")«discovery»
    .Build();
var result = await app.AcquireTokenForClient(scopes).ExecuteAsync();
