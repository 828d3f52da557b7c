package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Who may touch the guest's processes and files. */
public record SecLabel(@Attribute Optional<String> type, @Attribute Optional<String> model,
        @Attribute Optional<Boolean> relabel, Optional<String> label, @Element("baselabel") Optional<String> baseLabel,
        @Element("imagelabel") Optional<String> imageLabel, Rest rest) {}
