# For main.sh: lines of docs/operations.md word by word, people who type them, the machine that they are typed on.

HERE=$PWD
DATA=/var/lib/sotto/data
PAGE=/usr/share/doc/sotto-broker/operations.md
: >typed.lines

step() { echo "— $*" >&2; }
fail() {
  echo "rehearsal: $*" >&2
  exit 1
}
# Whatever ended it early, the service's last words are told.
ended() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    echo 'rehearsal: the last lines of the service log:' >&2
    tail -n 15 "$HERE/service.log" >&2 || true
  fi
}
trap ended EXIT

is() { [ "$1" = "$2" ] || fail "\"$1\" is not \"$2\""; }
there() {
  local one
  for one in "$@"; do [ -s "$one" ] || fail "$one is not there"; done
}
gone() {
  local one
  for one in "$@"; do [ ! -e "$one" ] || fail "$one is there"; done
}

# wait_until WHAT COMMAND...: tries again until it succeeds.
wait_until() {
  local what=$1 try
  shift
  for try in $(seq 180); do
    if "$@"; then return; fi
    sleep 0.5
  done
  fail "in vain: $what"
}

# --- the page ---

# The command lines of the page's blocks, each as it stands.
page_lines() { awk '/^```/ { inside = !inside; next } inside' "${1:-$PAGE}"; }

# typed FOLDER LINE [WHAT VALUE]...: a line of the page, with VALUE where it says WHAT; its output goes to `said`.
typed() {
  local folder=$1 line=$2 command=${2#[#$] } status=0
  shift 2
  grep -qxF -- "$line" page.lines || fail "docs/operations.md does not say: $line"
  echo "$line" >>typed.lines
  while [ $# -gt 0 ]; do
    [[ $command == *"$1"* ]] || fail "\"$line\" has no $1"
    command=${command//"$1"/"$2"}
    shift 2
  done
  cd "$folder"
  eval "$command" >"$HERE/said" || status=$?
  cd "$HERE"
  return $status
}

# root LINE [WHAT VALUE]...: by the operator, on the broker's machine.
root() { typed "${AT:-$HERE}" "# $1" "${@:2}"; }

# by PERSON LINE [WHAT VALUE]...: by somebody on a computer of their own. ASKED: what is typed after the words.
by() {
  mkdir -p "people/$1"
  typed "$HERE/people/$1" "\$ $2" "${@:3}"
}
# What was said, as JSON.
said() { jq -er "$1" "$HERE/said"; }
# The seven words that were shown go on paper.
keep_words() { said .words >"people/$1/words"; }

# Every line of the page was typed.
whole_page() {
  local left
  left=$(sort -u page.lines | comm -23 - <(sort -u typed.lines))
  is "$left" ''
  is "$(grep -cE '^[#$] ' page.lines)" "$(wc -l <page.lines)"
}

# --- programs as the page names them ---

# What a person types unseen comes by standard input. Days are seconds here, so on a busy machine one may end in
# the middle of a visit, which then stops and says so (4), and the log grows while it is looked at (6): once more.
sotto() {
  local try status
  { if [ -e words ]; then cat words; fi && printf '%s' "${ASKED:-}"; } >"$HERE/typing"
  for try in 1 2 3 4 5; do
    status=0
    command sotto --json "$@" <"$HERE/typing" || status=$?
    case $1-$status in
      enrol-*) break ;;
      *-4 | *-6) sleep 1 ;;
      *) break ;;
    esac
  done
  return "$status"
}
sudo() { "$@"; }
apt() {
  if [ "$1" = update ] || [ "$1" = upgrade ]; then return; fi # there is no network
  DEBIAN_FRONTEND=noninteractive apt-get "$@" -y -q --no-install-recommends </dev/null >>"$HERE/apt.log" 2>&1
}
journalctl() { cat "$HERE/service.log"; }

# systemd does not run in this Debian: its units are carried out as they say.
systemctl() {
  case $* in
    'enable --now sotto-broker')
      command systemctl enable sotto-broker 2>/dev/null
      start_broker
      ;;
    'enable --now sotto-backup.timer') command systemctl enable sotto-backup.timer 2>/dev/null ;;
    'disable --now sotto-broker sotto-backup.timer')
      command systemctl disable sotto-broker sotto-backup.timer 2>/dev/null
      stop_broker
      ;;
    'start sotto-broker') start_broker ;;
    'stop sotto-broker') stop_broker ;;
    'restart sotto-broker') stop_broker && start_broker ;;
    'status sotto-broker') kill -0 "$BROKER" ;;
    'start sotto-backup')
      # shellcheck disable=SC2046
      runuser -u sotto -- $(sed -n 's/^ExecStart=//p' /usr/lib/systemd/system/sotto-backup.service)
      ;;
    *) fail "systemctl $*" ;;
  esac
}

# The command line of the unit, with its user and its one capability, and with what docs/deploy/README.md changes
# for a relay.
start_broker() {
  local line
  line=$(sed -n '/^ExecStart=/,/[^\\]$/ p' /usr/lib/systemd/system/sotto-broker.service | sed 's/^ExecStart=//; s/\\$//' |
    tr '\n' ' ')
  line=${line/--listen 0.0.0.0:443/--listen 127.0.0.1:8443 --relay \$\{CREDENTIALS_DIRECTORY\}/relay}
  export CREDENTIALS_DIRECTORY=/run/sotto-credentials
  install -d -m 0500 -o sotto "$CREDENTIALS_DIRECTORY"
  install -m 0400 -o sotto /etc/sotto/tls/fullchain.pem "$CREDENTIALS_DIRECTORY/certificate"
  install -m 0400 -o sotto /etc/sotto/tls/key.pem "$CREDENTIALS_DIRECTORY/key"
  install -m 0400 -o sotto /etc/sotto/tls/relay.pem "$CREDENTIALS_DIRECTORY/relay"
  install -m 0400 -o sotto /etc/sotto/seal "$CREDENTIALS_DIRECTORY/seal"
  eval "set -- $line"
  setpriv --reuid sotto --regid sotto --init-groups --inh-caps=-all,+net_bind_service \
    --ambient-caps=-all,+net_bind_service --bounding-set=-all,+net_bind_service --no-new-privs "$@" \
    >>"$HERE/served.log" 2>>"$HERE/service.log" &
  BROKER=$!
  wait_until 'the broker listens' grep -q '^serving' "$HERE/served.log"
}
stop_broker() {
  kill -TERM "$BROKER"
  wait "$BROKER" || fail "the broker ended with $?"
  : >"$HERE/served.log"
  rm -rf "$CREDENTIALS_DIRECTORY"
}
# Through the relay, as everybody asks.
health() { openssl s_client -quiet -verify_quiet -CAfile fullchain.pem -connect localhost:443 2>/dev/null \
  <<<$'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r' | grep -q '^HTTP/1.1 200'; }
believed() { command sotto log verify >/dev/null 2>&1; }

# --- people ---

# visit PERSON COMMAND...: what the page leaves to the person.
visit() {
  local status=0
  cd "people/$1"
  sotto "${@:2}" >"$HERE/said" || status=$?
  cd "$HERE"
  return $status
}

enrol() {
  ASKED=$(sed -n 1p slips)$'\n' by "$1" "sotto enrol --role $2" "${@:3}"
  sed -i 1d slips
  keep_words "$1"
}

LEADS='lead-1 lead-2'

# Each lead's key; KEYS are the public halves.
leads_keys() {
  local lead
  KEYS=()
  for lead in $LEADS; do
    by "$lead" 'sotto lead key --out lead.key'
    keep_words "$lead"
    KEYS+=("--lead $(said .public_key)")
  done
}
# What the leads are to sign, of the scheme's file; and the sheet.
draft() {
  root 'runuser -u sotto -- sotto-broker init --data /var/lib/sotto/data --scheme /etc/sotto/scheme.toml --lead HEX --lead HEX --seal-with file:/etc/sotto/seal --sheet /var/lib/sotto/concerns-sheet' \
    '--lead HEX --lead HEX' "${KEYS[*]}"
  root 'cat /var/lib/sotto/concerns-sheet'
  there said
  root 'shred -u /var/lib/sotto/concerns-sheet'
}
found() {
  local lead signatures=()
  for lead in $LEADS; do
    cp $DATA/genesis-draft "people/$lead/"
    by "$lead" 'sotto lead sign-genesis genesis-draft --key lead.key'
    signatures+=("--sign $(said .signature)")
  done
  root 'runuser -u sotto -- sotto-broker found --data /var/lib/sotto/data --sign HEX --sign HEX' \
    '--sign HEX --sign HEX' "${signatures[*]}"
}
# Into `slips`, by this administrator.
make_slips() {
  by "$1" 'sotto codes --count 500 --site https://sotto.example --out slips.html --hashes hashes.txt' \
    https://sotto.example https://localhost
  sed -n 's|.*<p class="typed">\([^<]*\)</p>.*|\1|p' "people/$1/slips.html" >slips
  is "$(wc -l <slips)" 500
  install -m 0644 "people/$1/hashes.txt" .
  root 'runuser -u sotto -- sotto-broker codes import --data /var/lib/sotto/data --until 2027-08-31 hashes.txt'
}

# Both leads type the six words of what waits first, and sign it.
both_sign() {
  local six=$1 lead
  for lead in $LEADS; do
    by "$lead" 'sotto lead proposals --key lead.key'
    ASKED=$six$'\n' by "$lead" 'sotto lead sign ID --key lead.key' ID "$(said '.proposals[0].id')"
  done
}
# The leads sign all that waits and has no six words.
sign_all() {
  local lead id
  for lead in $LEADS; do
    by "$lead" 'sotto lead proposals --key lead.key'
    for id in $(said '.proposals[].id'); do by "$lead" 'sotto lead sign ID --key lead.key' ID "$id"; done
  done
}

list() {
  by "$1" 'sotto listing --name "Invented Person" --specialty Anaesthetics' 'Invented Person' "$2"
  by "$1" 'sotto six-words'
  both_sign "$(said .six_words)"
}

# sees PERSON CONDITION: an engagement for which it holds; ID is its number.
sees() {
  visit "$1" show
  ID=$(said "[.engagements[] | select($2) | .id][0] // empty" || true)
  [ -n "$ID" ]
}

# The offer is there, the colleague chooses, the supporter sees it.
meet() {
  wait_until "offer $1" sees quill "(.slots | length) > 0 and .offer >= $1"
  visit quill choose "$ID" 1
  wait_until "meeting $1 is agreed" sees rowan ".agreed == $1"
}
