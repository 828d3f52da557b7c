package io.bedplate.virt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the bytes of a disk are. */
public sealed interface DiskSource {

    /** A file of the host. */
    record File(Path path) implements DiskSource {}

    /** A block device of the host, NVMe over Fabrics and Fibre Channel included: those the host's kernel reaches itself. */
    record Block(Path device) implements DiskSource {}

    /**
     * Storage that the hypervisor itself reaches over the network.
     *
     * @param name    image and pool, target and unit, export and path: as the protocol names its things
     * @param servers monitors, portals or servers
     */
    record Network(Protocol protocol, String name, List<Server> servers, Optional<Login> login) implements DiskSource {
        public Network {
            servers = List.copyOf(servers);
            if (servers.isEmpty() || (protocol != Protocol.RBD && servers.size() > 1)) {
                throw new IllegalArgumentException("%s storage \"%s\": %s wanted, found %d".formatted(protocol, name,
                        protocol == Protocol.RBD ? "at least one server" : "one server", servers.size()));
            }
        }
    }

    /** The language spoken to the storage. */
    enum Protocol {
        RBD, ISCSI, NFS
    }

    /**
     * One address of the storage.
     *
     * @param port 0 = the protocol's own
     */
    record Server(String host, int port) {}

    /**
     * Who logs in; the password or key stands in the hypervisor's store of secrets.
     *
     * @param secret the secret's UUID
     */
    record Login(String user, UUID secret) {}
}
