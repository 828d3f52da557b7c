# shellcheck shell=bash
# What every script of the lab shares: where things lie, and how it speaks and ends.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scripts="$project/integration-tests/lab"
# All that the lab leaves behind lies here, and nothing of it is needed but for speed.
cache=${BEDPLATE_LAB_CACHE:-$project/.bedplate/lab}
# One lab host at a time in a run folder; a second one beside it names another.
run="$cache/${BEDPLATE_LAB_RUN:-run}"

# The exit status of a machine that cannot carry a lab host, as Automake has it for tests.
SKIPPED=77

say() { printf 'lab: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
skip() { say "not possible here: $*"; exit "$SKIPPED"; }

# digest FILE...: names what was made from these files; other content, other name.
digest() { cat "${@:--}" | sha256sum | cut -c1-12; }

# finished FOLDER COMMAND...: makes a folder by a command that is given another name to make it under, so that a folder
# of that name is whole.
finished() {
  local folder=$1
  shift
  [ -d "$folder" ] && return
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  "$@" "$folder.new" || { rm -rf "$folder.new"; return 1; }
  mv "$folder.new" "$folder"
}

# only FOLDER: removes those of another content than this one, which is named KIND-DIGEST.
only() {
  local other
  for other in "${1%-*}"-*; do
    [ "$other" = "$1" ] || rm -rf "$other"
  done
}

# eventually SECONDS COMMAND...: whether it comes true in that time.
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}
