#!/usr/bin/env bash
# Plants one bad line at a time into a small clean tree: check.sh must name its file, line and reason.
set -euo pipefail
check=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)/check.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
said=$work/said

header() {
  mkdir -p "$tree/$(dirname "$1")"
  printf '#pragma once\n' >"$tree/$1"
}

for file in crypto/base/bytes.h crypto/primitives/hash.h crypto/primitives/random_testing.h \
  crypto/hpke/hpke.h crypto/voprf/voprf.h crypto/protocol/cell.h broker/store/store.h \
  broker/http/server.h broker/http/message.h broker/log/log.h broker/main/options.h client/core/visit.h client/cli/say.h \
  tests/support/vectors.h; do
  header "$file"
done

# A clean tree, with one line of each kind that is right where it stands.
good() { printf '#include %s\n' "$2" >>"$tree/$1"; }
good crypto/primitives/random.cc '"crypto/primitives/random_testing.h"'
good crypto/primitives/hash.cc '<sodium.h>'
good crypto/base/panic.cc '<cstdio>'
good crypto/protocol/cell.cc '"crypto/hpke/hpke.h"'
good broker/store/lmdb.cc '<lmdb.h>'
good broker/http/server.cc '<boost/beast.hpp>'
good broker/http/server.cc '"broker/log/log.h"'
good broker/log/log.cc '"broker/store/store.h"'
good broker/log/log.cc '"broker/http/message.h"'
good crypto/protocol/cell.cc '<chrono>'
good client/cli/http.cc '<boost/asio.hpp>'
good client/cli/say.cc '<boost/json.hpp>'
good client/cli/say.cc '"client/core/visit.h"'
good client/core/visit.cc '"crypto/protocol/cell.h"'
good tests/any_test.cc '"broker/http/server.h"'
good tests/any_test.cc '"client/core/visit.h"'
good tests/any_test.cc '<gtest/gtest.h>'
bash "$check" "$tree" >"$said" || {
  echo 'the clean tree was refused:'
  cat "$said"
  exit 1
}

# plant FILE LINE REASON
plant() {
  local before="$work/before" line
  if [ -e "$tree/$1" ]; then cp "$tree/$1" "$before"; fi
  mkdir -p "$tree/$(dirname "$1")"
  printf '%s\n' "$2" >>"$tree/$1"
  line=$(wc -l <"$tree/$1")
  if bash "$check" "$tree" >"$said"; then
    echo "not noticed: $1: $2"
    exit 1
  fi
  if ! grep -qF "$1:$line: $3" "$said"; then
    echo "noticed, but not as \"$1:$line: $3\": $2"
    cat "$said"
    exit 1
  fi
  rm "$tree/$1"
  if [ -e "$before" ]; then mv "$before" "$tree/$1"; fi
}

folder='this folder may not include that one'
behind='this header belongs behind'
plant broker/log/log.cc '#include "client/core/visit.h"' "$folder"
plant client/core/visit.cc '#include "broker/log/log.h"' "$folder"
plant client/core/visit.cc '#include "client/cli/say.h"' "$folder"
plant client/cli/say.cc '#include "broker/store/store.h"' "$folder"
plant crypto/protocol/cell.cc '#include "client/core/visit.h"' "$folder"
plant crypto/base/bytes.cc '#include "crypto/primitives/hash.h"' "$folder"
plant crypto/figures/proof.cc '#include "crypto/protocol/cell.h"' "$folder"
plant crypto/cocktail/rounds.cc '#include "crypto/hpke/hpke.h"' "$folder"
plant crypto/primitives/hash.cc '#include "crypto/hpke/hpke.h"' "$folder"
plant crypto/hpke/hpke.cc '#include "crypto/voprf/voprf.h"' "$folder"
plant crypto/voprf/voprf.cc '#include "crypto/protocol/cell.h"' "$folder"
plant broker/log/log.cc '#include "broker/http/server.h"' "$folder"
plant broker/store/lmdb.cc '#include "broker/log/log.h"' "$folder"
plant broker/log/log.cc '#include "tests/support/vectors.h"' 'nothing includes tests'
plant client/core/visit.cc '#include "crypto/primitives/random_testing.h"' 'for tests only'
plant crypto/protocol/cell.cc '#include "cell.h"' "$folder"
plant crypto/protocol/cell.cc '#include "crypto/gone.h"' 'includes are written from the root'
plant crypto/base/secret.h '#include <sodium.h>' "$behind"
plant broker/log/log.cc '#include <sodium.h>' "$behind"
plant crypto/primitives/hash.cc '#include <argon2.h>' "$behind"
plant broker/log/log.cc '#include <lmdb.h>' "$behind"
plant broker/store/other.cc '#include <lmdb.h>' 'already included by broker/store/lmdb.cc'
plant broker/http/server.h '#include <boost/beast/core.hpp>' "$behind"
plant broker/log/log.cc '#include <boost/asio.hpp>' "$behind"
plant client/core/visit.cc '#include <boost/json.hpp>' "$behind"
plant broker/log/log.cc '#include <toml++/toml.h>' "$behind"
plant broker/http/server.cc '#include <openssl/ssl.h>' 'this header belongs behind'
plant broker/http/server.cc '#include <curl/curl.h>' 'no rule for this header'
plant crypto/base/bytes.cc '#include <fstream>' "$behind"
plant client/core/visit.cc 'auto now = std::chrono::system_clock::now();' 'no clock in pure code'
plant client/core/visit.cc '#include <ctime>' "$behind"
plant client/core/visit.cc '#  include  <thread>' "$behind"
plant client/core/visit.cc '#include HEADER' 'cannot be read'
plant crypto/shapes/shape.cc '#include <vector>' 'no rule for this folder'
plant client/core/new.h '// Something.' 'a header starts with #pragma once'
plant docs/page.md "see $tree/crypto" 'names a path of this machine'
plant broker/log/log.cc '// TODO: later' 'finish it or leave it out'
plant client/cli/say.cc 'client::OwnCounts all;' 'counts of one person'
plant broker/log/log.cc 'int meetings = 0;' 'the broker counts nobody'
# What docs/ names is looked for.
claims=$(dirname "$check")/claims.sh
mkdir -p "$tree/docs/spec" "$tree/tests/web"
labels=$tree/docs/spec/conventions.md
printf '%s\n' '## Labels' '| `one` `two` | for | page |' '## Identifiers' >"$labels"
printf '%s\n' 'sign("sotto/v1/one");' 'sign("sotto/v1/two");' >"$tree/client/core/labels.cc"
echo "TEST_F(Suite, IsThere) {" >"$tree/tests/claims_test.cc"
echo "it('a title', async () => {" >"$tree/tests/web/some.test.mjs"
printf "\`%s\`\n" Suite.IsThere "some.test.mjs: a title" tests/web/ >"$tree/docs/claims.md"
bash "$claims" "$tree" >"$said" || {
  echo "right names were refused:"
  cat "$said"
  exit 1
}
for name in Suite.IsNot "some.test.mjs: another title" tests/gone_test.cc; do
  printf "\`%s\`\n" "$name" >"$tree/docs/more.md"
  if bash "$claims" "$tree" >"$said" || ! grep -qxF -- "$name" "$said"; then
    echo "not noticed: $name"
    exit 1
  fi
done
rm "$tree/docs/more.md"
# miscounted LABEL LINE FILE: with this line planted, the label is on one side alone, or twice.
miscounted() {
  cp "$3" "$tree/kept"
  sed -i "2i$2" "$3"
  if bash "$claims" "$tree" >"$said" || ! grep -qxF -- "$1" "$said"; then
    echo "not noticed: label $1"
    exit 1
  fi
  cp "$tree/kept" "$3"
}
miscounted three 'sign("sotto/v1/three");' "$tree/client/core/labels.cc"
miscounted gone '| `gone` | for | page |' "$labels"
miscounted one '| `one` | for | page |' "$labels"
# A notice that is taken out is missed.
notices=$(dirname "$check")/notices.sh
root=$(cd "$(dirname "$check")/../.." && pwd)
mkdir "$tree/notices"
(cd "$root" && tar -c --exclude=node_modules .ci docs/third-party.md docs/deploy/debian broker/CMakeLists.txt client/CMakeLists.txt \
  client/wasm client/web/package.json client/web/licences.txt client/web/src tests/*/package.json) | tar -x -C "$tree/notices"
bash "$notices" "$tree/notices" >"$said" || {
  echo "notices.sh refuses this tree:"
  cat "$said"
  exit 1
}
while read -r file name; do
  cp "$tree/notices/$file" "$tree/kept"
  sed -i "/$name/Id" "$tree/notices/$file"
  if bash "$notices" "$tree/notices" >"$said" || ! grep -q "$file does not name" "$said"; then
    echo "not noticed: $name is not in $file"
    exit 1
  fi
  cp "$tree/kept" "$tree/notices/$file"
done <<'PLANTED'
docs/third-party.md LMDB
docs/third-party.md axe-core
client/web/licences.txt preact
docs/deploy/debian/copyright libsodium
PLANTED
echo 'every planted line was noticed'
