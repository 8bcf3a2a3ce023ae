«comments»// Needs .NET 8 or newer, and: dotnet add package Microsoft.Identity.Client
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Identity.Client;

var tenantId = «tenant»;
var clientId = «client»;
var authority = Environment.GetEnvironmentVariable("AUTHORITY") ?? "«authority»";
var api = Environment.GetEnvironmentVariable("API") ?? "«api»";
string[] scopes = ["«scope»"];
