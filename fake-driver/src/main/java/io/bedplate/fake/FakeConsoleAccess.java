package io.bedplate.fake;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.ConsoleEndpoint.Kind;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Peripherals.Console;

/** Says where the consoles of a simulated guest would be; nobody listens there. */
record FakeConsoleAccess(FakeDriver driver) implements ConsoleAccess {
    private static final int FIRST_PORT = 5900;

    @Override
    public List<ConsoleEndpoint> consoles(InstanceId id) {
        var endpoints = new ArrayList<ConsoleEndpoint>();
        driver.inTurn(id, guest -> guest.process().ifPresent(process -> {
            for (var console : guest.spec().hardware().peripherals().consoles()) {
                endpoints.add(endpoint(console, FIRST_PORT + (int) process.domainId() + endpoints.size()));
            }
        }));
        return List.copyOf(endpoints);
    }

    private static ConsoleEndpoint endpoint(Console console, int port) {
        return switch (console) {
            case Console.Vnc(var address) -> new ConsoleEndpoint(Kind.VNC, address, port);
            case Console.Spice(var address) -> new ConsoleEndpoint(Kind.SPICE, address, port);
            case Console.Serial(var address, int tcpPort) -> new ConsoleEndpoint(Kind.SERIAL, address, tcpPort);
        };
    }
}
