package io.bedplate.libvirt.jna;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.bedplate.virt.Statistics.Calls;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * The way to one libvirtd: four connections, a lane each, that are opened again when they break. While it is down every
 * call fails at once.
 */
public final class LibvirtLink implements AutoCloseable {
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 5000;

    private final String uri;
    private final LinkListener listener;
    private final CallTimes times = new CallTimes();
    private final Natives natives;
    private final LibvirtThreads threads = new LibvirtThreads();
    // Opens, loses and closes connections, one thing at a time.
    private final ScheduledExecutorService keeper = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("bedplate-libvirt-link").factory());
    private volatile State state = new State.Down("not connected yet");

    private LibvirtLink(String uri, LinkListener listener, CallWatch watch) {
        this.uri = uri;
        this.listener = listener;
        natives = Natives.of(watch, times);
    }

    private sealed interface State {
        record Up(Map<Lane, LibvirtSession> byLane) implements State {
            LibvirtSession on(Lane lane) {
                return Objects.requireNonNull(byLane.get(lane));
            }

            boolean has(LibvirtSession session) {
                return byLane.containsValue(session);
            }

            boolean isAlive() {
                return byLane.values().stream().allMatch(LibvirtSession::isAlive);
            }

            void release() {
                byLane.values().forEach(LibvirtSession::release);
            }
        }

        record Down(String why) implements State {}

        record Closed() implements State {}
    }

    /**
     * Connects.
     *
     * @throws VirtDriverException UNAVAILABLE with libvirt's own text
     */
    public static LibvirtLink open(String uri, LinkListener listener) {
        return open(uri, listener, CallWatch.NONE);
    }

    /** As above, with all calls about domains and network filters watched. */
    public static LibvirtLink open(String uri, LinkListener listener, CallWatch watch) {
        var link = new LibvirtLink(uri, listener, watch);
        try {
            link.threads.call(Lane.SLOW, () -> {
                link.use(link.connect());
                return true;
            });
            return link;
        } catch (VirtDriverException e) {
            link.close();
            throw new VirtDriverException(Kind.UNAVAILABLE, said(e), e);
        }
    }

    private State.Up connect() {
        // One broken connection is enough to distrust all: they end at the same libvirtd.
        var open = new EnumMap<Lane, LibvirtSession>(Lane.class);
        try {
            for (var lane : Lane.values()) {
                open.put(lane, LibvirtSession.open(uri, natives, this::closed));
            }
            var up = new State.Up(Map.copyOf(open));
            up.on(Lane.QUICK).onLifecycle(listener::onLifecycle);
            up.on(Lane.QUICK).onDevice(listener::onDevice);
            up.on(Lane.QUICK).onReboot(listener::onReboot);
            return up;
        } catch (VirtDriverException e) {
            open.values().forEach(LibvirtSession::release);
            throw e;
        }
    }

    private void use(State.Up up) {
        state = up;
        // It may have broken before anybody could look for it in the state.
        if (!up.isAlive()) {
            broke(up.on(Lane.QUICK), "the connection closed at once");
        }
    }

    /**
     * Runs {@code work} on a thread that may call libvirt. What it gets from the session must not leave it.
     *
     * @throws VirtDriverException what the work throws; UNAVAILABLE while libvirt is down and after {@link #close()}
     */
    public <T> T call(Lane lane, Function<LibvirtSession, T> work) {
        // Looked at here too: threads that hang in a dying connection must not delay the bad news.
        up();
        return threads.call(lane, () -> run(up().on(lane), work));
    }

    /**
     * Says whether libvirt is there, as far as is known without asking it.
     *
     * @throws VirtDriverException UNAVAILABLE
     */
    public void check() {
        up();
    }

    /** How long the calls took that were made since this was opened, by function. */
    public List<Calls> calls() {
        return times.snapshot();
    }

    private <T> T run(LibvirtSession session, Function<LibvirtSession, T> work) {
        if (!session.acquire()) {
            throw new VirtDriverException(Kind.UNAVAILABLE, "libvirt at %s: the connection closed".formatted(uri));
        }
        try {
            return work.apply(session);
        } catch (VirtDriverException e) {
            if (session.isAlive()) {
                throw e;
            }
            broke(session, said(e));
            throw new VirtDriverException(Kind.UNAVAILABLE, said(e), e);
        } finally {
            session.release();
        }
    }

    private State.Up up() {
        return switch (state) {
            case State.Up up -> up;
            case State.Down(var why) ->
                throw new VirtDriverException(Kind.UNAVAILABLE,
                        "libvirt at %s does not answer: %s".formatted(uri, why));
            case State.Closed() -> throw new VirtDriverException(Kind.UNAVAILABLE, "the libvirt driver is closed");
        };
    }

    private void closed(LibvirtSession session) {
        broke(session, "the connection closed");
    }

    // Of a connection that has been replaced already, bad news is no news.
    private void broke(LibvirtSession session, String why) {
        if (state instanceof State.Up broken && broken.has(session)) {
            onKeeper(() -> lost(broken, why), 0);
        }
    }

    private void lost(State.Up broken, String why) {
        if (!state.equals(broken)) {
            return;
        }
        state = new State.Down(why);
        broken.release();
        listener.onLost(why);
        retry(FIRST_RETRY_MILLIS);
    }

    private void retry(long afterMillis) {
        onKeeper(() -> {
            try {
                var up = connect();
                use(up);
                listener.onRestored();
            } catch (VirtDriverException e) {
                state = new State.Down(said(e));
                retry(Math.min(2 * afterMillis, LAST_RETRY_MILLIS));
            }
        }, afterMillis);
    }

    private void onKeeper(Runnable work, long delayMillis) {
        synchronized (keeper) {
            if (!keeper.isShutdown()) {
                var _ = keeper.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Lets go of libvirt; calls under way are finished. */
    @Override
    public void close() {
        synchronized (keeper) {
            if (keeper.isShutdown()) {
                return;
            }
            // Last of all, so that no retry that waits for its time keeps the keeper.
            keeper.execute(() -> {
                letGo();
                keeper.shutdownNow();
            });
            keeper.shutdown();
        }
        threads.close();
        keeper.close();
    }

    private void letGo() {
        var last = state;
        state = new State.Closed();
        if (last instanceof State.Up up) {
            up.release();
        }
    }

    private static String said(VirtDriverException e) {
        return String.valueOf(e.getMessage());
    }
}
