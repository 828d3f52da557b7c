# shellcheck shell=bash
# A lab host that goes down and comes up again by its own disk. Nothing of the saved state is in it then.

LONGEST_DOWN=60

# Whatever is not on the disk by now is lost, guests included, as on a host that loses its power; but its file system has
# no journal and is left whole. "-no-reboot" has QEMU end where the kernel begins anew.
go_down() {
  # shellcheck disable=SC2016 # all of it is the lab host's
  reach 'sync; echo u > /proc/sysrq-trigger
    for _ in $(seq 300); do grep -q " / ext4 ro" /proc/mounts && break; sleep 0.1; done
    echo b > /proc/sysrq-trigger' 2> /dev/null || true
  eventually "$LONGEST_DOWN" is_down || stop
}

# reboot [--first-boot SECONDS]: how long the first attempt may take; for the test of what comes after it.
reboot() {
  case "${1:-}" in
    '') ;;
    --first-boot) LONGEST_FIRST_BOOT=${2:?seconds after --first-boot} ;;
    *) fail "\"$1\" is not understood; wanted --first-boot SECONDS" ;;
  esac
  need_up
  alone
  topology=$(cat "$run/topology")
  jdk=$(find_jdk)
  go_down
  boot "$run/disk.qcow2" || fail "the lab host did not come up again; its console is in $run/console"
  echo "$topology" > "$run/topology"
  eventually "$LONGEST_RESUME" reach true 2> /dev/null || fail "the lab host is up and cannot be reached"
}
