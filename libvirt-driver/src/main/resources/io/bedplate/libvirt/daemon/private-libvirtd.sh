# Runs as the first process of a new mount namespace: gives libvirtd its own directories, runs it, and ends it.
# Nothing mounted here is seen outside; the mounts go with the last process of the namespace.
#   $1 root folder, holding etc/ run/ lib/ cache/ log/ and view/    $2 page sizes of hugetlbfs to mount, as in "2048 1048576"
# Standard input is the lifeline: "keep" ends libvirtd alone; anything else, or the end of the owner, ends the guests too.
set -eu
root=$1
mount --make-rprivate /

# An own /run: without D-Bus, libvirt cannot register guests with the host's machined under names that may be taken.
mount -t tmpfs -o mode=755 bedplate "$root/view"
mkdir "$root/view/libvirt"
mount --bind "$root/run" "$root/view/libvirt"
for entry in /run/*; do
    name=${entry#/run/}
    case $name in
        dbus | libvirt | systemd | '*') ;;
        *)
            if [ -d "$entry" ]; then mkdir "$root/view/$name"; else : > "$root/view/$name"; fi
            mount --rbind "$entry" "$root/view/$name"
            ;;
    esac
done
mount --rbind "$root/view" /run
for part in etc:/etc/libvirt lib:/var/lib/libvirt cache:/var/cache/libvirt log:/var/log/libvirt; do
    mkdir -p "${part#*:}"
    mount --bind "$root/${part%%:*}" "${part#*:}"
done
for kib in $2; do
    mkdir -p "$root/huge-$kib"
    mount -t hugetlbfs -o "pagesize=${kib}K" bedplate "$root/huge-$kib"
done

libvirtd --pid-file /run/libvirt/own.pid < /dev/null &
libvirtd=$!
order=end
read -r order || true
kill "$libvirtd" 2> /dev/null || true
wait "$libvirtd" || true
[ "$order" = keep ] && exit 0

# libvirtd is gone, so nobody starts another guest; a pid file may be stale, hence the look at the command line.
for file in "$root"/run/qemu/*.pid; do
    pid=$(cat "$file" 2> /dev/null) || continue
    grep -qzF "$root/" "/proc/$pid/cmdline" 2> /dev/null && kill -9 "$pid"
done
