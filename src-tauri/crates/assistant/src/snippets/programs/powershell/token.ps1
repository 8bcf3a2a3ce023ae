$token = ConvertTo-SecureString $answer.access_token -AsPlainText -Force
