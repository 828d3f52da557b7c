package io.bedplate.sriov.sysfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;
import io.bedplate.sriov.sysfs.PciFunctionFiles.VirtualFunction;

/** The interfaces that stand for VFs on the host's side of an embedded switch. */
public final class Representors {
    // Documentation/networking/representors.rst; c<N> is the controller on multi-host cards.
    private static final Pattern VF_PORT = Pattern.compile("(?:c\\d{1,3})?pf(\\d{1,3})vf(\\d{1,5})");

    private final List<Representor> all;

    /** {@code pf} and {@code vf} are the numbers in the port name. */
    private record Representor(String name, String switchId, int pf, int vf) {}

    private Representors(List<Representor> all) {
        this.all = all;
    }

    /** Those of the whole host; none on a host without a port in switchdev mode. */
    public static Representors read(HostFiles files) {
        var all = new ArrayList<Representor>();
        for (String name : files.list(NetDevices.FOLDER)) {
            var port = VF_PORT.matcher(NetDevices.portName(files, name));
            if (port.matches()) {
                NetDevices.switchId(files, name).ifPresent(id -> all.add(
                        new Representor(name, id, number(port, 1), number(port, 2))));
            }
        }
        return new Representors(all);
    }

    private static int number(Matcher match, int group) {
        return HostText.id(match.group(group)).orElseThrow();
    }

    static boolean isRepresentor(String portName) {
        return VF_PORT.matcher(portName).matches();
    }

    /** The interface that stands for {@code vf} of {@code pf}, whatever driver the VF itself is bound to. */
    public Optional<String> of(HostFiles files, PciAddress pf, PciAddress vf) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var switchId = NetDevices.of(files, PciFunctions.folder(pf)).flatMap(name -> NetDevices.switchId(files, name));
        var index = PciFunctionFiles.virtualFunctions(files, pf).stream()
                .filter(function -> function.address().equals(vf)).map(VirtualFunction::index).findFirst();
        var candidates = all.stream().filter(one -> switchId.filter(one.switchId()::equals).isPresent()
                && index.filter(number -> number == one.vf()).isPresent()).toList();
        // Ports of one card may share a switch; the PF's number is then its PCI function.
        return candidates.stream().filter(one -> candidates.size() == 1 || one.pf() == pf.function())
                .map(Representor::name).findFirst();
    }
}
