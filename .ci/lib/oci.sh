# A container image of the broker, without an engine: one layer of Debian's packages that it needs and its
# own, as an OCI image layout in a tar.

# oci_packages DEB: the packages that DEB needs, as far as their files are needed without a system around.
oci_packages() {
  local wanted
  wanted=$(dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/^ *//; s/[ :].*//' | grep -E '^(lib|tzdata)')
  # shellcheck disable=SC2086
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances --installed $wanted | sed 's/:.*//' |
    grep -E '^(lib(argon2|boost-json|c6|date-tz|gcc-s|lmdb|sodium|ssl|stdc\+\+)[^ ]*|tzdata)$' | sort -u
}

# oci_image DEB: writes sotto-broker.oci.tar beside it.
oci_image() {
  local deb=$1 work=$BUILD/oci root layout name version
  root=$work/root layout=$work/layout
  rm -rf "$root" "$layout"
  mkdir -p "$root"/usr/{bin,lib,lib64,sbin} "$root"/{etc,data,mirror,tls,tmp,var/lib/dpkg/status.d} "$layout/blobs/sha256"
  for name in bin lib lib64 sbin; do ln -s "usr/$name" "$root/$name"; done
  for name in $(oci_packages "$deb"); do oci_installed "$name" "$root"; done
  oci_unpack "$deb" "$root"
  rm -rf "$root"/usr/share/{doc-base,lintian,man,bug,gdb} "$root"/usr/lib/{systemd,sotto} \
    "$root"/usr/share/zoneinfo/{right,posix}
  find "$root/usr/share/doc" -mindepth 2 ! -name copyright ! -type d ! -path '*/sotto-broker/*' -delete
  printf 'root:x:0:0::/:/usr/sbin/nologin\nsotto:x:10001:10001::/data:/usr/sbin/nologin\n' >"$root/etc/passwd"
  printf 'root:x:0:\nsotto:x:10001:\n' >"$root/etc/group"
  chmod 1777 "$root/tmp"

  local layer diff config manifest
  # The folders that are written belong to the broker; the rest to root.
  tar --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --exclude=./data --exclude=./mirror -C "$root" -cf "$work/layer.tar" .
  tar --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=10001 --group=10001 --numeric-owner \
    --mode=0700 -C "$root" -rf "$work/layer.tar" ./data ./mirror
  diff=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  gzip -9n <"$work/layer.tar" >"$work/layer.tar.gz"
  layer=$(oci_blob "$work/layer.tar.gz" "$layout")
  version=$(dpkg-deb -f "$deb" Version)
  cat >"$work/config.json" <<JSON
{"created":"$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)","architecture":"$(dpkg --print-architecture)","os":"linux","config":{"User":"10001:10001","Entrypoint":["/usr/bin/sotto-broker"],"Cmd":["serve","--data","/data/scheme","--mirror","/mirror","--web","/usr/share/sotto/web","--listen","0.0.0.0:8443","--certificate","/tls/fullchain.pem","--key","/tls/key.pem"],"ExposedPorts":{"8443/tcp":{}},"Volumes":{"/data":{},"/mirror":{}},"WorkingDir":"/data","StopSignal":"SIGTERM","Labels":{"org.opencontainers.image.title":"sotto-broker","org.opencontainers.image.version":"$version","org.opencontainers.image.revision":"$SOURCE_COMMIT"}},"rootfs":{"type":"layers","diff_ids":["sha256:$diff"]},"history":[{"created":"$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)","created_by":"./run package"}]}
JSON
  config=$(oci_blob "$work/config.json" "$layout")
  cat >"$work/manifest.json" <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$(stat -c %s "$work/config.json")},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:$layer","size":$(stat -c %s "$work/layer.tar.gz")}]}
JSON
  manifest=$(oci_blob "$work/manifest.json" "$layout")
  cat >"$layout/index.json" <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:$manifest","size":$(stat -c %s "$work/manifest.json"),"annotations":{"org.opencontainers.image.ref.name":"$version"},"platform":{"architecture":"$(dpkg --print-architecture)","os":"linux"}}]}
JSON
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  skopeo inspect "oci:$layout:$version" >"$work/inspected.json" || die 'skopeo does not understand the image'
  tar --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw,a-s \
    -C "$layout" -cf "$(dirname "$deb")/sotto-broker_${version}_$(dpkg --print-architecture).oci.tar" .
}

# A package as this machine has it, which is what was linked with: its files, and its description where
# scanners look for it.
oci_installed() {
  local arch file
  arch=$(dpkg-query -W -f '${Architecture}' "$1" | sed 's/^all$//')
  dpkg-query -L "$1${arch:+:$arch}" | while read -r file; do
    if [ -f "$file" ] || [ -L "$file" ]; then echo ".$file"; fi
  done | tar -C / --no-recursion -c -T - | tar -x -C "$2" --keep-directory-symlink --no-same-owner
  dpkg-query -s "$1${arch:+:$arch}" | grep -v '^Status: ' >"$2/var/lib/dpkg/status.d/$1"
}

oci_unpack() {
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --keep-directory-symlink --no-same-owner
  dpkg-deb -f "$1" >"$2/var/lib/dpkg/status.d/$(dpkg-deb -f "$1" Package)"
}

oci_blob() {
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  cp "$1" "$2/blobs/sha256/$digest"
  echo "$digest"
}
