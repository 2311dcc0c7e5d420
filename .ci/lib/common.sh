# Words to the person and lists of files.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "run: $*"
  exit 1
}

# Our C++ sources, one a line.
sources() {
  local folders=() folder
  for folder in crypto broker client tests; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
  done
  find "${folders[@]}" -name node_modules -prune -o -type f \( -name '*.cc' -o -name '*.h' \) -print | sort
}
