package io.bedplate.integration.lab.inside;

import java.util.List;

import io.bedplate.host.files.HostFiles;

/** A bridge of the lab host with an address of the host's own. */
record LinuxBridge(String name) implements AutoCloseable {
    static LinuxBridge add(String name, String address) {
        Programs.run("ip", "link", "add", name, "type", "bridge");
        Programs.run("ip", "address", "add", address + "/24", "dev", name);
        Programs.run("ip", "link", "set", name, "up");
        return new LinuxBridge(name);
    }

    /** The network devices that are plugged into it. */
    List<String> ports() {
        return HostFiles.real().list("sys/class/net/" + name + "/brif");
    }

    @Override
    public void close() {
        Programs.run("ip", "link", "delete", name);
    }
}
