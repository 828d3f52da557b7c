# shellcheck shell=bash
# The lab host's disk: Debian 12 with its own kernel, libvirt 9.0 and QEMU 7.2, no service manager, and the guests it is
# to run. The file systems are made from folders; no loop device, no mount.

PACKAGES=linux-image-amd64,busybox-static,udev,kmod,procps,iproute2,openssh-server,cpio,\
libvirt-daemon-system,libvirt-daemon-system-sysv,libvirt-daemon-driver-qemu,libvirt-clients,qemu-system-x86,qemu-utils

# Never unpacked, for nothing in the lab asks for it and packing takes its time.
UNWANTED=("/usr/share/"{doc,info,locale}"/*" "/usr/share/man/*/*"
  "/lib/modules/*/kernel/sound/*"
  "/lib/modules/*/kernel/drivers/"{accel,bluetooth,comedi,gpu,hid,hwmon,iio,infiniband,input,isdn,media,mmc,mtd,scsi,staging,usb}"/*"
  "/lib/modules/*/kernel/drivers/net/"{can,wireless}"/*"
  "/lib/modules/*/kernel/drivers/net/ethernet/"{amd,broadcom,brocade,cavium,chelsio,mellanox,netronome,qlogic,sfc}"/*")

# The modules that find and read the disk. All others are loaded from it.
EARLY_MODULES="virtio_pci virtio_blk ext4"

# What takes longest, apart from what is changed in it: the packages, unpacked and set up.
debian_folder() { echo "$cache/debian-$(printf '%s\n' "$PACKAGES" "${UNWANTED[@]}" | cat - "$scripts/sources.sh" | digest)"; }

image_folder() {
  echo "$cache/image-$(digest "$scripts"/{image,sources}.sh "$scripts"/inside/* "$project"/cli/guest/*)"
}

# The JDK of the tests, a disk of its own: shared by all images, read-only.
jdk_folder() { echo "$cache/jdk-$(digest "$1/release")"; }

need_image() {
  local folder
  folder=$(image_folder)
  [ -d "$folder" ] || need_debian
  finished "$folder" build_image || fail "the lab host's disk could not be built, see $cache/image.log"
  only "$folder"
}

need_debian() {
  local folder
  folder=$(debian_folder)
  finished "$folder" build_debian || fail "Debian could not be installed, see $cache/debian.log"
  only "$folder"
}

build_debian() {
  say "installing Debian 12 for the lab host (once; a minute or two)"
  install_debian "$1" > "$cache/debian.log" 2>&1
}

need_jdk_disk() {
  local home=$1 folder
  folder=$(jdk_folder "$home")
  finished "$folder" build_jdk_disk "$home" || fail "no disk could be made of $home"
  only "$folder"
}

build_jdk_disk() { disk_of "$1" "$2/jdk.img" 100; }

# disk_of FOLDER FILE MIB: a file system with the folder's content and so much room.
disk_of() {
  local size
  size=$(du -sm --apparent-size "$1" | cut -f1)
  mke2fs -q -t ext4 -O ^has_journal -m 0 -d "$1" "$2" "$((size + size / 5 + $3))M"
}

build_image() {
  say "building the lab host's disk (once; half a minute)"
  # A process of its own, so that the first failure ends it.
  "$scripts/lab" make-image "$1" > "$cache/image.log" 2>&1
}

make_image() {
  local folder=$1 root="$1/root" kernel
  # Linked, not copied: what is changed below is put in the place of the former file.
  cp -al "$(debian_folder)/root" "$root"
  kernel=$(basename "$root"/lib/modules/*)
  cp "$root/boot/vmlinuz-$kernel" "$folder/vmlinuz"
  early_files "$root" "$kernel" | gzip -1 > "$folder/initrd.gz"
  "$project/cli/guest/build-guest" "$folder/guest" linux-image-amd64
  cp "$folder/guest/vmlinuz" "$root/opt/guest-vmlinuz"
  { cat "$folder/guest/initrd.gz"; guest_test; } > "$root/opt/guest-initrd.gz"
  rm -rf "$folder/guest"
  settle "$folder" "$root"
  disk_of "$root" "$folder/root.img" 1000
  rm -rf "$root"
}

install_debian() {
  local folder=$1 options=() path
  write_sources "$folder/sources.list" "$SUITE" || return 1
  for path in "${UNWANTED[@]}"; do options+=(--dpkgopt="path-exclude=$path"); done
  # The kernel's package would call for an initramfs of its own making.
  # shellcheck disable=SC2016 # $1 is mmdebstrap's
  INITRD=No mmdebstrap --variant=minbase --include="$PACKAGES" --aptopt='APT::Install-Recommends "false"' \
    "${options[@]}" --setup-hook='mkdir -p "$1/etc"; printf "do_symlinks=no\ndo_initrd=no\n" > "$1/etc/kernel-img.conf"' \
    "$SUITE" "$folder/root" "$folder/sources.list"
}

# What the lab host's own programs find different from a plain Debian.
settle() {
  local folder=$1 root=$2
  install -m 0755 "$scripts/inside/init" "$root/sbin/lab-init"
  mkdir -p "$root"/opt/jdk "$root"/opt/payload
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$folder/key" < /dev/null
  rm -f "$root"/etc/ssh/ssh_host_*
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$root/etc/ssh/ssh_host_ed25519_key"
  install -D -m 0600 "$folder/key.pub" "$root/root/.ssh/authorized_keys"
  place "$root/etc/ssh/sshd_config.d/lab.conf" 'UsePAM no' 'UseDNS no' 'HostKey /etc/ssh/ssh_host_ed25519_key'
  place "$root/etc/hostname" lab
  place "$root/etc/libvirt/qemu.conf" 'user = "root"' 'group = "root"' 'security_driver = "none"'
}

# place FILE LINE...: a file of these lines, in the place of what is there.
place() {
  local file=$1
  shift
  rm -f "$file"
  printf '%s\n' "$@" > "$file"
}

# A second archive behind the guest's own: its part in the lab.
guest_test() {
  local work
  work=$(mktemp -d)
  install -m 0755 "$scripts/inside/guest-test" "$work/test"
  archive "$work" | gzip -9n
  rm -r "$work"
}

# early_files ROOT KERNEL: the archive that the kernel unpacks before it has a disk.
early_files() {
  local root=$1 kernel=$2 work module
  work=$(mktemp -d)
  mkdir -p "$work"/{bin,lib,dev,proc,sys,disk}
  cp "$root/bin/busybox" "$work/bin/"
  install -m 0755 "$scripts/inside/early-init" "$work/init"
  for module in $EARLY_MODULES; do
    modprobe -d "$root" -S "$kernel" --show-depends "$module"
  done | awk '$1 == "insmod" && !seen[$2]++ {print $2}' | while read -r module; do
    cp "$module" "$work/lib/"
    basename "$module" >> "$work/modules"
  done
  archive "$work"
  rm -r "$work"
}

archive() { (cd "$1" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0); }
