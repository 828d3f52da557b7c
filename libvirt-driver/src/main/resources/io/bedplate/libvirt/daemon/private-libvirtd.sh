# First process of a new mount namespace: gives libvirtd folders of its own, runs it, and ends it.
# Nothing mounted here is seen outside; the mounts go with the last process of the namespace.
#   $1 root folder with etc/ run/ lib/ log/ view/
#   $2 folder for libvirt's cache
#   $3 page sizes of hugetlbfs in KiB, as in "2048 1048576"
#   $4 "serve", or "serve-apart" where the network namespace is new, too;
#      "sweep" ends what an earlier run of this script left when it was killed itself; it needs no namespace
# Orders come line by line on standard input. The owner's end closes it, which is the order to end everything.
set -u
root=$1

view() {
    mount --make-rprivate / || exit 1

    # An own /run: without D-Bus, libvirt cannot register guests with the host's machined under names that may be taken.
    mount -t tmpfs -o mode=755 bedplate "$root/view" || exit 1
    mkdir "$root/view/libvirt"
    mount --bind "$root/run" "$root/view/libvirt" || exit 1
    for entry in /run/*; do
        name=${entry#/run/}
        case $name in
            dbus | libvirt | systemd | '*') continue ;;
            openvswitch) [ "$3" = serve-apart ] && continue ;;
        esac
        if [ -d "$entry" ]; then mkdir "$root/view/$name"; else : > "$root/view/$name"; fi
        # Runs on without it: the host may have something odd there.
        mount --rbind "$entry" "$root/view/$name" || true
    done
    mount --rbind "$root/view" /run || exit 1
    [ "$3" = serve-apart ] && network
    for part in "$root/etc:/etc" "$root/lib:/var/lib" "$1:/var/cache" "$root/log:/var/log"; do
        mkdir -p "${part#*:}/libvirt"
        mount --bind "${part%%:*}" "${part#*:}/libvirt" || exit 1
    done
    # libvirt looks for its mounts once, when it starts.
    for kib in $2; do
        mkdir -p "$root/huge-$kib"
        mount -t hugetlbfs -o "pagesize=${kib}K" bedplate "$root/huge-$kib" || exit 1
    done
}

# A network of one's own: /sys shows it only where it was mounted in it.
network() {
    mkdir -p /run/openvswitch /run/groups
    mount --bind "$root/ovs" /run/openvswitch || exit 1
    mount --rbind /sys/fs/cgroup /run/groups || exit 1
    mount -t sysfs bedplate /sys || exit 1
    mount --rbind /run/groups /sys/fs/cgroup || exit 1
    umount -l /run/groups
    ip link set lo up || exit 1
}

up() {
    libvirtd --pid-file /run/libvirt/own.pid < /dev/null &
    libvirtd=$!
}

down() {
    kill "$libvirtd" 2> /dev/null
    wait "$libvirtd" 2> /dev/null
    gone "$libvirtd"
}

gone() {
    tries=200
    while [ -d "/proc/$1" ] && [ "$tries" -gt 0 ]; do
        sleep 0.05
        tries=$((tries - 1))
    done
}

groups_of() {
    find /sys/fs/cgroup -maxdepth 4 -type d -path "*/machine/qemu-*-$1.libvirt-qemu" 2> /dev/null
}

# Control groups that libvirt made for guests called $1 and forgot, as it does when it was restarted meanwhile.
# A group is busy for a while after its last process has gone.
forget() {
    tries=100
    while groups=$(groups_of "$1") && [ -n "$groups" ] && [ "$tries" -gt 0 ]; do
        echo "$groups" | while read -r group; do
            find "$group" -depth -type d -exec rmdir {} + 2> /dev/null
        done
        tries=$((tries - 1))
        [ -z "$(groups_of "$1")" ] || sleep 0.05
    done
}

# Whether process $1 has $2 among its arguments; a pid file may be older than whoever has that number now.
says() {
    tr '\0' '\n' < "/proc/$1/cmdline" 2> /dev/null | grep -qxF -- "$2"
}

if [ "$4" = sweep ]; then
    libvirtd=$(cat "$root/run/own.pid" 2> /dev/null)
    says "${libvirtd:-none}" /run/libvirt/own.pid && down
else
    view "$2" "$3" "$4"
    up
    while read -r order; do
        case $order in
            up) up ;;
            down) down ;;
            keep)
                down
                exit 0
                ;;
            *) break ;;
        esac
    done
    down
fi
# libvirtd is gone, so nobody starts another guest.
for file in "$root"/run/qemu/*.pid; do
    pid=$(cat "$file" 2> /dev/null) || continue
    name=${file##*/}
    says "$pid" "guest=${name%.pid},debug-threads=on" || continue
    kill -9 "$pid"
    gone "$pid"
done
for file in "$root"/log/qemu/*.log; do
    name=${file##*/}
    forget "${name%.log}"
done
# Only empty ones go; libvirt makes them again when it needs them.
rmdir /sys/fs/cgroup/machine /sys/fs/cgroup/*/machine 2> /dev/null
exit 0
