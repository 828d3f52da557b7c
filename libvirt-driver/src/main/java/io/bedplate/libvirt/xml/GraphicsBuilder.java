package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts {@link Graphics} together, or changes parts of one. What is not set is not in the document. */
public final class GraphicsBuilder {
    private final String type;
    private OptionalInt port = OptionalInt.empty();
    private Optional<Boolean> autoPort = Optional.empty();
    private OptionalInt tlsPort = OptionalInt.empty();
    private OptionalInt webSocket = OptionalInt.empty();
    private Optional<String> listen = Optional.empty();
    private Optional<String> socket = Optional.empty();
    private Optional<String> password = Optional.empty();
    private Optional<String> passwordValidTo = Optional.empty();
    private Optional<String> connected = Optional.empty();
    private Optional<String> keymap = Optional.empty();
    private Optional<String> sharePolicy = Optional.empty();
    private Optional<String> defaultMode = Optional.empty();
    private Optional<Boolean> powerControl = Optional.empty();
    private List<Graphics.Listen> listens = List.of();
    private Optional<Graphics.Gl> gl = Optional.empty();
    private Rest rest = Rest.NONE;

    public GraphicsBuilder(String type) {
        this.type = type;
    }

    /** Begins with what is there. */
    public GraphicsBuilder(Graphics from) {
        type = from.type();
        port = from.port();
        autoPort = from.autoPort();
        tlsPort = from.tlsPort();
        webSocket = from.webSocket();
        listen = from.listen();
        socket = from.socket();
        password = from.password();
        passwordValidTo = from.passwordValidTo();
        connected = from.connected();
        keymap = from.keymap();
        sharePolicy = from.sharePolicy();
        defaultMode = from.defaultMode();
        powerControl = from.powerControl();
        listens = from.listens();
        gl = from.gl();
        rest = from.rest();
    }

    public GraphicsBuilder port(int value) {
        port = OptionalInt.of(value);
        return this;
    }

    public GraphicsBuilder autoPort(boolean value) {
        autoPort = Optional.of(value);
        return this;
    }

    public GraphicsBuilder tlsPort(int value) {
        tlsPort = OptionalInt.of(value);
        return this;
    }

    public GraphicsBuilder webSocket(int value) {
        webSocket = OptionalInt.of(value);
        return this;
    }

    public GraphicsBuilder listen(String value) {
        listen = Optional.of(value);
        return this;
    }

    public GraphicsBuilder socket(String value) {
        socket = Optional.of(value);
        return this;
    }

    public GraphicsBuilder password(String value) {
        password = Optional.of(value);
        return this;
    }

    public GraphicsBuilder passwordValidTo(String value) {
        passwordValidTo = Optional.of(value);
        return this;
    }

    public GraphicsBuilder connected(String value) {
        connected = Optional.of(value);
        return this;
    }

    public GraphicsBuilder keymap(String value) {
        keymap = Optional.of(value);
        return this;
    }

    public GraphicsBuilder sharePolicy(String value) {
        sharePolicy = Optional.of(value);
        return this;
    }

    public GraphicsBuilder defaultMode(String value) {
        defaultMode = Optional.of(value);
        return this;
    }

    public GraphicsBuilder powerControl(boolean value) {
        powerControl = Optional.of(value);
        return this;
    }

    public GraphicsBuilder listens(List<Graphics.Listen> value) {
        listens = value;
        return this;
    }

    public GraphicsBuilder gl(Graphics.Gl value) {
        gl = Optional.of(value);
        return this;
    }

    public Graphics build() {
        return new Graphics(type, port, autoPort, tlsPort, webSocket, listen, socket, password, passwordValidTo,
                connected, keymap, sharePolicy, defaultMode, powerControl, listens, gl, rest);
    }
}
