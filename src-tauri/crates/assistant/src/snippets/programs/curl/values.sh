#!/usr/bin/env bash
«comments»# Runs in bash: Linux, macOS, WSL, Git Bash. Needs curl and jq.
set -euo pipefail

TENANT_ID=«tenant»
CLIENT_ID=«client»
AUTHORITY="${AUTHORITY:-«authority»}"
API="${API:-«api»}"
SCOPE='«scope»'
