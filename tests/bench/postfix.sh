#!/usr/bin/env bash
# A Postfix of its own, from Debian's package but not installed, that takes messages over loopback into
# its queue on this disk and keeps them there: for the comparison of durable commits. Needs root,
# because Postfix does. Usage: postfix.sh TOOLS FOLDER start | stop; start prints the command that
# sends, to which -m COUNT -l BYTES is added. TOOLS holds the unpacked package.
set -euo pipefail

tools=${1:?usage: postfix.sh TOOLS FOLDER start|stop} folder=$2
export LD_LIBRARY_PATH=$tools/usr/lib/postfix MAIL_CONFIG=$folder/config

if [ "${3:-}" = stop ]; then
  if [ -e "$folder/queue/pid/master.pid" ]; then kill "$(tr -d ' \n' <"$folder/queue/pid/master.pid")" || true; fi
  rm -rf "$folder"
  exit
fi

port=$((20000 + $$ % 10000))
rm -rf "$folder"
mkdir -p "$folder"/{config,data,queue/{pid,incoming,active,hold,deferred,defer,bounce,maildrop,public,private,saved,corrupt,flush,trace}}
chmod 755 "$folder" "$folder"/queue
chown mail "$folder/data" "$folder"/queue/*
chown root "$folder/queue/pid"
chgrp uucp "$folder"/queue/{public,maildrop}
chmod 700 "$folder"/data "$folder"/queue/{incoming,active,hold,deferred,defer,bounce,private,saved,corrupt,flush,trace}
# Accounts that every Debian has, instead of the ones that the package would make.
cat >"$MAIL_CONFIG/main.cf" <<CONF
compatibility_level = 3.6
mail_owner = mail
setgid_group = uucp
queue_directory = $folder/queue
data_directory = $folder/data
command_directory = $tools/usr/sbin
daemon_directory = $tools/usr/lib/postfix/sbin
shlib_directory = $tools/usr/lib/postfix
meta_directory = $tools/etc/postfix
import_environment = MAIL_CONFIG LD_LIBRARY_PATH
export_environment = MAIL_CONFIG LD_LIBRARY_PATH
myhostname = mail.example
mydestination = mail.example
local_recipient_maps =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_data_restrictions = check_client_access static:HOLD
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
disable_dns_lookups = yes
maillog_file = $folder/log
maillog_file_prefixes = $folder
CONF
cat >"$MAIL_CONFIG/master.cf" <<CONF
127.0.0.1:$port inet n - n - 100 smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
CONF
"$tools/usr/lib/postfix/sbin/master" -d -c "$MAIL_CONFIG" >"$folder/master.out" 2>&1 &
for _ in $(seq 100); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "LD_LIBRARY_PATH=$LD_LIBRARY_PATH MAIL_CONFIG=$MAIL_CONFIG $tools/usr/sbin/smtp-source" \
      "-d -s 64 -f a@mail.example -t b@mail.example 127.0.0.1:$port"
    exit
  fi
  sleep 0.1
done
cat "$folder/master.out" "$folder/log" >&2 2>/dev/null
exit 1
