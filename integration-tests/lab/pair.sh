# shellcheck shell=bash
# Two lab hosts on one cable (BEDPLATE_LAB_PEER): what each needs to be another host than the one it was copied from.

# join NUMBER: an identity of its own, the address 10.77.0.NUMBER on the cable, and a libvirtd that takes orders there.
# Nothing but the other lab host can reach it.
join() {
  need_up
  reach bash -s "${1:?a number after join}" <<'INSIDE'
set -e
number=$1
for device in /sys/class/net/*; do
  case $(readlink "$device/device/driver") in */igb) card=${device##*/} ;; esac
done
hostname "lab-$number"
ip link set "$card" address "52:54:00:bb:00:0$number"
ip address add "10.77.0.$number/24" dev "$card"
ip link set "$card" up
cat > /etc/libvirt/libvirtd.conf <<CONF
host_uuid = "6c616200-0000-4000-8000-00000000000$number"
listen_tls = 0
listen_tcp = 1
auth_tcp = "none"
listen_addr = "10.77.0.$number"
CONF
former=$(cat /run/libvirtd.pid)
kill "$former"
while kill -0 "$former" 2> /dev/null; do sleep 0.2; done
libvirtd -d -l
until virsh -q -c qemu:///system list > /dev/null 2>&1; do sleep 0.3; done
INSIDE
}
