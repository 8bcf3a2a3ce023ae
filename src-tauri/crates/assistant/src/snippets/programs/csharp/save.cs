
var text = JsonSerializer.Serialize(rows, new JsonSerializerOptions { WriteIndented = true });
File.WriteAllText($"«file»", text);
