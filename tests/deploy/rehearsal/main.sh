#!/usr/bin/env bash
# The life of an installation, in a bare Debian 12 without a network and without a running systemd: each
# step of docs/operations.md with the commands that stand there. Started by ./run package --rehearse.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")"
. ./help.sh

step 'what is installed, and that nothing runs'
is "$(sotto --version)" 'sotto 0.1.0'
is "$(sotto-broker --version)" 'sotto-broker 0.1.0'
is "$(dpkg-query -W -f '${Version}' sotto-broker)" 0.0.9
for folder in /var/lib/sotto /var/backups/sotto; do is "$(stat -c '%U %a' $folder)" 'sotto 700'; done
is "$(stat -c '%U %a' /etc/sotto/tls)" 'root 700'
there /usr/share/man/man8/sotto-broker.8.gz /usr/share/man/man1/sotto.1.gz
gone /etc/systemd/system/*.wants/sotto-*
is "$(grep -lsx sotto-broker /proc/[0-9]*/comm)" ''
for unit in sotto-broker.service sotto-backup.service sotto-backup.timer; do
  said=$(systemd-analyze verify --man=no "/usr/lib/systemd/system/$unit" 2>&1)
  [ -z "$said" ] || fail "systemd finds in $unit: $said"
done
for unit in sotto-broker sotto-backup; do
  exposed=$(systemd-analyze security --offline=true --no-pager "/usr/lib/systemd/system/$unit.service" |
    sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
  awk -v level="$exposed" 'BEGIN { exit !(level != "" && level <= 1.5) }' || fail "$unit is exposed: $exposed"
done

step 'install: mirror, certificate, backup key'
install -d -m 0700 -o sotto -g sotto /srv/sotto-mirror
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost' -keyout key.pem -out fullchain.pem 2>/dev/null
install -m 0600 fullchain.pem key.pem /etc/sotto/tls/
export SOTTO_CA=$PWD/fullchain.pem SOTTO_BROKER=https://localhost
sotto-broker backup keygen --to backup.key >/etc/sotto/backup.pub
systemctl enable sotto-broker sotto-backup.timer 2>/dev/null
there /etc/systemd/system/multi-user.target.wants/sotto-broker.service

step 'first day: two leads found a scheme'
lead_key lead-1
lead_key lead-2
cp /usr/share/doc/sotto-broker/schemes/* /etc/sotto/
# A day is short, but longer than a visit on a busy machine.
sed -i 's/^day_seconds = .*/day_seconds = 10/' /etc/sotto/demo.toml
as_sotto sotto-broker init --data $DATA --scheme /etc/sotto/demo.toml --lead "$(key_of lead-1)" --lead "$(key_of lead-2)" \
  --seal-with file:/etc/sotto/seal >draft
start_broker
sign() { sotto --json --words-file "$1.words" lead sign-genesis draft-file --key "$1.key" | jq -r .signature; }
cp $DATA/genesis-draft draft-file
as_sotto sotto-broker found --data $DATA --sign "$(sign lead-1)" --sign "$(sign lead-2)"
wait_until 'the scheme answers' health

step 'slips, two supporters, a colleague'
sotto codes --count 4 --site https://localhost --out slips.html --hashes hashes.txt --text slips.txt >/dev/null
as_sotto sotto-broker codes import --data $DATA --until 2099-08-31 <hashes.txt
grep -E '^[^ ]{29}$' slips.txt >slips
enrol rowan supporter
enrol ash supporter
enrol quill colleague
list rowan 'Dr Rowan Example'
list ash 'Dr Ash Example'
offered() {
  visit rowan visit --unattended >/dev/null
  visit ash visit --unattended >/dev/null
  visit quill show --directory | jq -e '.directory[] | select(.name == "Dr Rowan Example") | .offered' >/dev/null
}
wait_until 'the supporter is offered' offered

step 'an enquiry and a first meeting, over TLS'
enquire() {
  visit rowan visit --unattended >/dev/null
  echo '01632 960123' | visit quill enquire 'Dr Rowan Example' --means phone >/dev/null 2>&1
}
wait_until 'the enquiry is made' enquire
wait_until 'the enquiry is read' sees rowan '.phase == "enquired" and .value == "01632 960123"'
visit rowan visit --do "accept $ID" --do "offer $ID '2030-01-07T17:00 Room 4'" >/dev/null
meet 1

step 'upgrade'
stop_broker
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /packages/new/*.deb >apt.log 2>&1
is "$(dpkg-query -W -f '${Version}' sotto-broker)" 0.1.0
start_broker
wait_until 'the scheme answers' health
visit rowan visit --do "held $ID" --do "offer $ID '2030-01-08T17:00 Room 4'" >/dev/null
meet 2

step 'a backup, and the end of an old one'
as_sotto touch -d '15 days ago' /var/backups/sotto/sotto-old.sealed
as_sotto /usr/lib/sotto/backup $DATA /etc/sotto/backup.pub /var/backups/sotto
gone /var/backups/sotto/sotto-old.sealed
SEALED=$(ls /var/backups/sotto/sotto-*.sealed)
as_sotto sotto-broker status --data $DATA
as_sotto sotto-broker check --data $DATA

step 'the machine is lost; restore'
stop_broker
rm -rf $DATA
install -m 0600 -o sotto backup.key /var/lib/sotto/backup.key
as_sotto sotto-broker restore --data $DATA --from "$SEALED" --key /var/lib/sotto/backup.key --mirror /srv/sotto-mirror \
  --seal-with file:/etc/sotto/seal --new-epoch
as_sotto sotto-broker check --data $DATA
start_broker
wait_until 'the scheme answers' health
sign_all lead-1
sign_all lead-2
visit rowan visit --do "held $ID" --do "offer $ID '2030-01-09T17:00 Room 4'" >/dev/null
meet 3
visit rowan held "$ID" >/dev/null
fourth=0
visit rowan offer "$ID" --slot '2030-01-09T18:00 Room 4' 2>/dev/null || fourth=$?
[ "$fourth" -eq 1 ] || fail 'a fourth meeting is possible'
as_sotto sotto-broker check --data $DATA
stop_broker
shred -u /var/lib/sotto/backup.key

if [ -d stored ]; then
  step 'data folders of earlier releases'
  for stored in stored/*.tar.xz; do
    mkdir /var/lib/sotto/stored
    tar -xJf "$stored" -C /var/lib/sotto/stored --no-same-owner
    chown -R sotto: /var/lib/sotto/stored
    now=$(date +%s)
    as_sotto env LD_PRELOAD="$PWD/stored/libclock_preload.so" SOTTO_CLOCK_SHIFT=$((1795003200 + 3600 - now)) \
      sotto-broker check --data /var/lib/sotto/stored/data --seal-with file:/var/lib/sotto/stored/seal
    as_sotto sotto-broker inspect --data /var/lib/sotto/stored/data >/dev/null
    rm -rf /var/lib/sotto/stored
  done
fi

step 'remove keeps the scheme; purge keeps it where nobody answers'
apt() { DEBIAN_FRONTEND=noninteractive apt-get "$@" -y -q --no-install-recommends >>apt.log 2>&1; }
apt remove sotto-broker
gone /usr/bin/sotto-broker /usr/share/sotto
there $DATA/keys
apt install /packages/new/sotto-broker_*.deb
as_sotto sotto-broker check --data $DATA
apt purge sotto-broker
there $DATA/keys
getent passwd sotto >/dev/null
grep -q 'are kept' apt.log

step 'purge deletes it where somebody says so, and leaves nothing'
apt install /packages/new/sotto-broker_*.deb
echo 'sotto-broker sotto-broker/delete-data boolean true' | debconf-set-selections
apt purge sotto-broker sotto
rm -rf /srv/sotto-mirror
left=$(find / -xdev \( -path /proc -o -path /rehearsal -o -path /packages -o -path /dev -o -path /tmp \) -prune -o \
  -iname '*sotto*' -print)
is "$left" ''
is "$(getent passwd sotto; getent group sotto; grep sotto /var/lib/dpkg/status)" ''
echo 'the rehearsal went through' >&2
