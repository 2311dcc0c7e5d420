#!/usr/bin/env bash
# page.sh PROGRAM FRONT DATE: the manual page: FRONT, written by hand, with what PROGRAM itself says of its
# commands and options where "@COMMANDS@" stands, so that the two cannot differ.
set -euo pipefail
program=${1:?usage: page.sh PROGRAM FRONT DATE} front=$2 date=$3
version=$("$program" --version | awk '{ print $2 }')

# What --help prints, as roff: its sentence, its form of use, then places and options.
roff() {
  awk '
    function escaped(text) {
      gsub(/\\/, "\\e", text)
      gsub(/-/, "\\-", text)
      if (text ~ /^[.\x27]/) text = "\\&" text
      return text
    }
    NR == 1 && top == 0 { next }
    NR == 1 { print escaped($0) "."; next }
    /^Usage: / { print ".PP\n.B " escaped(substr($0, 8)); next }
    /^Subcommands:$/ { exit }
    /^[A-Za-z].*:$/ || /^$/ { next }
    /^  -h,--help / { next }
    /^  [^ ]/ {
      # CLI11 sets the sentence at column 31, or on the next line where the name is too long.
      name = substr($0, 3)
      what = ""
      if (substr($0, 30, 1) == " ") {
        what = substr($0, 31)
        name = substr($0, 3, 27)
        sub(/ +$/, "", name)
      }
      sub(/ REQUIRED/, " (required)", name)
      print ".TP\n.B " escaped(name)
      if (what != "") print escaped(what)
      next
    }
    /^ +[^ ]/ { sub(/^ +/, ""); print escaped($0) }' top="$1"
}

# The commands below one: what stands after "Subcommands:".
below() { sed -n '/^Subcommands:$/,$ s/^  \([a-z][a-z0-9-]*\) .*/\1/p'; }

commands() {
  local help name
  help=$("$program" "$@" --help)
  if [ $# -gt 0 ]; then
    echo ".SS $(basename "$program" | sed 's/-/\\-/g') $(sed 's/-/\\-/g' <<<"$*")"
    roff 1 <<<"$help"
  else
    roff 0 <<<"$help"
  fi
  for name in $(below <<<"$help"); do commands "$@" "$name"; done
}

while IFS= read -r line; do
  case $line in
    @COMMANDS@) commands ;;
    *) sed "s/@VERSION@/$version/; s/@DATE@/$date/" <<<"$line" ;;
  esac
done <"$front"
