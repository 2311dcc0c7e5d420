# For main.sh: people, the broker as its unit starts it, and waiting.

DATA=/var/lib/sotto/data

step() { echo "— $*" >&2; }
fail() {
  echo "rehearsal: $*" >&2
  exit 1
}
trap 'echo "rehearsal: line $LINENO of ${BASH_SOURCE[0]}: $BASH_COMMAND" >&2' ERR

is() { [ "$1" = "$2" ] || fail "\"$1\" is not \"$2\""; }
there() {
  local one
  for one in "$@"; do [ -s "$one" ] || fail "$one is not there"; done
}
gone() {
  local one
  for one in "$@"; do [ ! -e "$one" ] || fail "$one is there"; done
}

as_sotto() { runuser -u sotto -- "$@"; }

# wait_until WHAT COMMAND...: tries again until it succeeds.
wait_until() {
  local what=$1 try
  shift
  for try in $(seq 120); do
    if "$@"; then return; fi
    sleep 0.5
  done
  fail "in vain: $what"
}

# The command line of the unit, with its user and its one capability; systemd itself does not run here.
start_broker() {
  local line
  line=$(sed -n '/^ExecStart=/,/[^\\]$/ p' /usr/lib/systemd/system/sotto-broker.service | sed 's/^ExecStart=//; s/\\$//' |
    tr '\n' ' ')
  export CREDENTIALS_DIRECTORY=/run/sotto-credentials
  install -d -m 0500 -o sotto "$CREDENTIALS_DIRECTORY"
  install -m 0400 -o sotto /etc/sotto/tls/fullchain.pem "$CREDENTIALS_DIRECTORY/certificate"
  install -m 0400 -o sotto /etc/sotto/tls/key.pem "$CREDENTIALS_DIRECTORY/key"
  install -m 0400 -o sotto /etc/sotto/seal "$CREDENTIALS_DIRECTORY/seal"
  # shellcheck disable=SC2086
  eval "set -- $line"
  setpriv --reuid sotto --regid sotto --init-groups --inh-caps=-all,+net_bind_service \
    --ambient-caps=-all,+net_bind_service --bounding-set=-all,+net_bind_service --no-new-privs "$@" \
    >>served.log 2>>service.log &
  BROKER=$!
  wait_until 'the broker listens' grep -q '^serving' served.log
}
stop_broker() {
  kill -TERM "$BROKER"
  wait "$BROKER" || fail "the broker ended with $?: $(cat service.log)"
  : >served.log
  rm -rf "$CREDENTIALS_DIRECTORY"
}
health() { openssl s_client -quiet -verify_quiet -CAfile fullchain.pem -connect localhost:443 2>/dev/null \
  <<<$'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r' | grep -q '^HTTP/1.1 200'; }

lead_key() { sotto --json lead key --out "$1.key" --words-out "$1.words" >"$1.json"; }
key_of() { jq -r .public_key "$1.json"; }

# visit PERSON COMMAND...: with that person's words. Days are seconds here, so on a busy machine one may
# end in the middle of a visit, which then stops and says so (4): once more.
visit() {
  local person=$1 try status
  shift
  for try in 1 2 3; do
    status=0
    sotto --json --words-file "$person.words" "$@" || status=$?
    if [ "$status" -ne 4 ]; then break; fi
  done
  return "$status"
}

enrol() {
  sed -n 1p slips >slip.txt
  sed -i 1d slips
  sotto --json enrol --role "$2" --slip-file slip.txt --words-out "$1.words" >/dev/null
}

list() {
  local lead six
  six=$(visit "$1" listing --name "$2" --specialty Anaesthetics | jq -r .six_words)
  for lead in lead-1 lead-2; do
    visit $lead lead sign "$(visit $lead lead proposals --key $lead.key | jq -r '.proposals[0].id')" \
      --key $lead.key <<<"$six" >/dev/null
  done
}

# A lead signs all that waits, as after a restore.
sign_all() {
  local id
  for id in $(visit "$1" lead proposals --key "$1.key" | jq -r '.proposals[].id'); do
    visit "$1" lead sign "$id" --key "$1.key" </dev/null >/dev/null
  done
}

# sees PERSON CONDITION: an engagement for which it holds; ID is its number.
sees() {
  ID=$(visit "$1" show | jq -r "[.engagements[] | select($2) | .id][0] // empty")
  [ -n "$ID" ]
}

# The offer is there, the colleague chooses, the supporter sees it.
meet() {
  wait_until "offer $1" sees quill "(.slots | length) > 0 and .offer >= $1"
  visit quill choose "$ID" 1 >/dev/null
  wait_until "meeting $1 is agreed" sees rowan ".agreed == $1"
}
