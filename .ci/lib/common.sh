# Words to the person and lists of files.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "run: $*"
  exit 1
}

# once_more COMMAND...: a network and the clock of a busy machine fail now and then; what fails is tried a
# second time, and that is said. A function among them returns by itself where it fails.
once_more() {
  if "$@"; then return; fi
  say "failed; once more: $*"
  sleep 3
  "$@" || return
  say "passed when tried once more: $*"
}

# Our C++ sources, one a line.
sources() {
  local folders=() folder
  for folder in crypto broker client tests; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
  done
  find "${folders[@]}" -name node_modules -prune -o -type f \( -name '*.cc' -o -name '*.h' \) -print | sort
}
