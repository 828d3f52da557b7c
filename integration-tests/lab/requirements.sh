# shellcheck shell=bash
# What a machine must have to carry a lab host, and the JDK that goes into it.

PROGRAMS=(mmdebstrap mke2fs depmod modprobe cpio gzip ssh ssh-keygen dpkg-deb)
FREE_MEMORY_GIB=8
FREE_DISK_GIB=6

# Ends with SKIPPED and the first thing that is missing.
need_machine() {
  local program
  [ "$(uname -m)" = x86_64 ] || skip "x86-64 is needed, this is $(uname -m)"
  [ "$(id -u)" = 0 ] || skip "root is needed, to make a Debian and to run its packages' scripts"
  command -v apt-get > /dev/null || skip "apt-get is needed; there is none"
  debian_source > /dev/null || skip "no package source of Debian 12 ($SUITE), which QEMU 10 with igb is brought from"
  for program in "${PROGRAMS[@]}"; do
    command -v "$program" > /dev/null || skip "$program is needed; ./bedplate lab check installs it"
  done
  has_at_least "$FREE_MEMORY_GIB" "$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)" "free memory"
  mkdir -p "$cache"
  has_at_least "$FREE_DISK_GIB" "$(df -BG --output=avail "$cache" | tail -n 1 | tr -dc 0-9)" "free disk"
}

has_at_least() { [ "$2" -ge "$1" ] || skip "$1 GiB of $3 are needed, there are $2"; }

# The home of the JDK given by BEDPLATE_LAB_JDK, else of the java that is called.
find_jdk() {
  local home=${BEDPLATE_LAB_JDK:-}
  [ -n "$home" ] || home=$(java -XshowSettings:properties -version 2>&1 | awk '$1 == "java.home" {print $3}')
  [ -x "$home/bin/java" ] || skip "a JDK is needed to share in; set BEDPLATE_LAB_JDK to its home"
  echo "$home"
}
