#!/usr/bin/env bash
# Whatever we build with is named in docs/third-party.md, and what reaches people with its licence too. Usage:
# notices.sh FOLDER; prints what is missing and fails if there was something.
set -euo pipefail
cd -- "${1:?usage: notices.sh FOLDER}"
die() { echo "$*" >&2 && exit 1; }
good_node() { true; }
. .ci/lib/packages.sh
lost=

# named FILE NAME FOR
named() { grep -qiF -- "$2" "$1" || lost+="$1 does not name $2, for $3"$'\n'; }

# Debian's packages that something is compiled or linked with | what the page calls them. One that fits no row is
# itself missing, so that a new one needs a row.
rows() {
  cat <<'TABLE'
g[+][+]                      | libgcc
libsodium-dev                | libsodium
libargon2-dev                | Argon2
liblmdb-dev                  | LMDB
libssl-dev                   | OpenSSL
libboost(-json)?1[.]81-dev   | Boost
libcli11-dev                 | CLI11
libtomlplusplus-dev          | toml++
libqrencode-dev              | libqrencode
libhowardhinnant-date-dev    | Howard Hinnant
liblemon-dev                 | LEMON
libgtest-dev|googletest      | GoogleTest
libbenchmark-dev             | Google Benchmark
libc[+][+](abi)?-19-dev-wasm32 | libc++
libclang-rt-19-dev(-wasm32)? | compiler-rt
wasi-libc                    | wasi-libc
clang-19|lld-19|llvm-19      | LLVM
golang-go|golang-golang-x-mod-dev | golang.org/x/mod
gnuplot-nox                  | gnuplot
libicu72|libnsl2|libsasl2-2|libdb5[.]3 | Postfix
chromium                     | Chromium
cmake                        | CMake
ninja-build                  | Ninja
pkg-config                   | pkg-config
dpkg-dev                     | dpkg
TABLE
}
for package in $(for group in build clang wasm bench go; do packages_of $group; done | tr ' ' '\n' | sort -u); do
  name=$(rows | awk -F ' *[|] ' -v of="$package" '{ pattern = $0; sub(/ +[|] [^|]*$/, "", pattern); name = $NF }
    of ~ "^(" pattern ")$" { print name; exit }')
  if [ -z "$name" ]; then lost+="tests/layering/notices.sh has no row for $package"$'\n'; fi
  if [ -n "$name" ]; then named docs/third-party.md "$name" "$package"; fi
done

# What npm brings, by its own name.
while read -r file name; do named docs/third-party.md "$name" "$file"; done < <(
  find . \( -name node_modules -o -name .build \) -prune -o -name package.json -print | sort |
    while read -r file; do
      sed -n '/[dD]ependencies": {/,/}/ s/^ *"\([^"]*\)": "[0-9].*/\1/p' "$file" | sed "s|^|$file |"
    done
)

# What goes out with the pages and in the packages, in the papers that go with them.
pages=client/web/licences.txt copyright=docs/deploy/debian/copyright
for name in $(sed -n "s/^const pages = \[\(.*\)\];$/\1/p" .ci/sbom/components.mjs | tr -d "',"); do
  shown=${name/nhsuk-frontend/NHS.UK frontend}
  named "$pages" "$shown" 'the pages'
  named "$copyright" "$shown" 'the pages'
done
for name in libsodium libc++ wasi-libc 'Electronic Frontier Foundation'; do
  named "$pages" "$name" 'the module'
  named "$copyright" "$name" 'the module'
done
for name in 'Boost' 'CLI11' 'toml++' 'date' 'Electronic Frontier Foundation' \
  LMDB OpenSSL Argon2 libqrencode; do named "$copyright" "$name" 'the programs'; done
# What the pages import at run time stands in that list, and nothing else may be imported.
while read -r name; do
  grep -qF "'$name'" .ci/sbom/components.mjs ||
    lost+=".ci/sbom/components.mjs does not know $name, which the pages import"$'\n'
done < <(grep -rhoE "from '[^.#'][^']*'" client/web/src --include='*.ts' --include='*.tsx' |
  sed -E "s/from '(@[^/']+\/[^/']+|[^/']+).*/\1/" | sort -u)
# The allocation, where something that people get is linked with it.
if grep -qF sotto_allocate client/CMakeLists.txt client/wasm/CMakeLists.txt; then
  for file in "$copyright" .ci/sbom/components.mjs; do named "$file" lemon 'the allocation'; done
fi
if grep -qF sotto_allocate client/wasm/CMakeLists.txt; then named "$pages" LEMON 'the allocation'; fi

if [ -n "$lost" ]; then
  printf '%s' "$lost"
  exit 1
fi
