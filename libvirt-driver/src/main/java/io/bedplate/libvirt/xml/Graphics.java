package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A screen over the network. */
@Element("graphics")
public record Graphics(@Attribute String type, @Attribute OptionalInt port,
        @Attribute("autoport") Optional<Boolean> autoPort, @Attribute OptionalInt tlsPort,
        @Attribute("websocket") OptionalInt webSocket, @Attribute Optional<String> listen,
        @Attribute Optional<String> socket, @Attribute("passwd") Optional<String> password,
        @Attribute("passwdValidTo") Optional<String> passwordValidTo, @Attribute Optional<String> connected,
        @Attribute Optional<String> keymap, @Attribute Optional<String> sharePolicy,
        @Attribute Optional<String> defaultMode, @Attribute Optional<Boolean> powerControl,
        @Element("listen") List<Listen> listens, Optional<Gl> gl, Rest rest) implements Device {
    public Graphics {
        listens = List.copyOf(listens);
    }

    /** Where it is served. */
    public record Listen(@Attribute Optional<String> type, @Attribute Optional<String> address,
            @Attribute Optional<String> network, @Attribute Optional<String> socket, Rest rest) {
        Listen at(String newAddress) {
            return new Listen(type, Optional.of(newAddress), network, socket, rest);
        }
    }

    /** Drawing by the host's hardware. */
    public record Gl(@Attribute Optional<Boolean> enable, @Attribute("rendernode") Optional<String> renderNode,
            Rest rest) {}
}
