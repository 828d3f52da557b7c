package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.bedplate.agent.proof.Difference;

/** The agent of the right one of {@link Pair}, until somebody ends it. */
final class FarHost implements Witness {
    /** Which the left one gives to guests; so a guest that comes gets another one. */
    private static final int SHARED_CORES = 2;

    private final ComputeHost host;
    private final CountDownLatch ended = new CountDownLatch(1);

    private FarHost(ComputeHost host) {
        this.host = host;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var host = ComputeHost.at(Path.of("/root/far"), Pair.RIGHT, SHARED_CORES);
        var far = new FarHost(host);
        Pair.RIGHT.answer(host, far);
        far.ended.await();
        host.close();
        System.exit(0);
    }

    private LabGuest guest(String name) {
        return host.running(Traveller.order(name));
    }

    @Override
    public String inForce(String name) {
        return Traveller.inForce(guest(name));
    }

    @Override
    public List<String> words(String name) {
        return guest(name).said();
    }

    @Override
    public List<String> differences(String name) {
        return host.agent().verify(guest(name).id()).differences().stream().map(Difference::sentence).toList();
    }

    @Override
    public long freePages() {
        return Traveller.freePages();
    }

    @Override
    public void end() {
        ended.countDown();
    }
}
