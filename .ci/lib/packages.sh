# The Debian packages that each part needs. Missing ones are shown, then installed with apt; nothing
# else outside the tree is changed.

packages_of() {
  case $1 in
    build)
      echo g++ cmake ninja-build pkg-config libsodium-dev libargon2-dev liblmdb-dev libssl-dev libboost1.81-dev \
        libboost-json1.81-dev libcli11-dev libtomlplusplus-dev libqrencode-dev \
        libhowardhinnant-date-dev liblemon-dev libgtest-dev libbenchmark-dev
      ;;
    clang) echo clang-19 lld-19 llvm-19 libclang-rt-19-dev ;;
    format) echo clang-format-19 ;;
    tidy) echo clang-tidy-19 ;;
    wasm)
      echo clang-19 lld-19 libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 \
        wasi-libc liblemon-dev googletest dpkg-dev cmake ninja-build
      ;;
    valgrind) echo valgrind ;;
    # What draws, what browses, and the libraries of a Postfix that is not installed.
    bench) echo gnuplot-nox chromium libicu72 libnsl2 libsasl2-2 libdb5.3 ;;
    go) echo golang-go golang-golang-x-mod-dev ;;
    node) if ! good_node; then echo nodejs npm; fi ;;
    browser) echo chromium firefox-esr ;;
    deploy) echo systemd iproute2 ;;
    testssl) echo testssl.sh ;;
    package) echo dpkg-dev lintian skopeo diffoscope-minimal ;;
    fresh) echo debootstrap iproute2 ;;
    *) die "no package group $1" ;;
  esac
}

# unpack_package NAME: into .build/tools/NAME, without installing it: a server's package would start it.
unpack_package() {
  local folder=$BUILD/tools/$1
  if [ -d "$folder/usr" ]; then return; fi
  say "fetching Debian's $1 into .build/tools"
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$folder" && once_more apt-get -o Acquire::Retries=3 download -q "$1" >&2 && dpkg-deb -x ./*.deb . && rm ./*.deb)
}

# nginx for the tests.
find_nginx() {
  if [ ! -x /usr/sbin/nginx ]; then unpack_package nginx; fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need_packages GROUP...
need_packages() {
  local group package missing=()
  for group in "$@"; do
    for package in $(packages_of "$group"); do
      if ! installed "$package" && [[ " ${missing[*]} " != *" $package "* ]]; then
        missing+=("$package")
      fi
    done
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Debian packages that are missing: ${missing[*]}"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say 'Neither root nor sudo. Please have this line run, then try again:'
      say "  apt-get install --no-install-recommends ${missing[*]}"
      exit 1
    fi
    as=(sudo)
  fi
  local install=("${as[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get -o Acquire::Retries=3 install -y -q --no-install-recommends "${missing[@]}")
  # The first try fails where the lists of packages are missing or old.
  if ! "${install[@]}" >&2; then
    once_more "${as[@]}" apt-get -o Acquire::Retries=3 update -q >&2 || true
    once_more "${install[@]}" >&2 || {
      say 'apt could not install them. The line to type once it can:'
      say "  apt-get install --no-install-recommends ${missing[*]}"
      exit 1
    }
  fi
}
