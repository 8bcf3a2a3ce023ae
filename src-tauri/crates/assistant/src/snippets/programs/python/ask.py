headers = {"Authorization": f"Bearer {access_token}"}
