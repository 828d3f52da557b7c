# shellcheck shell=bash
# The QEMU that carries the lab host. Its network card igb with virtual functions came with QEMU 8; Debian 12 has 7.2,
# which the other tests and the lab's own guests go on using. QEMU 10 of the backports is therefore unpacked beside it,
# with all libraries down to the C library.

qemu_folder() { echo "$cache/qemu-$(digest "$scripts/qemu.sh" "$scripts/sources.sh")"; }

need_qemu() {
  local folder
  folder=$(qemu_folder)
  finished "$folder" fetch_qemu || fail "QEMU could not be fetched: $(tail -n 1 "$cache/qemu.log")"
  only "$folder"
}

fetch_qemu() {
  local folder=$1 package
  say "fetching QEMU from $SUITE-backports (once)"
  {
    write_sources "$folder/sources.list" "$SUITE" "$SUITE-backports" &&
    private_apt "$folder" update &&
    private_apt "$folder" install -y --download-only -t "$SUITE-backports" qemu-system-x86 qemu-utils &&
    # SeaBIOS 1.16.3 puts the windows of bridges above 4 GiB, where QEMU 10.0 loses the upper half of the addresses of
    # virtual functions: their registers then lie over the host's memory. Debian 12's own 1.16.2 does not.
    (cd "$folder/archives" && rm -f seabios_*.deb && private_apt "$folder" download "seabios/$SUITE") &&
    for package in "$folder"/archives/*.deb; do dpkg-deb -x "$package" "$folder/root" || return 1; done
  } > "$cache/qemu.log" 2>&1 || return 1
  rm -rf "$folder/archives" "$folder/lists" "$folder"/*.bin
  # Help on one device, for help on all of them tries to load modules of the machine's own QEMU.
  run_qemu "$folder" qemu-system-x86_64 -device igb,help >/dev/null 2>>"$cache/qemu.log"
}

# run_qemu FOLDER PROGRAM ARGUMENT...: with the libraries and modules it was made for.
run_qemu() {
  local root="$1/root" program=$2
  shift 2
  QEMU_MODULE_DIR="$root/usr/lib/x86_64-linux-gnu/qemu" \
    "$root/lib64/ld-linux-x86-64.so.2" --argv0 "$program" \
    --library-path "$root/lib/x86_64-linux-gnu:$root/usr/lib/x86_64-linux-gnu" "$root/usr/bin/$program" "$@"
}
