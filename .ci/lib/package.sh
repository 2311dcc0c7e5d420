# ./run package: the Debian packages and the container image, from the tree as it is. The same sources on
# the same Debian give the same bytes, wherever the tree lies.

package() {
  case ${1:-} in
    '') package_build ;;
    --check) package_check ;;
    --rehearse) . .ci/lib/fresh.sh && . .ci/lib/rehearse.sh && package_rehearse ;;
    *) die "package knows no \"$1\"" ;;
  esac
}

# Sets SOURCE_DATE_EPOCH, the one time that is written anywhere, and SOURCE_COMMIT.
source_date() {
  SOURCE_COMMIT=${SOURCE_COMMIT:-$(git -c safe.directory="$ROOT" rev-parse HEAD 2>/dev/null)} || SOURCE_COMMIT=
  if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    # In an archive of a commit every file has the commit's time.
    SOURCE_DATE_EPOCH=$(git -c safe.directory="$ROOT" log -1 --format=%ct 2>/dev/null) ||
      SOURCE_DATE_EPOCH=$(stat -c %Y CHANGELOG.md)
  fi
  export SOURCE_DATE_EPOCH SOURCE_COMMIT
}

package_build() {
  need_packages build wasm node package
  umask 022
  source_date
  find_node
  npm_ci .ci/sbom
  build_pages
  # The very programs that the tests run.
  configure product
  compile product sotto sotto-broker
  package_files
  rm -rf "$BUILD/product/packages" "$BUILD/product/_CPack_Packages" "$BUILD/packages"
  (cd "$BUILD/product" && cpack -G DEB >cpack.log 2>&1) || {
    cat "$BUILD/product/cpack.log" >&2
    die 'cpack failed'
  }
  mkdir -p "$BUILD/packages"
  mv "$BUILD"/product/packages/*.deb "$BUILD/packages/"
  components_complete
  links_whole
  . .ci/lib/oci.sh
  oci_image "$BUILD/packages"/sotto-broker_*.deb
  lintian_clean
  (cd "$BUILD/packages" && sha256sum -- *.deb *.oci.tar | tee SHA256SUMS)
  say 'the packages lie in .build/packages'
}

# What is installed and is neither a program nor in the tree.
package_files() {
  local made=$BUILD/product/made version day
  version=$("$BUILD/product/client/sotto" --version | cut -d' ' -f2)
  day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
  rm -rf "$made"
  mkdir -p "$made"
  cp -r "$BUILD/web/dist" "$made/web"
  docs/man/page.sh "$BUILD/product/client/sotto" docs/man/sotto.1.in "$day" | gzip -9n >"$made/sotto.1.gz"
  docs/man/page.sh "$BUILD/product/broker/sotto-broker" docs/man/sotto-broker.8.in "$day" |
    gzip -9n >"$made/sotto-broker.8.gz"
  # Debian's form of a changelog; what changed is said once, in ours.
  {
    printf 'sotto (%s) bookworm; urgency=medium\n\n' "$version"
    awk '/^## / { n++; next } n == 1 && /^\* /' CHANGELOG.md | sed 's/`//g; s/^\*/ */' | fold -s -w 76 |
      sed 's/^\( \* \)/ \1/; t; s/^/    /; s/ *$//' | sed 's/ *$//'
    printf '\n -- Sotto <security@sotto.example>  %s\n' "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
  } | gzip -9n >"$made/changelog.gz"
  local name
  for name in sotto sotto-broker; do
    "$NODE" .ci/sbom/components.mjs "$name" "$version" "$SOURCE_DATE_EPOCH" \
      "${SOURCE_COMMIT:-$SOURCE_DATE_EPOCH}" >"$made/$name.cdx.json"
  done
}

# Every library that a program was found to need stands in its list of components.
components_complete() {
  local deb name library
  for deb in "$BUILD"/packages/*.deb; do
    name=$(dpkg-deb -f "$deb" Package)
    for library in $(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/[ :].*//' | grep '^lib'); do
      grep -qF "\"name\": \"$library\"" "$BUILD/product/made/$name.cdx.json" ||
        die ".ci/sbom/components.mjs does not know $library, which $name needs"
    done
  done
}

# A page in a package links to nothing that is not there, but for the first page of the sources.
links_whole() {
  local deb page link unpacked=$BUILD/product/made/unpacked lost
  for deb in "$BUILD"/packages/*.deb; do
    rm -rf "$unpacked"
    dpkg-deb -x "$deb" "$unpacked"
    lost=$(find "$unpacked/usr/share/doc" -name '*.md' | while read -r page; do
      { grep -oE '\]\([^)# ]+' "$page" || true; } | sed 's/^](//; /^http/d; /^\(\.\.\/\)\+README\.md$/d' |
        while read -r link; do
          if [ ! -e "$(dirname "$page")/$link" ]; then echo "${page#"$unpacked"}: $link"; fi
        done
    done)
    if [ -n "$lost" ]; then die "links that lead nowhere in $(basename "$deb"):"$'\n'"$lost"; fi
  done
  rm -rf "$unpacked"
}

lintian_clean() {
  lintian --allow-root --fail-on error "$BUILD"/packages/*.deb ||
    die 'lintian found errors'
}

# A second build of the commit in another folder, without a cache of what was compiled.
package_check() {
  [ -z "$(git status --porcelain --untracked-files=no)" ] || die 'there are changes that are not committed'
  source_date
  package_build
  local again=$BUILD/again/in-a-folder-with-another-name
  rm -rf "$BUILD/again"
  mkdir -p "$again/.build"
  git archive HEAD | tar -x -C "$again"
  cp -a "$BUILD/libsodium" "$again/.build/"
  if [ -e "$BUILD/npm-cache" ]; then cp -a "$BUILD/npm-cache" "$again/.build/"; fi
  if [ -e "$BUILD/tools" ]; then cp -a "$BUILD/tools" "$again/.build/"; fi
  CCACHE_DISABLE=1 "$again/run" package
  local name differ=0
  for name in $(cd "$BUILD/packages" && ls -- *.deb *.oci.tar); do
    if cmp "$BUILD/packages/$name" "$again/.build/packages/$name"; then
      echo "the same bytes twice: $name"
    else
      differ=1
      diffoscope --max-report-size 20000 "$BUILD/packages/$name" "$again/.build/packages/$name" || true
    fi
  done
  [ "$differ" -eq 0 ] || die 'two builds differ'
  rm -rf "$BUILD/again"
}
