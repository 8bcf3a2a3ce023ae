#!/usr/bin/env bash
# «comment»
# Runs in bash: Linux, macOS, WSL, Git Bash. Needs curl and jq.
set -euo pipefail

TENANT_ID=«tenant»
CLIENT_ID=«client»
AUTHORITY=«authority»
API=«api»
SCOPE=«scope»
