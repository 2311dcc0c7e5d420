# ./run package --rehearse: the packages in a bare Debian 12, by the lines of docs/operations.md: installed as an
# older version, a scheme founded behind a relay and with witnesses, the story told over TLS, upgraded, backed up,
# restored; a near-peer scheme after it; removed, purged.

package_rehearse() {
  [ "$(id -u)" -eq 0 ] || die 'the rehearsal needs root, for debootstrap and chroot'
  need_packages build fresh
  compgen -G "$BUILD/packages/*.deb" >/dev/null || package_build
  FRESH=$BUILD/fresh
  remove_fresh
  trap remove_fresh EXIT
  trap 'exit 130' INT TERM
  bare_debian

  local deb old=$BUILD/older
  rm -rf "$old"
  mkdir -p "$FRESH/packages/new" "$FRESH/packages/old" "$old"
  cp "$BUILD"/packages/*.deb "$BUILD/packages/SHA256SUMS" "$FRESH/packages/new/"
  # The same files as an older version, to be upgraded from.
  for deb in "$BUILD"/packages/*.deb; do
    dpkg-deb -R "$deb" "$old/unpacked"
    sed -i 's/^Version: .*/Version: 0.0.9/' "$old/unpacked/DEBIAN/control"
    dpkg-deb --root-owner-group -Zgzip -b "$old/unpacked" "$FRESH/packages/old" >/dev/null
    rm -rf "$old/unpacked"
  done
  (cd "$FRESH/packages/old" && sha256sum -- *.deb >SHA256SUMS)
  cp -r tests/deploy/rehearsal "$FRESH/rehearsal"
  if compgen -G 'tests/upgrade/*.tar.xz' >/dev/null; then
    configure product >&2
    ninja -C "$BUILD/product" clock_preload >&2
    mkdir "$FRESH/rehearsal/stored"
    cp tests/upgrade/*.tar.xz "$BUILD"/product/tests/story/libclock_preload.so "$FRESH/rehearsal/stored/"
  fi

  # What the packages need, and what the rehearsal does: the packages themselves are installed by the page.
  say 'installing what they need; from then on there is no network'
  enter sh -c 'export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -y -q --no-install-recommends jq nginx openssl systemd xz-utils \
      /packages/old/*.deb &&
    echo "sotto-broker sotto-broker/delete-data boolean true" | debconf-set-selections &&
    apt-get purge -y -q sotto sotto-broker' >"$BUILD/rehearsal.log" 2>&1 || {
    tail -n 30 "$BUILD/rehearsal.log" >&2
    die 'the packages could not be installed; see .build/rehearsal.log'
  }
  offline=--net enter bash /rehearsal/main.sh || die 'the rehearsal failed'
  say 'rehearse: all of it succeeded'
}
