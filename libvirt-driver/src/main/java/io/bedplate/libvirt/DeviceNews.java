package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.bedplate.libvirt.jna.DeviceEvent;

/** Brings guests' answers to those who asked them for a device. */
final class DeviceNews {
    private final Map<Device, Answers> asked = new ConcurrentHashMap<>();

    private record Device(UUID uuid, String alias) {}

    /** Called on libvirt's event thread. */
    void tell(DeviceEvent event) {
        var answers = asked.get(new Device(event.uuid(), event.alias()));
        if (answers != null) {
            answers.queue.add(event.removed());
        }
    }

    /** Begins to listen for one device; the caller sees to it that nobody else does. */
    Answers listen(UUID uuid, String alias) {
        var device = new Device(uuid, alias);
        var answers = new Answers(() -> asked.remove(device));
        asked.put(device, answers);
        return answers;
    }

    /** What the guest answers, in order. */
    static final class Answers implements AutoCloseable {
        private final BlockingQueue<Boolean> queue = new LinkedBlockingQueue<>();
        private final Runnable onClose;

        private Answers(Runnable onClose) {
            this.onClose = onClose;
        }

        /** Whether the guest says within that time that the device is gone; at its refusal the wait ends, too. */
        boolean isGone(Duration patience) {
            try {
                var answer = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                return answer != null && answer;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            onClose.run();
        }
    }
}
