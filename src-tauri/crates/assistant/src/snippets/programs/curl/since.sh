
since=$(date -u -d '-«hours» hours' +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v-«hours»H +%Y-%m-%dT%H:%M:%SZ)
