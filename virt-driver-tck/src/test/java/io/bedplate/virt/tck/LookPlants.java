package io.bedplate.virt.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

/** Faults against chapters 15 and 16: consoles and the guest agent. */
final class LookPlants {
    private LookPlants() {}

    static List<Plant> all() {
        return List.of(
                consoles("says that it knows consoles, and does not", _ -> Optional.empty(),
                        "consoleAccessComesWithTheCapability"),
                consoles("knows no console", _ -> Optional.of(_ -> List.of()), "consolesHaveEndpoints"),
                consoles("knows consoles of stopped guests", _ -> Optional
                        .of(_ -> List.of(new ConsoleEndpoint(ConsoleEndpoint.Kind.VNC, "127.0.0.1", 5900))),
                        "consolesHaveEndpoints"),
                agent("says that it reaches agents, and does not", _ -> Optional.empty(),
                        "guestAgentAccessComesWithTheCapability"),
                agent("takes any password for set", _ -> Optional.of((_, _, _) -> {}),
                        "guestAgentNeedsARunningGuestWithTheChannel", "silentGuestAgentIsUnavailable"),
                agent("tells the password", sound -> sound.guestAgentAccess().map(LookPlants::telling),
                        "silentGuestAgentIsUnavailable"));
    }

    private static GuestAgentAccess telling(GuestAgentAccess sound) {
        return (id, user, password) -> {
            try {
                sound.setPassword(id, user, password);
            } catch (VirtDriverException e) {
                throw new VirtDriverException(e.kind(),
                        "the password %s was not set".formatted(password));
            }
        };
    }

    private static Plant consoles(String fault, Function<VirtDriver, Optional<ConsoleAccess>> faulty,
            String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<ConsoleAccess> consoleAccess() {
                return faulty.apply(sound);
            }
        }, tests);
    }

    private static Plant agent(String fault, Function<VirtDriver, Optional<GuestAgentAccess>> faulty,
            String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<GuestAgentAccess> guestAgentAccess() {
                return faulty.apply(sound);
            }
        }, tests);
    }
}
