"Application (client) ID: $($app.AppId)"
