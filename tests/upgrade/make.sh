#!/usr/bin/env bash
# make.sh BUILD: makes the first stored data folder of this schema number, tests/upgrade/schema-N.tar.xz,
# with the programs of a build folder. Never for a number that has one: docs/spec/versions.md.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
build=${1:?usage: make.sh BUILD}
number=$(sed -n 's/.*\*\*Schema version: \([0-9]*\)\.\*\*.*/\1/p' docs/spec/store.md)
stored=$PWD/tests/upgrade/schema-${number:?docs/spec/store.md names no schema version}.tar.xz
if [ -e "$stored" ]; then
  echo "make.sh: $stored exists, and a stored folder is never made anew" >&2
  exit 1
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cp tests/upgrade/scheme.toml broker/schemes/concern-steps.toml "$home/"
"$build/tests/upgrade/make_stored" "$build" "$home/scheme.toml" "$home/stored"
rm -f "$home"/stored/{service.log,sheet.html,slips.txt,hashes.txt}
# A slot whose check does not hold is empty, whatever is in it: zeros instead of random bytes take no room.
perl -MDigest::SHA=sha256 -e '
  open my $file, "+<:raw", $ARGV[0] or die; my $index = 0;
  while (read($file, my $slot, 128) == 128) {
    my $check = substr(sha256("sotto/v1/slot\0" . pack("N", $index) . substr($slot, 0, 112)), 0, 16);
    if (substr($slot, 112) ne $check) { seek $file, $index * 128, 0; print $file "\0" x 128; seek $file, ($index + 1) * 128, 0 }
    $index++;
  }' "$home/stored/data/erasable"
tar --sort=name --numeric-owner --owner=0 --group=0 --sparse -C "$home/stored" -c . | xz -9e >"$stored"
ls -l "$stored"
