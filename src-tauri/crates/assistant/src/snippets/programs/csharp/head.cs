// «comment»
// Needs .NET 8 or newer, and: dotnet add package Microsoft.Identity.Client
using System.Net.Http.Headers;
«imports»using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Identity.Client;

var tenantId = «tenant»;
var clientId = «client»;
var authority = «authority»;
var api = «api»;
string[] scopes = [«scope»];
