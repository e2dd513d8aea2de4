#!/usr/bin/env bash
# What a job of your CI does with a test gateway: starts one, posts, reads link and code, opens, and looks at state and events. Needs a JDK 17,
# curl, jq and OpenSSL 3. Keys stand on command lines here, which is for tests only. The number is the first of two free ports.
#
#   docs/examples/ci-job.sh target/sluis.jar test.yml 8080
set -euo pipefail

jar=$(realpath "$1") config=$(realpath "$2") port=${3:-8080}
url=http://127.0.0.1:$port admin=http://127.0.0.1:$((port + 1))
for taken in "$port" "$((port + 1))"; do
  if (exec 3<> "/dev/tcp/127.0.0.1/$taken") 2> /dev/null; then
    echo "port $taken is taken: name the first of two free ones" >&2
    exit 1
  fi
done
folder=$(mktemp -d)
cd "$folder"
unset ${!SLUIS_@} # the gateway refuses variables of this name that it does not know

java "-Ddw.publicUrl=$url" "-Ddw.server.applicationConnectors[0].port=$port" "-Ddw.server.adminConnectors[0].port=$((port + 1))" \
  -jar "$jar" server "$config" > gateway.log 2>&1 &
gateway=$!
trap 'kill "$gateway" 2> /dev/null || true; wait "$gateway" || true; rm -rf "$folder"' EXIT

fail() { printf '%s\n' "$1" >&2; tail -n 20 gateway.log >&2; exit 1; }
is() { [ "$2" = "$3" ] || fail "$1 is $2, not $3"; }
asks() { curl -sS --fail-with-body --max-time 30 -H "Authorization: Bearer $client_key" -H 'Content-Type: application/json' "$@"; }
page_asks() { curl -sS --fail-with-body --max-time 30 -H 'Sec-Fetch-Site: same-origin' -H 'Content-Type: application/json' -d "$2" "$url/link/$1"; }

# Reads on until a message of this kind about the invitation has come.
next=
reads() {
  local try page
  for ((try = 0; try < 300; try++)); do
    page=$(asks "$url/v1/test/messages?limit=100${next:+&after=$next}")
    next=$(jq -r .next <<< "$page")
    message=$(jq -c --arg id "$id" --arg kind "$1" 'first(.messages[] | select(.invitation == $id and .kind == $kind))' <<< "$page")
    [ -z "$message" ] || return 0
    sleep 0.2
  done
  fail "no $1 came"
}

# Reads the feed on until it has this event of the invitation, and prints what it has of it.
after=
follows() {
  local try page types
  for ((try = 0; try < 30; try++)); do
    page=$(asks "$url/v1/events?limit=500&wait=20${after:+&after=$after}")
    after=$(jq -r .next <<< "$page")
    types=$(jq -r --arg id "$id" '.events[] | select(.invitation == $id) | .type' <<< "$page")
    [ -z "$types" ] || echo "$types"
    [[ $types != *"$1"* ]] || return 0
  done
  fail "the feed has no $1"
}

# 1. The gateway is up, and a client key is made.
until curl -sS --fail --max-time 5 -o /dev/null "$admin/healthcheck" 2> /dev/null; do
  [ "$SECONDS" -lt 120 ] && kill -0 "$gateway" 2> /dev/null || fail 'the gateway does not start'
  sleep 0.5
done
client_key=$(curl -sS --fail --max-time 30 -X POST -H "Authorization: Bearer $(cat sluis-test/operator-key)" \
  "$admin/tasks/create-client?name=ci" | sed -n 's/^client-key: //p')

# 2. Your scheduler posts. Here you call your own program, with $url and $client_key.
posted=$(jq -n '(now + 7 * 86400 | strftime("%Y-%m-%dT")) as $day | {
    meeting: { title: "Selectiegesprek", start: ($day + "10:00:00Z"), end: ($day + "11:00:00Z"), timeZone: "Europe/Amsterdam",
      organizer: { name: "Selection desk", email: "selection@example.org" }, location: "Kamer 4" },
    invitees: [ { name: "Invitee One", email: "invitee@example.net", phone: "+31612345678", locale: "nl" } ]
  }' | asks -d @- "$url/v1/invitations")
is 'the gateway' "$(jq -r .test <<< "$posted")" true
id=$(jq -r '.invitations[0].id' <<< "$posted")

# 3. The invitee gets the mail, and its link proves itself by what is derived from it.
reads mail
link=$(jq -r .link <<< "$message")
secret=$(printf '%s=' "${link#*#}" | tr '_-' '/+' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
access=$(openssl kdf -binary -keylen 32 -kdfopt digest:SHA256 -kdfopt "hexkey:$secret" -kdfopt info:'sluis/1 access' HKDF |
  openssl base64 -A | tr '/+' '_-' | tr -d '=')

# 4. The invitee types the last four digits of the number, gets the code, and types that.
sent=$(page_asks code "$(jq -n --arg access "$access" '{ $access, digits: "5678" }')")
is 'the delivery' "$(jq -r .delivery <<< "$sent")" sent
reads sms
ticket=$(openssl rand 32 | openssl base64 -A | tr '/+' '_-' | tr -d '=')
released=$(page_asks release "$(jq -n --arg access "$access" --arg code "$(jq -r .code <<< "$message")" --arg ticket "$ticket" \
  '{ $access, $code, $ticket }')")
is 'what was released' "$(jq -r .id <<< "$released")" "$id"

# 5. Your scheduler sees that it was opened, in the feed and by its state.
follows invitation.opened
is 'the state' "$(asks "$url/v1/invitations/$id" | jq -r .state)" opened
echo "opened $id"
