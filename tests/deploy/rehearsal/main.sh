#!/usr/bin/env bash
# The life of an installation, in a bare Debian 12 without a network and without a running systemd: docs/operations.md
# word by word, with a relay and two witnesses around the broker. Started by ./run package --rehearse.
set -Eeuo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")"
. ./help.sh
umask 022
dpkg-deb --fsys-tarfile /packages/old/sotto-broker_*.deb | tar -xO ".$PAGE" >page.md
page_lines page.md >page.lines

step 'install'
AT=/packages/old root 'sha256sum -c --ignore-missing SHA256SUMS'
AT=/packages/old root 'apt install ./sotto-broker_0.1.0_amd64.deb' 0.1.0 0.0.9
mkdir -p people/anybody
cp /packages/old/sotto_0.0.9_amd64.deb people/anybody/
by anybody 'sudo apt install ./sotto_0.1.0_amd64.deb' 0.1.0 0.0.9

step 'what is installed, and that nothing runs'
is "$(command sotto --version)" 'sotto 0.1.0'
is "$(sotto-broker --version)" 'sotto-broker 0.1.0'
is "$(dpkg-query -W -f '${Version}' sotto-broker)" 0.0.9
for folder in /var/lib/sotto /var/backups/sotto; do is "$(stat -c '%U %a' $folder)" 'sotto 700'; done
is "$(stat -c '%U %a' /etc/sotto/tls)" 'root 700'
there /usr/share/man/man8/sotto-broker.8.gz /usr/share/man/man1/sotto.1.gz
gone /etc/systemd/system/*.wants/sotto-*
is "$(grep -lsx sotto-broker /proc/[0-9]*/comm)" ''
for unit in sotto-broker.service sotto-backup.service sotto-backup.timer; do
  found=$(systemd-analyze verify --man=no "/usr/lib/systemd/system/$unit" 2>&1)
  [ -z "$found" ] || fail "systemd finds in $unit: $found"
done
for unit in sotto-broker sotto-backup; do
  exposed=$(systemd-analyze security --offline=true --no-pager "/usr/lib/systemd/system/$unit.service" |
    sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
  echo "$unit.service is exposed: $exposed"
  awk -v level="$exposed" 'BEGIN { exit !(level != "" && level <= 1.5) }' || fail "$unit is exposed: $exposed"
done

step 'mirror, certificate, backup key'
root 'install -d -m 0700 -o sotto -g sotto /srv/sotto-mirror'
echo '127.0.0.1 localhost broker.example' >/etc/hosts
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost,DNS:broker.example' -keyout key.pem -out fullchain.pem 2>/dev/null
root 'install -m 0600 fullchain.pem key.pem /etc/sotto/tls/'
export SOTTO_CA=$PWD/fullchain.pem
by operator 'sotto-broker backup keygen --to backup.key'
root 'echo DIGITS > /etc/sotto/backup.pub' DIGITS "$(cat said)"
root 'systemctl enable --now sotto-backup.timer'
there /etc/systemd/system/timers.target.wants/sotto-backup.timer

step 'a relay (docs/deploy/README.md), two witnesses'
mkdir -p /etc/sotto/relay
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=relay -keyout relay.key \
  -out relay.pem 2>/dev/null
install -m 0600 relay.key relay.pem /etc/sotto/relay/
install -m 0600 relay.pem /etc/sotto/tls/
install -m 0600 fullchain.pem /etc/sotto/relay/broker.pem
for port in 8090 8091; do
  by witness-$port 'sotto witness key --name witness.example/w --out witness.key' witness.example "w$port.example"
  echo "witness w$port $(said .vkey) http://127.0.0.1:$port"
done >witnesses
printf 'group q any w8090 w8091\nquorum q\n' >>witnesses

step 'first day: two leads found a scheme'
root 'cp /usr/share/doc/sotto-broker/schemes/* /etc/sotto/'
root 'mv /etc/sotto/listen-to-connect.toml /etc/sotto/scheme.toml' listen-to-connect demo
install -m 0644 witnesses /etc/sotto/
# A day is short, but longer than a visit on a busy machine.
sed -i 's|^day_seconds = .*|day_seconds = 10\nrelay = "https://localhost"\nwitnesses = "witnesses"\nwitness_every = 1|' \
  /etc/sotto/scheme.toml
leads_keys
draft
root 'systemctl enable --now sotto-broker'
there /etc/systemd/system/multi-user.target.wants/sotto-broker.service
cp /usr/share/doc/sotto-broker/deploy/relay.conf /etc/nginx/relay.conf
nginx -c /etc/nginx/relay.conf
found
vkey=$(cat said)
for port in 8090 8091; do
  # Until stopped: in the background.
  by witness-$port 'sotto witness serve --listen 127.0.0.1:8090 --state witness.state --key witness.key --log VKEY' \
    8090 $port VKEY "$vkey >witness.log 2>&1 &"
done
by administrator 'export SOTTO_BROKER=https://sotto.example' sotto.example localhost
wait_until 'the scheme answers' health
wait_until 'the witnesses cosign' believed
by anybody 'sotto log verify'
is "$(said .relay)" https://localhost

step 'slips, two supporters, a colleague, a recipient of concerns'
make_slips administrator
enrol rowan supporter
enrol ash supporter
enrol quill supporter supporter colleague
enrol wren recipient
list rowan 'Dr Rowan Example'
list ash 'Dr Ash Example'
by wren 'sotto recipient propose 1 --title "Clinical lead, first"'
both_sign "$(said .six_words)"

step 'the pages are signed and compared'
cp /packages/new/sotto-broker_0.1.0_amd64.deb people/lead-1/
cp /packages/new/sotto-broker_0.1.0_amd64.deb people/anybody/
for person in lead-1 anybody; do by $person 'dpkg-deb -x sotto-broker_0.1.0_amd64.deb unpacked'; done
by lead-1 'sotto lead build --version 0.1.0 --manifest unpacked/usr/share/sotto/web/manifest --key lead.key'
compare() {
  by anybody 'sotto verify-site https://sotto.example --build unpacked/usr/share/sotto/web' sotto.example localhost
}
wait_until 'the pages are as the log and the package say' compare
is "$(said .version) $(said .same)" '0.1.0 true'

step 'three trustees make the key of the figures'
for number in 1 2 3; do
  by trustee-$number 'sotto trustee propose 1 --title "Medical director" --out trustee.hex' 'propose 1' "propose $number" \
    'Medical director' "Trustee $number"
  keep_words trustee-$number
  six=$(said .six_words)
  for lead in $LEADS; do
    cp people/trustee-$number/trustee.hex people/$lead/trustee-$number.hex
    ASKED=$six$'\n' by "$lead" 'sotto lead add-trustee trustee.hex --key lead.key' trustee.hex trustee-$number.hex
  done
done
trustees_done() {
  local number state=
  for number in 1 2 3; do
    by trustee-$number 'sotto trustee visit' || return
    state+="$(said .state) "
  done
  [ "$state" = 'done done done ' ]
}
wait_until 'the key of the figures is made' trustees_done
by anybody 'sotto figures'
is "$(said '.quarters | length')" 0

step 'an enquiry and a first meeting, over TLS and through the relay'
offered() {
  visit rowan visit --unattended
  visit ash visit --unattended
  visit quill show --directory
  said '.directory[] | select(.name == "Dr Rowan Example") | .offered' >/dev/null
}
wait_until 'the supporter is offered' offered
enquire() {
  visit rowan visit --unattended
  ASKED=$'01632 960123\n' visit quill enquire 'Dr Rowan Example' --means phone 2>/dev/null
}
wait_until 'the enquiry is made' enquire
wait_until 'the enquiry is read' sees rowan '.phase == "enquired" and .value == "01632 960123"'
visit rowan visit --do "accept $ID" --do "offer $ID '2030-01-07T17:00 Room 4'"
meet 1

step 'a first backup, every month'
root 'systemctl start sotto-backup'
root 'runuser -u sotto -- sotto-broker status --data /var/lib/sotto/data'
cat said
root 'journalctl -u sotto-broker -u sotto-backup --since -35d'
root 'apt update && apt upgrade'
root 'systemctl restart sotto-broker'
wait_until 'the scheme answers' health
root 'runuser -u sotto -- sotto-broker check --data /var/lib/sotto/data'
by anybody 'sotto log verify'
compare

step 'upgrade, in the middle of an engagement'
cp /packages/new/SHA256SUMS /packages/new/*.deb .
root 'sha256sum -c --ignore-missing SHA256SUMS'
root 'systemctl start sotto-backup'
root 'apt install ./sotto-broker_NEW_amd64.deb' NEW 0.1.0
by anybody 'sudo apt install ./sotto_0.1.0_amd64.deb' ./sotto_ "$HERE/sotto_"
is "$(dpkg-query -W -f '${Version}' sotto-broker sotto)" 0.1.00.1.0
stop_broker # systemd does both after an upgrade
start_broker
root 'systemctl status sotto-broker'
wait_until 'the scheme answers' health
visit rowan visit --do "held $ID" --do "offer $ID '2030-01-08T17:00 Room 4'"
meet 2

step 'another gateway key, other rules'
root 'systemctl stop sotto-broker'
root 'runuser -u sotto -- sotto-broker gateway-key new --data /var/lib/sotto/data'
root 'systemctl start sotto-broker'
root 'systemctl start sotto-backup'
sed -i 's/01632 960031/01632 960032/' /etc/sotto/scheme.toml
root 'systemctl stop sotto-broker'
root 'runuser -u sotto -- sotto-broker policy propose --data /var/lib/sotto/data --scheme /etc/sotto/scheme.toml'
root 'systemctl start sotto-broker'
wait_until 'the scheme answers' health
sign_all
ruled() {
  command sotto --json log verify >said 2>/dev/null
  said 'any(.entries[]; .type == "policy")' >/dev/null
}
wait_until 'the other rules are in the log' ruled

step 'a lead loses the key, another takes the place'
by lead-3 'sotto lead key --out lead.key'
keep_words lead-3
new=$(said .public_key)
by lead-3 'sotto lead offer --place 1 --lost --key lead.key --out offer'
cp people/lead-3/offer people/lead-1/
by lead-1 'sotto lead replace offer --key lead.key'
root 'systemctl stop sotto-broker'
root 'runuser -u sotto -- sotto-broker lead-key show --lead 1 --data /var/lib/sotto/data'
grep -q "$new" said || fail 'the new key is not shown'
root 'runuser -u sotto -- sotto-broker lead-key accept --lead 1 --data /var/lib/sotto/data HEX' HEX "$new"
root 'systemctl start sotto-broker'
wait_until 'the scheme answers' health
LEADS='lead-1 lead-3'

step 'a backup, and the end of an old one'
runuser -u sotto -- touch -d '15 days ago' /var/backups/sotto/sotto-old.sealed
sleep 1 # the name of a backup is its second
root 'systemctl start sotto-backup'
gone /var/backups/sotto/sotto-old.sealed
SEALED=$(find /var/backups/sotto -name 'sotto-*.sealed' | sort | tail -n 1)

step 'the machine is lost; restore from the backup and the mirror, with the witnesses asked'
visit ash visit --unattended
stop_broker
rm -rf $DATA
install -d -o sotto /var/lib/sotto/restore
install -m 0600 -o sotto people/operator/backup.key "$SEALED" /var/lib/sotto/restore/
export AT=/var/lib/sotto/restore
root 'runuser -u sotto -- sotto-broker restore --data /var/lib/sotto/data --from sotto-DATE.sealed --key backup.key --mirror /srv/sotto-mirror --seal-with file:/etc/sotto/seal --new-epoch' \
  sotto-DATE.sealed "$(basename "$SEALED")"
cat said
root 'runuser -u sotto -- sotto-broker check --data /var/lib/sotto/data'
root 'systemctl enable --now sotto-broker'
root 'shred -u backup.key'
unset AT
wait_until 'the scheme answers' health
wait_until 'the witnesses cosign again' believed
sign_all
wait_until 'the supporter is there again' sees rowan '.held == 2 or .agreed == 2'
visit rowan visit --do "held $ID" --do "offer $ID '2030-01-09T17:00 Room 4'"
meet 3
visit rowan held "$ID"
fourth=0
visit rowan offer "$ID" --slot '2030-01-09T18:00 Room 4' 2>/dev/null || fourth=$?
is "$fourth" 1
wait_until 'the pages are what they were' compare

step 'a supporter leaves'
visit ash show
by lead-1 'sotto lead remove SUPPORTER-ID --key lead.key' SUPPORTER-ID "$(said .own_id)"
LEADS=lead-3 sign_all

. ./near_peer.sh

step 'the end'
root 'systemctl disable --now sotto-broker sotto-backup.timer'
gone /etc/systemd/system/*.wants/sotto-*
nginx -s quit
runuser -u sotto -- sotto-broker check --data $DATA --seal-with file:/etc/sotto/seal

if [ -d stored ]; then
  step 'data folders of earlier releases'
  for stored in stored/*.tar.xz; do
    mkdir /var/lib/sotto/stored
    tar -xJf "$stored" -C /var/lib/sotto/stored --no-same-owner
    chown -R sotto: /var/lib/sotto/stored
    now=$(date +%s)
    runuser -u sotto -- env LD_PRELOAD="$PWD/stored/libclock_preload.so" SOTTO_CLOCK_SHIFT=$((1795003200 + 3600 - now)) \
      sotto-broker check --data /var/lib/sotto/stored/data --seal-with file:/var/lib/sotto/stored/seal
    runuser -u sotto -- sotto-broker inspect --data /var/lib/sotto/stored/data >/dev/null
    rm -rf /var/lib/sotto/stored
  done
fi

step 'remove keeps the scheme; purge keeps it where nobody answers'
apt remove sotto-broker
gone /usr/bin/sotto-broker /usr/share/sotto
there $DATA/keys
apt install /packages/new/sotto-broker_*.deb
runuser -u sotto -- sotto-broker check --data $DATA --seal-with file:/etc/sotto/seal
root 'apt purge sotto-broker'
there $DATA/keys
getent passwd sotto >/dev/null
grep -q 'are kept' apt.log

step 'purge deletes it where somebody says so, and leaves nothing'
apt install /packages/new/sotto-broker_*.deb
echo 'sotto-broker sotto-broker/delete-data boolean true' | debconf-set-selections
apt purge sotto-broker sotto
rm -rf /srv/sotto-mirror /run/sotto-credentials
left=$(find / -xdev \( -path /proc -o -path /rehearsal -o -path /packages -o -path /dev -o -path /tmp \) -prune -o \
  -iname '*sotto*' -print)
is "$left" ''
is "$(getent passwd sotto; getent group sotto; grep sotto /var/lib/dpkg/status)" ''

whole_page
echo "the rehearsal went through: $(sort -u page.lines | wc -l) lines of the page" >&2
