# shellcheck shell=bash
# Package sources and a private apt. The machine's own sources say where Debian is to be had; nothing else does.

SUITE=bookworm

# Prints where this machine has Debian 12 from; fails where it has it from nowhere.
# shellcheck disable=SC2016 # the words with $ are apt's
debian_source() {
  apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Component: main' \
    2>/dev/null | awk -v suite="$SUITE" '$1 == suite {print $2; found = 1; exit} END {exit !found}'
}

# write_sources FILE SUITE...
write_sources() {
  local file=$1 address
  shift
  address=$(debian_source) || return 1
  printf "deb $address %s main\\n" "$@" > "$file"
}

# private_apt FOLDER COMMAND...: apt-get that reads FOLDER/sources.list, knows nothing of what is installed and writes
# into FOLDER alone: the machine's QEMU stays what it is.
private_apt() {
  local folder=$1
  shift
  mkdir -p "$folder/lists/partial" "$folder/archives/partial"
  touch "$folder/status"
  apt-get -q=2 -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::PreferencesParts=/dev/null -o Dir::State="$folder" -o Dir::State::Lists="$folder/lists" \
    -o Dir::State::Status="$folder/status" -o Dir::Cache="$folder" -o Dir::Cache::Archives="$folder/archives" \
    -o APT::Sandbox::User=root -o APT::Install-Recommends=false "$@"
}
