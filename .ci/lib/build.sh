# The build folders under .build/: product (g++), asan (clang with ASan, UBSan and libFuzzer's
# instrumentation, so that tests and fuzz targets share one build), tsan, wasm, coverage (clang, for what the corpora reach),
# clang and together (never built: how clang-tidy compiles, file by file and eight of a target in one).

use_ccache() {
  LAUNCHER=()
  command -v ccache >/dev/null || return 0
  LAUNCHER=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache)
  # Another clone of the same tree finds what this one compiled; no source asks for the time.
  # Of a source that is new to it the compiler's own list of headers is taken, and the preprocessor not run.
  export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1
  local home=${HOME:-/nonexistent}
  if [ -z "${CCACHE_DIR:-}" ] && [ ! -d "$home/.ccache" ] && [ ! -d "$home/.cache/ccache" ] &&
    [ ! -e "$home/.config/ccache/ccache.conf" ]; then
    export CCACHE_DIR=$BUILD/ccache
  fi
}

# configure FOLDER
configure() {
  use_ccache
  local lock
  exec {lock}>"$BUILD/$1.lock"
  flock "$lock"
  local clang=(-DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19) options=()
  case $1 in
    product) options=(-DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++) ;;
    asan) options=("${clang[@]}" -DSOTTO_SANITIZE=address,undefined -DSOTTO_FUZZ=ON) ;;
    coverage) options=("${clang[@]}" -DSOTTO_COVERAGE=ON) ;;
    clang) options=("${clang[@]}" -DSOTTO_TESTS=OFF) ;;
    together) options=("${clang[@]}" -DSOTTO_TESTS=OFF -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8) ;;
    tsan) options=("${clang[@]}" -DSOTTO_SANITIZE=thread) ;;
    wasm)
      options=(-DCMAKE_TOOLCHAIN_FILE="$ROOT/client/wasm/wasm32-wasi.cmake"
        -DSOTTO_SODIUM_SOURCE="$(sodium_source)")
      ;;
    *) die "no build folder $1" ;;
  esac
  # A folder that was configured by another clone or copy of the tree is of no use.
  if [ -e "$BUILD/$1/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$BUILD/$1/CMakeCache.txt"; then
    rm -rf "${BUILD:?}/$1"
  fi
  cmake -S "$ROOT" -B "$BUILD/$1" -G Ninja "${LAUNCHER[@]}" "${options[@]}"
  exec {lock}>&-
}

# compile FOLDER NINJA-OPTION...: nobody else configures or compiles there meanwhile.
compile() {
  local folder=$1
  shift
  flock "$BUILD/$folder.lock" ninja -C "$BUILD/$folder" -j2 "$@"
}

# Prints the folder of libsodium's source as Debian patches it, fetched once, with apt lists of its own
# below .build/: no root, and no deb-src line for the person to add.
sodium_source() {
  local at=$BUILD/libsodium
  if [ ! -d "$at" ]; then
    local new=$at.new
    rm -rf "$new"
    mkdir -p "$new/lists/partial" "$new/cache/archives/partial"
    # From wherever this machine gets its packages; of equal versions the first listed is taken, and the
    # main archive keeps its files longest.
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI) $(CREATED_BY)' |
      sed -n 's/ Packages$//p' | grep -E '^bookworm(-security|-updates)? ' | sort -u |
      while read -r release component uri; do
        echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $release $component"
      done >"$new/sources.list"
    local own=(-o Dir::Etc::sourcelist="$new/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Retries=3
      -o Dir::State::lists="$new/lists" -o Dir::Cache="$new/cache" -o APT::Sandbox::User="$(id -un)")
    {
      once_more apt-get "${own[@]}" update -q
      (cd "$new" && once_more apt-get "${own[@]}" source -q libsodium)
    } >&2 || die 'the source of libsodium could not be fetched with apt'
    rm -rf "$new/lists" "$new/cache"
    mv "$new" "$at"
  fi
  find "$at" -maxdepth 1 -type d -name 'libsodium-*'
}
