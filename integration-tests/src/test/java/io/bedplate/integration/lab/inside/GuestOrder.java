package io.bedplate.integration.lab.inside;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.StorageRequest;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciWish;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Nic;

/**
 * A guest of the lab to be.
 *
 * @param words more words for its kernel's command line, which its first program reads, too
 */
record GuestOrder(String name, int vcpus, long memoryMib, Map<String, String> specs, List<PciWish> devices,
        List<Nic> nics, String words) {
    private static final Path KERNEL = Path.of("/opt/guest-vmlinuz");
    private static final Path INITRD = Path.of("/opt/guest-initrd.gz");
    private static final String COMMAND_LINE = "console=ttyS0 quiet panic=-1 mitigations=off tsc=reliable "
            + "no_timer_check nowatchdog nokaslr ";

    /** With no device and no port. */
    GuestOrder(String name, int vcpus, long memoryMib, Map<String, String> specs) {
        this(name, vcpus, memoryMib, specs, List.of(), List.of(), "");
    }

    GuestOrder with(PciWish device) {
        return new GuestOrder(name, vcpus, memoryMib, specs, List.of(device), nics, words);
    }

    GuestOrder with(Nic nic, String moreWords) {
        return new GuestOrder(name, vcpus, memoryMib, specs, devices, List.of(nic), moreWords);
    }

    GuestOrder saying(String moreWords) {
        return new GuestOrder(name, vcpus, memoryMib, specs, devices, nics, moreWords);
    }

    Path console() {
        return Path.of("/root/evidence", name + ".console");
    }

    InstanceId id() {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    SpawnRequest toRequest() {
        var input = new RequestInput(new Flavor(vcpus, memoryMib, ExtraSpecs.of(specs)),
                ImageProperties.of(Map.of()), devices, Collections.emptySortedSet(), false, 1, 1);
        var request = ((RequestResult.Valid) NfvRequests.read(input)).request();
        return new SpawnRequest(id(), name, request, new Boot.Kernel(KERNEL, INITRD, COMMAND_LINE + words),
                StorageRequest.NONE, List.of(), nics, GuestHardware.PLAIN, Optional.of(console()));
    }
}
