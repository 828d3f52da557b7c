package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One user of an image at a time, among threads by a lock and among processes by a file lock below it. Images share 64
 * locks, so that their files need never be removed, which cannot be done without a race.
 */
final class CacheLocks {
    private static final int LOCKS = 64;

    private final Path folder;
    private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    CacheLocks(Path folder) {
        this.folder = folder;
    }

    /** What is done under a lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T with(String key, Work<T> work) throws IOException {
        int number = Math.floorMod(key.hashCode(), LOCKS);
        var lock = locks.get(number);
        lock.lock();
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(".lock-%02d".formatted(number));
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return work.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
