package io.bedplate.virt.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Pausing;
import io.bedplate.virt.VirtDriver;

/** Faults against chapters 8 and 10: capabilities declared in vain, and wishes passed over in silence. */
final class CapabilityPlants {
    private CapabilityPlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("says that it can pause, and cannot", pausing(_ -> Optional.empty()),
                        "pausingComesWithTheCapability"),
                Plant.of("neither pauses nor resumes", pausing(_ -> Optional.of(new Halting(_ -> {}, _ -> {}))),
                        "pauseEndsInPaused"),
                Plant.of("pauses but does not resume",
                        pausing(sound -> sound.map(pausing -> new Halting(pausing::pause, _ -> {}))),
                        "resumeEndsInRunning"),
                Plant.of("passes over the console", passingOver(CapabilityPlants::withoutConsole),
                        "consoleIsInTheFile"),
                Plant.ofBare("without the capability passes over the console",
                        passingOver(CapabilityPlants::withoutConsole), "consoleIsInTheFile"),
                Plant.of("passes over huge pages", passingOver(CapabilityPlants::withoutPlacement),
                        "hugePagesBackTheGuest", "tooManyPagesAreRefused"),
                Plant.ofBare("without the capability passes over huge pages",
                        passingOver(CapabilityPlants::withoutPlacement), "hugePagesBackTheGuest"),
                Plant.of("passes over devices", passingOver(CapabilityPlants::withoutPlacement),
                        "unknownDeviceIsRefused"),
                Plant.ofBare("without the capability passes over devices",
                        passingOver(CapabilityPlants::withoutPlacement), "unknownDeviceIsRefused"),
                Plant.of("passes over ports", passingOver(CapabilityPlants::withoutPorts), "absentBridgeIsNamed"),
                Plant.of("takes no ports", passingOver(CapabilityPlants::onNoBridge), "portIsPluggedAndPluggedAgain"),
                Plant.ofBare("without the capability passes over ports",
                        passingOver(CapabilityPlants::withoutPorts), "portIsPluggedAndPluggedAgain"));
    }

    private interface Act {
        void on(InstanceId id);
    }

    private record Halting(Act pause, Act resume) implements Pausing {
        @Override
        public void pause(InstanceId id) {
            pause.on(id);
        }

        @Override
        public void resume(InstanceId id) {
            resume.on(id);
        }
    }

    private static UnaryOperator<VirtDriver> pausing(UnaryOperator<Optional<Pausing>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Optional<Pausing> pausing() {
                return faulty.apply(super.pausing());
            }
        };
    }

    private static UnaryOperator<VirtDriver> passingOver(UnaryOperator<InstanceSpec> stripped) {
        return driver -> new Forwarding(driver) {
            @Override
            public void spawn(InstanceSpec spec, LaunchGate gate) {
                super.spawn(stripped.apply(spec), gate);
            }
        };
    }

    private static InstanceSpec withoutPorts(InstanceSpec spec) {
        return spec.equipped(spec.disks(), List.of());
    }

    private static InstanceSpec onNoBridge(InstanceSpec spec) {
        return spec.equipped(spec.disks(), spec.nics().stream()
                .map(nic -> Nic.of(nic.id(), nic.mac(), new NicBackend.Bridge("nowhere"))).toList());
    }

    private static InstanceSpec withoutConsole(InstanceSpec spec) {
        return new InstanceSpec(spec.id(), spec.name(), spec.vcpus(), spec.memoryKib(), spec.placement(), spec.boot(),
                spec.disks(), Optional.empty());
    }

    private static InstanceSpec withoutPlacement(InstanceSpec spec) {
        var asked = spec.placement();
        var floating = new GuestPlacement(List.of(), asked.sharedCpus(), asked.emulatorCpus(), asked.ioThreads(),
                asked.realtimeVcpus(), asked.lockedMemory(), asked.topology(), List.of());
        return spec.placed(spec.vcpus(), spec.memoryKib(), floating);
    }
}
