using System;
/* a */ var secret = "Qz18Q~MadeUpForHandrail.NotARealOne_0000"; // x
var url = $@"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token";
var app = ConfidentialClientApplicationBuilder.Create("631a96bc-a705-4eda-9f99-fdaf9f54f6a2").WithClientSecret(secret).Build();
