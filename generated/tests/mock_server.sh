#!/bin/sh
# Sends the calls of tests/examples to a mock server that knows the API's document. It needs Node.js.
#
#     generated/tests/mock_server.sh [DOCUMENT]
#
# In two terminals, this is:
#
#     npx @stoplight/prism-cli mock --port 4010 spec/codat-platform.yaml
#     CODAT_PLATFORM_MOCK_URL=http://127.0.0.1:4010 cargo test -p codat-platform --test examples mock_server
set -eu
cd "$(dirname "$0")/../.."
document=${1:-spec/codat-platform.yaml}
url=http://127.0.0.1:4010
npx --yes @stoplight/prism-cli mock --port 4010 "$document" >/dev/null &
server=$!
trap 'kill "$server"' EXIT
# Any response shows that the server is ready.
until curl --silent --output /dev/null "$url"; do
    kill -0 "$server"
    sleep 1
done
CODAT_PLATFORM_MOCK_URL=$url cargo test -p codat-platform --test examples mock_server -- --nocapture
