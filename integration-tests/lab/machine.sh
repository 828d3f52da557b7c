# shellcheck shell=bash
# The lab host as a process: booted once for a topology, saved, and from then on gone on with from there. What is saved
# is never written to again, so that any end of a lab host, kill -9 included, leaves it whole, and two can run at once.

# An idle machine needs 25 s; one that is slow and busy several times that. One boot in some dozens hangs.
LONGEST_BOOT=180
LONGEST_FIRST_BOOT=$LONGEST_BOOT
LONGEST_RESUME=90

machine_folder() {
  echo "$(image_folder)/machine-$({ cat "$scripts"/{machine,topology}.sh; qemu_folder; jdk_folder "$jdk"; echo "$topology"; } |
    sha256sum | cut -c1-12)"
}

# QEMU removes the file when it ends; one that was killed leaves it, and for a while a process that runs nothing.
is_up() { readlink "/proc/$(cat "$run/pid" 2>/dev/null)/exe" > /dev/null 2>&1; }

# tell JSON: to QEMU. Opened to read as well, for a pipe that nobody reads would hold the writer.
tell() { echo "$1" 1<> "$run/monitor.in"; }

# launch DISK PORT ARGUMENT...: starts QEMU in the run folder.
launch() {
  local disk=$1 port=$2 image
  shift 2
  image=$(image_folder)
  mkfifo "$run/monitor.in" "$run/monitor.out"
  : > "$run/console"
  read_topology "$topology"
  topology_arguments
  cable_arguments
  # An AMD processor, for its virtualisation and its topology leaf are what QEMU can emulate; the warnings say that the
  # leaf is not in its list of checked features. "mitigations=off" and the clock's words spare the emulated processor.
  run_qemu "$(qemu_folder)" qemu-system-x86_64 -name bedplate-lab -machine q35 -accel tcg,thread=multi,tb-size=1024 \
    -cpu max,+topoext,x-force-features=on,family=23,model=1,stepping=2 \
    -bios "$(qemu_folder)/root/usr/share/seabios/bios-256k.bin" -L "$(qemu_folder)/root/usr/share/qemu" \
    -device intel-iommu,intremap=on,caching-mode=on "${arguments[@]}" \
    -drive "if=none,id=root,file=$disk,format=qcow2,cache=unsafe" -device virtio-blk-pci,bus=pcie.0,drive=root \
    -drive "if=none,id=jdk,file=$(jdk_folder "$jdk")/jdk.img,format=raw,readonly=on" -device virtio-blk-pci,bus=pcie.0,drive=jdk \
    -netdev "user,id=way-in,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,bus=pcie.0,netdev=way-in,romfile= \
    -object rng-random,id=random,filename=/dev/urandom -device virtio-rng-pci,bus=pcie.0,rng=random \
    -nodefaults -no-user-config -display none -no-reboot -serial "file:$run/console" \
    -chardev "pipe,id=monitor,path=$run/monitor" -mon chardev=monitor,mode=control \
    -kernel "$image/vmlinuz" -initrd "$image/initrd.gz" \
    -append "console=ttyS0 quiet panic=-1 mitigations=off nokaslr audit=0 selinux=0 apparmor=0 tsc=reliable no_timer_check \
nowatchdog rcupdate.rcu_expedited=1 pci=realloc intel_iommu=on iommu=pt $(topology_kernel_words)" \
    -pidfile "$run/pid" -daemonize "$@" > "$run/qemu.log" 2>&1 {lock}>&- || return 1
  echo "$port" > "$run/port"
}

# What QEMU said but for the warnings that "launch" brings about.
own_words() { grep -v 'support requested feature' "$run/qemu.log"; }

# start DISK ARGUMENT...: at a free port.
start() {
  local disk=$1 port attempt
  shift
  for attempt in 1 2 3 4 5; do
    port=$((RANDOM % 20000 + 20000))
    clear_run "$disk"
    launch "$disk" "$port" "$@" && return
    grep -q 'host forwarding rule' "$run/qemu.log" || break
  done
  fail "QEMU did not start: $(own_words | tail -n 1)"
}

# All of a former lab host but for the disk that is given.
clear_run() {
  mkdir -p "$run"
  find "$run" -mindepth 1 ! -path "$1" ! -name lock -delete
}

# order JSON PATTERN SECONDS: gives QEMU an order, again and again until its answer has the pattern.
order() {
  local json=$1 pattern=$2 end=$((SECONDS + $3)) line answers
  exec {answers}<> "$run/monitor.out"
  tell '{"execute": "qmp_capabilities"}'
  while [ "$SECONDS" -lt "$end" ]; do
    tell "$json"
    while read -r -t 0.5 -u "$answers" line; do
      [[ $line =~ $pattern ]] && { exec {answers}>&-; return; }
    done
  done
  exec {answers}>&-
  return 1
}

said_ready() { grep -q 'LAB .* ready' "$run/console" || ! is_up; }

boot() {
  local disk=$1 longest
  for longest in "$LONGEST_FIRST_BOOT" "$LONGEST_BOOT"; do
    start "$disk"
    eventually "$longest" said_ready && is_up && return
    say "the boot was given up, not ready after $longest s; the console's last line: $(tail -n 1 "$run/console")"
    stop
  done
  return 1
}

# Boots a lab host and leaves its disk and the state of its processors and memory in FOLDER.
boot_and_save() {
  local folder=$1 disk="$1/disk.qcow2"
  say "booting the lab host (once for this topology; half a minute)"
  qemu_image create -q -f qcow2 -b "$(image_folder)/root.img" -F raw "$disk" || return 1
  boot "$disk" || return 1
  order '{"execute": "stop"}{"execute": "query-status"}' '"status": "paused"' 30 &&
    tell "{\"execute\": \"migrate\", \"arguments\": {\"uri\": \"file:$folder/state\"}}" &&
    order '{"execute": "query-migrate"}' '"status": "completed"' 180
  local saved=$?
  stop
  return "$saved"
}

qemu_image() { run_qemu "$(qemu_folder)" qemu-img "$@"; }

resume() {
  local folder disk="$run/disk.qcow2"
  folder=$(machine_folder)
  clear_run ''
  qemu_image create -q -f qcow2 -b "$folder/disk.qcow2" -F qcow2 "$disk"
  start "$disk" -incoming "file:$folder/state"
  # Told to go on before all is read back, it would not; it is told until it does.
  order '{"execute": "cont"}{"execute": "query-status"}' '"running": true' "$LONGEST_RESUME" &&
    eventually "$LONGEST_RESUME" reach true 2> /dev/null || return 1
  # Its clock stands where it was when the state was saved.
  reach date -s "@$(date +%s)" > /dev/null
}

up() {
  local folder
  is_up && return
  need_all
  folder=$(machine_folder)
  finished "$folder" boot_and_save || fail "the lab host did not come up; its console is in $run/console"
  resume || { stop; resume; } || { stop; fail "the lab host did not go on from its saved state; see $run/qemu.log"; }
}

# reach COMMAND...: inside.
reach() {
  ssh -q -i "$(image_folder)/key" -p "$(cat "$run/port")" -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null root@127.0.0.1 "$@"
}

is_down() { ! is_up; }

stop() {
  if is_up; then
    tell '{"execute": "qmp_capabilities"}{"execute": "quit"}'
    eventually 10 is_down || kill -9 "$(cat "$run/pid")"
    eventually 10 is_down
  fi
  rm -f "$run/pid" "$run/port" "$run/monitor.in" "$run/monitor.out"
}
