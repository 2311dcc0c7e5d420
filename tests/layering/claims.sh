#!/usr/bin/env bash
# Whatever test docs/ names exists. Usage: claims.sh FOLDER; prints every name that none has and fails
# if there was one. Names stand in backticks: Suite.Name, file.test.mjs: title, tests/path.
set -euo pipefail
cd -- "${1:?usage: claims.sh FOLDER}"

# named FORM: everything in backticks that has this form, once each.
named() { grep -rhoE "\`$1\`" docs --include='*.md' | tr -d '`' | sort -u; }

there=$(find tests -name '*_test.cc' -exec cat {} + | tr '\n' ' ' |
  grep -oE 'TEST(_F|_P)?\( *[A-Za-z0-9]+, *[A-Za-z0-9]+ *\)' |
  sed -E 's/.*\( *//; s/, */./; s/ *\)//' | sort -u)
lost=$(comm -23 <(named '[A-Z][A-Za-z0-9]+[.][A-Z][A-Za-z0-9]+') <(echo "$there"))
while IFS= read -r title; do
  grep -qF -- "${title#*: }" "tests/web/${title%%: *}" 2>/dev/null || lost+=$'\n'$title
done < <(named '[a-z]+[.]test[.]mjs: [^`]+')
while IFS= read -r path; do
  [ -e "$path" ] || lost+=$'\n'$path
done < <(named 'tests/[A-Za-z0-9_./-]+')
if [ -n "$lost" ]; then
  echo 'docs/ names tests that are not there:'
  echo "$lost" | sed '/^$/d'
  exit 1
fi
