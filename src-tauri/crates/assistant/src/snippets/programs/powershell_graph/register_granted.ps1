
"Application (client) ID: $($app.appId)"
