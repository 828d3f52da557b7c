package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;

/** A domain of another host as it will be on this one: in its place here, with its files and addresses here. Pure. */
public final class ArrivalEdit {
    private ArrivalEdit() {}

    /**
     * The domain, changed in nothing else; what the records do not know goes along.
     *
     * @param coming     as it is on the other host
     * @param here       what a new guest of that specification would be here
     * @param consoleLog file of its first serial port, if that is one
     * @throws XmlException where both are not of one shape
     */
    public static Domain apply(Domain coming, Domain here, Optional<Path> consoleLog) {
        var placed = PlacementEdit.apply(coming, here);
        var moved = switch (Migration.of(placed, plan(coming, here))) {
            case Migration.Moved(var domain, _) -> domain;
            case Migration.Refused(var reasons) -> throw new XmlException(String.join("; ", reasons));
        };
        var former = consoleFile(coming);
        return former.isEmpty() || consoleLog.isEmpty()
                ? moved
                : (Domain) Rewriter.rewritten(moved,
                        record -> record instanceof CharSource source && source.path().equals(former)
                                ? source.into(consoleLog.get().toString())
                                : record);
    }

    private static Optional<String> consoleFile(Domain domain) {
        return domain.devices().stream().filter(Serial.class::isInstance).map(Serial.class::cast)
                .filter(serial -> serial.type().equals("file")).flatMap(serial -> serial.sources().stream())
                .flatMap(source -> source.path().stream()).findFirst();
    }

    private static MigrationPlan plan(Domain coming, Domain here) {
        return new MigrationPlan(Map.of(), CpuSet.empty(), Map.of(), Map.of(), Map.of(), files(coming, here),
                listenAddress(here), List.of());
    }

    private static Map<String, String> files(Domain coming, Domain here) {
        var there = byAlias(here);
        var moved = new TreeMap<String, String>();
        byAlias(coming).forEach((alias, file) -> Optional.ofNullable(there.get(alias))
                .filter(other -> !other.equals(file)).ifPresent(other -> moved.put(file, other)));
        return moved;
    }

    private static Map<String, String> byAlias(Domain domain) {
        var files = new TreeMap<String, String>();
        domain.devices().stream().filter(Disk.class::isInstance).map(Disk.class::cast)
                .forEach(disk -> disk.alias().ifPresent(alias -> disk.source().flatMap(DiskSource::file)
                        .ifPresent(file -> files.put(alias.name(), file))));
        return files;
    }

    private static Optional<String> listenAddress(Domain here) {
        return here.devices().stream().flatMap(device -> switch (device) {
            case Graphics graphics -> graphics.listens().stream().flatMap(listen -> listen.address().stream());
            case Serial serial when serial.type().equals("tcp") -> serial.sources().stream()
                    .flatMap(source -> source.host().stream());
            default -> List.<String>of().stream();
        }).findFirst();
    }
}
