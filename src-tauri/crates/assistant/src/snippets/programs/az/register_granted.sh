
echo "Application (client) ID: $client_id"
