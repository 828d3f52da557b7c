package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Who is told of the port, such as Open vSwitch. */
public record VirtualPort(@Attribute Optional<String> type, Optional<Parameters> parameters, Rest rest) {
    /** What it is told. */
    public record Parameters(@Attribute("managerid") Optional<String> managerId,
            @Attribute("typeid") Optional<String> typeId, @Attribute("typeidversion") Optional<String> typeIdVersion,
            @Attribute("instanceid") Optional<String> instanceId,
            @Attribute("interfaceid") Optional<String> interfaceId, @Attribute("profileid") Optional<String> profileId,
            Rest rest) {}
}
