#!/usr/bin/env bash
# man.sh BUILD: the manual pages have every command and option that the programs have, the programs have every
# command that the pages in docs/ name, and all say one version.
set -euo pipefail
build=${1:?usage: man.sh BUILD}
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
version=$(sed -n 's/^project(.* VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
failed=0
lost() {
  echo "$*"
  failed=1
}

# below PROGRAM COMMAND...: every command, one a line, and what its help names.
below() {
  local help name
  help=$("$@" --help)
  for name in $(sed -n '/^Subcommands:$/,$ s/^  \([a-z][a-z0-9-]*\) .*/\1/p' <<<"$help"); do
    echo "command ${*:2} $name" | sed 's/  */ /g'
    below "$@" "$name"
  done
  sed '/^Subcommands:$/,$ d' <<<"$help" | sed -n 's/^  \(-[^ ]*,\)\{0,1\}\(--[a-z-]*\|[A-Z][A-Z]*\).*/option \2/p' | grep -v -- '--help' || true
}

for program in client/sotto broker/sotto-broker; do
  name=$(basename "$program")
  [ "$("$build/$program" --version)" = "$name $version" ] || lost "$name is of another version than $version"
  page=$(docs/man/page.sh "$build/$program" "$(ls docs/man/"$name".?.in)" 2026-01-01 | sed 's/\\-/-/g')
  grep -qF "Sotto $version" <<<"$page" || lost "the manual page of $name is of another version"
  commands=0
  while read -r kind what; do
    case $kind in
      command)
        commands=$((commands + 1))
        grep -qxF ".SS $name $what" <<<"$page" || lost "the manual page of $name lacks the command $what"
        ;;
      option) grep -qE "^\.B .*$what( |,|$)|^$what( |$)" <<<"$page" || lost "the manual page of $name lacks $what" ;;
    esac
  done < <(below "$build/$program" | sort -u)
  [ "$commands" -ge 15 ] || lost "$name has $commands commands only"
  # What the pages name: the words before the first option or argument.
  known=$(below "$build/$program" | sed -n 's/^command //p')
  while read -r words; do
    named=$words
    while [ -n "$words" ] && ! grep -qxF -- "$words" <<<"$known"; do
      case $words in *' '*) words=${words% *} ;; *) words= ;; esac
    done
    [ -n "$words" ] || lost "docs/ names a command that $name does not have: $named"
  done < <(grep -hoE "^([#\$] )?(runuser -u sotto -- )?$name [a-z][a-z -]*" docs/cli.md docs/broker.md docs/operations.md \
    docs/policy.md docs/security/*.md | sed -E "s/.*$name //; s/ -.*//; s/ +$//" | sort -u)
done
if command -v groff >/dev/null; then
  for name in sotto.1 sotto-broker.8; do
    program=$build/client/sotto
    if [ "$name" = sotto-broker.8 ]; then program=$build/broker/sotto-broker; fi
    said=$(docs/man/page.sh "$program" "docs/man/$name.in" 2026-01-01 | groff -Kutf8 -man -Tutf8 -ww 2>&1 >/dev/null)
    [ -z "$said" ] || lost "$name: $said"
  done
fi
exit $failed
