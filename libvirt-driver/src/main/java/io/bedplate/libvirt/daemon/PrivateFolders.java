package io.bedplate.libvirt.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.probe.HostProbe;

/**
 * The folders of a private libvirtd.
 *
 * @param root      absolute
 * @param cache     what libvirt learnt of QEMU; below the root, or shared with others and then not removed
 * @param pageSizes huge pages the kernel offers
 */
record PrivateFolders(Path root, Path cache, List<PageSize> pageSizes) {
    // A socket's path holds 107 characters, and "/run/libvirt-admin-sock" comes behind the root.
    private static final int LONGEST_PATH = 80;
    private static final List<String> FOLDERS = List.of("etc/qemu", "run", "lib", "log", "view", "ovs");

    PrivateFolders {
        pageSizes = List.copyOf(pageSizes);
    }

    static PrivateFolders of(Path root, Path cache) {
        var sizes = HostProbe.readThisHost().cells().stream().flatMap(cell -> cell.pools().stream())
                .map(PagePool::size).distinct().sorted().toList();
        return new PrivateFolders(checked(root), checked(cache), sizes);
    }

    private static Path checked(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        if (!path.toString().matches("[A-Za-z0-9._/-]{2,%d}".formatted(LONGEST_PATH))) {
            throw new IllegalArgumentException(
                    "folder \"%s\" for a private libvirtd: wanted at most %d of A-Z a-z 0-9 . _ / -".formatted(path,
                            LONGEST_PATH));
        }
        return path;
    }

    Path socket() {
        return root.resolve("run/libvirt-sock");
    }

    Path pidFile() {
        return root.resolve("run/own.pid");
    }

    Path openVswitch() {
        return root.resolve("ovs");
    }

    /** What libvirtd and its script say. */
    Path said() {
        return root.resolve("log/said");
    }

    /** Makes the folders and the configuration, except what an earlier libvirtd here has made. */
    void make() throws IOException {
        for (var folder : FOLDERS) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.createDirectories(cache);
        var daemon = root.resolve("etc/libvirtd.conf");
        if (!Files.exists(daemon)) {
            // A UUID of its own: libvirt takes equal ones for the same host and refuses to migrate.
            Files.writeString(daemon, """
                    auth_unix_rw = "none"
                    host_uuid = "%s"
                    """.formatted(UUID.randomUUID()));
        }
        Files.writeString(root.resolve("etc/qemu.conf"), qemuConfiguration());
    }

    private String qemuConfiguration() {
        var mounts = pageSizes.stream().map(size -> "\"%s/huge-%d\"".formatted(root, size.kib()))
                .collect(Collectors.joining(", "));
        // Files for consoles, since virtlogd would be one more daemon; no ownership changes on files that are others'.
        return """
                user = "root"
                group = "root"
                dynamic_ownership = 0
                remember_owner = 0
                stdio_handler = "file"
                security_driver = "none"
                namespaces = []
                hugetlbfs_mount = [ %s ]
                """.formatted(mounts);
    }

    /** Removes all that is ours; what others put beside it stays, and the root with it. */
    void remove() {
        try {
            for (var name : List.of("etc", "run", "lib", "cache", "log", "view", "ovs")) {
                removeTree(root.resolve(name));
            }
            for (var size : pageSizes) {
                Files.deleteIfExists(root.resolve("huge-" + size.kib()));
            }
            if (isEmpty(root)) {
                Files.delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void removeTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
