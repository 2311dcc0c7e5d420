#!/usr/bin/env bash
# Whatever test docs/ names exists, and the labels of docs/spec/conventions.md are those of the code.
# Usage: claims.sh FOLDER; prints every name that only one side has and fails if there was one. Tests
# stand in backticks: Suite.Name, file.test.mjs: title, tests/path.
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

in_code=$(grep -rhoE '"sotto/v1/[a-z0-9-]+' --include='*.cc' --include='*.h' crypto client broker |
  sed 's|.*/||' | sort -u)
# The first column, once each label: one that stands there twice is used for two things.
in_table=$(sed -n '/^## Labels/,/^## Identifiers/p' docs/spec/conventions.md | grep '^| `' | cut -d'|' -f2 |
  grep -oE '[a-z0-9-]+' | sort)
differ=$(comm -3 <(echo "$in_code") <(echo "$in_table") | tr -d '\t')
if [ -n "$differ" ]; then
  echo 'labels that the code and docs/spec/conventions.md do not both have, once each:'
  echo "$differ"
  exit 1
fi
