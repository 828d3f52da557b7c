package io.bedplate.libvirt.xml;

import java.util.List;

/** A network filter and its parameters. */
public record FilterRef(@Attribute String filter, @Element("parameter") List<Parameter> parameters, Rest rest) {
    public FilterRef {
        parameters = List.copyOf(parameters);
    }

    public FilterRef(String filter, List<Parameter> parameters) {
        this(filter, parameters, Rest.NONE);
    }

    /** One parameter. */
    public record Parameter(@Attribute String name, @Attribute String value, Rest rest) {
        public Parameter(String name, String value) {
            this(name, value, Rest.NONE);
        }
    }
}
