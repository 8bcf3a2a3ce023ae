var since = DateTime.UtcNow.AddHours(-«hours»).ToString("yyyy-MM-ddTHH:mm:ssZ");
