package io.bedplate.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.agent.SpawnRequest;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PageSize;
import io.bedplate.nfv.InvalidReason;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;

/** The guest of the demo, and the split of the host's CPUs that it is shown with. */
final class DemoGuest {
    static final String NAME = "demo";
    static final InstanceId ID = new InstanceId(UUID.fromString("00000000-0000-4000-8000-00626564706c"));
    static final long MEMORY_MIB = 256;
    static final PageSize PAGE_SIZE = PageSize.MIB_2;
    static final Flavor FLAVOR = new Flavor(1, MEMORY_MIB, ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated",
            "hw:mem_page_size", "2MB", "hw:emulator_threads_policy", "share")));
    /** The guest's only program prints it when the kernel has started it. */
    static final String READY = "BEDPLATE-GUEST ready";

    private DemoGuest() {}

    /** The first core for everybody, the others for dedicated vCPUs; a host of one core is not split. */
    static HostConfig hostConfig(HostTopology host) {
        var shared = host.cores().isEmpty() ? CpuSet.empty() : host.cores().getFirst();
        var dedicated = host.onlineCpus().minus(shared);
        return dedicated.isEmpty()
                ? HostConfig.NONE
                : new HostConfig(Optional.of(dedicated), Optional.of(shared), List.of(),
                        HostConfig.NONE.physicalNetworks(), HostConfig.NONE.tunnelCells());
    }

    static long pages() {
        return PAGE_SIZE.pagesFor(MEMORY_MIB << 10);
    }

    static SpawnRequest order(Path images, Path consoleLog) {
        var kernel = image(images, "vmlinuz");
        var initrd = image(images, "initrd.gz");
        return switch (NfvRequests.read(RequestInput.of(FLAVOR, ImageProperties.of(Map.of())))) {
            case RequestResult.Valid(var request) -> new SpawnRequest(ID, NAME, request,
                    new Boot.Kernel(kernel, initrd,
                            "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check nowatchdog"),
                    List.of(), Optional.of(consoleLog));
            case RequestResult.Invalid(var reasons) -> throw new IllegalStateException(
                    "the demo's own flavor: " + reasons.stream().map(InvalidReason::sentence).toList());
        };
    }

    private static Path image(Path images, String name) {
        var file = images.resolve(name);
        if (!Files.isReadable(file)) {
            throw new DemoException("the guest's %s is not in %s".formatted(name, images),
                    "start the demo as ./bedplate demo, which builds it");
        }
        return file;
    }
}
