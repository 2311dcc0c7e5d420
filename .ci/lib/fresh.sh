# ./run fresh [COMMAND]: the first minutes of somebody with a bare Debian 12. debootstrap makes one in
# .build/fresh, the committed tree is copied into it, and ./run COMMAND runs there; then again without a
# network. Its mounts and processes live in namespaces of their own and vanish with them.

fresh() {
  [ "$(id -u)" -eq 0 ] || die 'fresh needs root, for debootstrap and chroot'
  need_packages fresh
  local command=("$@")
  if [ ${#command[@]} -eq 0 ]; then command=(demo --once); fi
  FRESH=$BUILD/fresh
  remove_fresh
  trap remove_fresh EXIT
  trap 'exit 130' INT TERM

  bare_debian

  mkdir "$FRESH/sotto"
  if [ -d .git ] && command -v git >/dev/null; then
    git -c safe.directory="$ROOT" archive HEAD | tar -x -C "$FRESH/sotto"
  else
    tar -c --exclude=./.build --exclude=node_modules . | tar -x -C "$FRESH/sotto"
  fi

  local started=$SECONDS
  say "first: ./run ${command[*]}"
  inside "${command[@]}" || die "the first ./run ${command[*]} failed"
  say "it took $((SECONDS - started)) s, packages included"

  started=$SECONDS
  say "again, without a network: ./run ${command[*]}"
  offline=--net inside "${command[@]}" || die "./run ${command[*]} failed without a network"
  say "it took $((SECONDS - started)) s"
  say 'fresh: both succeeded'
}

# A bare Debian 12 in FRESH.
bare_debian() {
  local mirror
  mirror=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(REPO_URI)' |
    sed -n 's/^Packages bookworm //p' | head -n 1)
  say "a bare Debian 12 from ${mirror:=http://deb.debian.org/debian}"
  debootstrap --variant=minbase bookworm "$FRESH" "$mirror" >"$BUILD/fresh.log" 2>&1 ||
    die 'debootstrap failed; see .build/fresh.log'
  # What is thrown away need not be synced file by file.
  echo force-unsafe-io >"$FRESH/etc/dpkg/dpkg.cfg.d/thrown-away"
  borrow_apt
}

# The machine's own way to its packages: mirrors, keys, proxies, names.
borrow_apt() {
  rm -rf "$FRESH/etc/apt"
  cp -a /etc/apt "$FRESH/etc/apt"
  cp -L /etc/resolv.conf /etc/hosts "$FRESH/etc/"
  mkdir -p "$FRESH/usr/share/keyrings" "$FRESH/etc/ssl/certs"
  cp -an /usr/share/keyrings/. "$FRESH/usr/share/keyrings/"
  if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    cp -L /etc/ssl/certs/ca-certificates.crt "$FRESH/etc/ssl/certs/"
  fi
}

# inside COMMAND...: ./run COMMAND in the bare system.
inside() { enter sh -c 'cd /sotto && exec ./run "$@"' run "$@"; }

# enter PROGRAM...: in the bare system, with nothing of our environment but proxies.
enter() {
  local proxies=() name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!name:-}" ]; then proxies+=("$name=${!name}"); fi
  done
  unshare --mount --pid --ipc --fork ${offline:-} -- bash -c '
    set -e
    if [ -n "$1" ]; then ip link set lo up; fi
    shift
    mount --make-rprivate /
    mount --bind "$0" "$0"
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    mount -t tmpfs tmp "$0/tmp"
    cd "$0"
    exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "$@"' \
    "$FRESH" "${offline:-}" "${proxies[@]}" "$@"
}

remove_fresh() {
  # Nothing is mounted here outside the namespaces; if something is, leave it alone.
  if grep -qF " $FRESH/" /proc/self/mounts; then
    say "something is still mounted below $FRESH; not removing it"
    return 1
  fi
  rm -rf --one-file-system "$FRESH"
}
