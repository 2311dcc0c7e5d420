#!/usr/bin/env bash
# Who may include what. Usage: check.sh FOLDER; prints every offending line as file:line: why, and
# fails if there was one. The rules are the two tables below; docs/hacking.md tells the reasons.
set -euo pipefail
cd -- "${1:?usage: check.sh FOLDER}"

# Files | what they may include of ours. The first row that fits a file holds; a file that fits no row
# is itself an offence, so that a new folder needs a rule.
ours() {
  cat <<'TABLE'
crypto/base/.*               crypto/base/.*
crypto/primitives/.*         crypto/(base|primitives)/.*
crypto/hpke/.*               crypto/(base|primitives|hpke)/.*
crypto/voprf/.*              crypto/(base|primitives|voprf)/.*
crypto/tlog/.*               crypto/(base|primitives|tlog)/.*
crypto/cocktail/.*           crypto/(base|primitives|cocktail)/.*
crypto/figures/.*            (crypto/(base|primitives|cocktail|figures)/.*|crypto/protocol/(limits|labelled_hash)[.]h)
crypto/ohttp/.*              crypto/(base|primitives|hpke|ohttp)/.*
crypto/protocol/.*           crypto/.*
broker/(http|main)/.*        (crypto|broker)/.*
broker/main[^/]*             (crypto|broker)/.*
broker/web/.*                (crypto/.*|broker/web/.*|broker/store/disk[.]h|broker/http/message[.]h)
broker/witnesses/.*          (crypto/.*|broker/(witnesses|store)/.*|broker/[^/]*[.]h|broker/http/post[.]h)
broker/store/.*              (crypto/.*|broker/store/.*|broker/http/(message|mapped_file)[.]h)
broker/.*                    (crypto/.*|broker/(log|visits|boards|passes|concerns|figures|witnesses|store|config)/.*|broker/[^/]*[.]h|broker/http/(message|mapped_file)[.]h)
client/core/.*               (crypto|client/core)/.*
client/allocate/desk[.](cc|h)  (crypto|client/(core|allocate))/.*
client/allocate/.*           (crypto/base|client/allocate)/.*
client/cli/.*                (crypto|client)/.*
client/wasm/director/.*      (crypto|client/(core|allocate|wasm))/.*
client/wasm/.*               (crypto|client/(core|wasm))/.*
tests/.*                     (crypto|broker|client|tests)/.*
TABLE
}

# Headers that are not ours | the only files, tests apart, that may include them. A header that fits no
# row and is not C++'s own is an offence; so are C++'s own that reach outside, in pure folders.
theirs() {
  cat <<'TABLE'
sodium[.]h|sodium/.*                     crypto/.*[.]cc
argon2[.]h                               crypto/primitives/argon2[.]cc
lmdb[.]h                                 broker/store/[^/]*[.]cc
boost/(beast|asio|system)([./].*)        (broker/http|client/cli)/[^/]*http[^/]*[.](cc|h)|broker/http/.*[.]cc
openssl/.*                               broker/http/certificate[.]cc|crypto/primitives/sha256[.]cc
boost/json([./].*)                       client/cli/.*|broker/main[^/]*
CLI/.*                                   (client/cli|broker/main)/.*|broker/main[^/]*
toml[+][+]/.*                            broker/toml_keys[.]h
qrencode[.]h                             client/cli/.*[.]cc
lemon/.*                                 client/allocate/allocate[.]cc
malloc[.]h                               client/wasm/heap[.]cc
date/.*                                  client/cli/.*[.]cc|broker/publish_times[.]cc
(sys|netinet|arpa|linux)/.*              (broker|client/cli)/.*
(unistd|fcntl|signal|termios|poll|netdb|dirent|pthread)[.]h    (broker|client/cli)/.*
(fstream|filesystem|iostream|thread|mutex|shared_mutex|condition_variable|future|semaphore)    (broker|client/cli)/.*
(ctime|random|coroutine|stdexcept|exception|stop_token|latch|barrier)    (broker|client/cli)/.*
cstdio                                   (broker|client/cli)/.*|crypto/base/panic[.]cc
[a-z0-9_]+                               .*
TABLE
}

# Libraries that one file alone may include.
alone='lmdb[.]h|argon2[.]h|qrencode[.]h'

files=$(find . \( -name .build -o -name node_modules -o -path ./.git \) -prune -o \
  -type f \( -name '*.cc' -o -name '*.h' \) -print | sed 's|^[.]/||' | sort)

# No file names the place where this tree lies.
here=$(pwd)
status=0
if find . \( -name .git -o -name .build -o -name node_modules \) -prune -o -type f -print0 |
  xargs -0 grep -InF -- "$here/" |
  sed -E 's|^[.]/([^:]*:[0-9]*):|\1: names a path of this machine: |' | grep .; then
  status=1
fi

# What one person did is counted in their own locker and in no other file: shown to them alone, and
# reported in no way but the noisy, sealed one of outbox.cc (docs/spec/figures.md). The broker has
# no word for it.
# shellcheck disable=SC2086
if awk '
  /(OwnCounts|own_counts|QuarterCounts|noisy_values)/ &&
      FILENAME !~ /^client\/core\/(visit|visit_scan|state|outbox)[.](h|cc)$/ &&
      FILENAME !~ /^client\/(cli\/show|wasm\/visit_views)[.]cc$/ &&
      FILENAME !~ /^crypto\/figures\/noise[.](h|cc)$/ && FILENAME !~ /^tests\// {
    printf "%s:%d: counts of one person: %s\n", FILENAME, FNR, $0
    bad = 1
  }
  FILENAME ~ /^broker\// && /(contacts|meetings)/ && !/^[ \t]*\/\// {
    printf "%s:%d: the broker counts nobody: %s\n", FILENAME, FNR, $0
    bad = 1
  }
  END { exit !bad }
' $files </dev/null; then
  status=1
fi

# shellcheck disable=SC2086
awk -v ours="$(ours)" -v theirs="$(theirs)" -v alone="^($alone)\$" '
  function offence(why) {
    printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0
    bad = 1
  }
  function split_rule(line) {
    match(line, /[ ]+/)
    left = "^(" substr(line, 1, RSTART - 1) ")$"
    right = "^(" substr(line, RSTART + RLENGTH) ")$"
  }
  BEGIN {
    own_rules = split(ours, own, "\n")
    their_rules = split(theirs, their, "\n")
  }
  FNR == 1 {
    files++
    may = ""
    for (i = 1; i <= own_rules && may == ""; i++) {
      split_rule(own[i])
      if (FILENAME ~ left) may = right
    }
    if (may == "") offence("no rule for this folder")
    if (FILENAME ~ /[.]h$/ && $0 != "#pragma once") offence("a header starts with #pragma once")
  }
  /(^|[^A-Za-z_])(TODO|FIXME)([^A-Za-z_]|$)/ { offence("finish it or leave it out") }
  FILENAME ~ /^(crypto|client\/core)\// && /_clock/ { offence("no clock in pure code") }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    includes++
    name = $0
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    if (name ~ /^tests\// && FILENAME !~ /^tests\//) offence("nothing includes tests")
    else if (name ~ /_testing[.]h$/ && FILENAME !~ /^tests\// &&
             substr(FILENAME, 1, length(FILENAME) - 3) "_testing.h" != name)
      offence("for tests only")
    else if (name !~ may) offence("this folder may not include that one")
    if ((getline probe < name) < 0) offence("includes are written from the root of the repository")
    close(name)
    next
  }
  /^[ \t]*#[ \t]*include[ \t]*</ {
    includes++
    name = $0
    sub(/^[^<]*</, "", name)
    sub(/>.*/, "", name)
    if (FILENAME ~ /^tests\//) next
    known = 0
    for (i = 1; i <= their_rules && !known; i++) {
      split_rule(their[i])
      if (name ~ left) {
        known = 1
        if (FILENAME !~ right) offence("this header belongs behind " right)
      }
    }
    if (!known) offence("no rule for this header")
    if (name ~ alone) {
      if (name in keeper && keeper[name] != FILENAME) offence("already included by " keeper[name])
      keeper[name] = FILENAME
    }
  }
  /^[ \t]*#[ \t]*include[ \t]*[^"< \t]/ { offence("cannot be read") }
  END {
    printf "%d includes in %d files\n", includes, files
    exit bad
  }
' $files </dev/null || status=1
exit $status
