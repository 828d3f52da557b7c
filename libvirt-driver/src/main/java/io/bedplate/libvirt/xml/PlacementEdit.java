package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.Optional;

import io.bedplate.host.CpuSet;

/** Puts another place into a domain's document and leaves all else as it is. Pure. */
public final class PlacementEdit {
    private PlacementEdit() {}

    /** The definition with the pins, host cells and mark of another document. */
    public static Domain apply(Domain definition, Domain place) {
        var edited = new DomainBuilder(definition).metadata(metadata(definition, place));
        definition.vcpu().ifPresent(vcpu -> edited.vcpu(new Vcpu(vcpu.placement(),
                place.vcpu().flatMap(Vcpu::cpuset), vcpu.current(), vcpu.count(), vcpu.rest())));
        if (definition.cpuTune().isPresent() || place.cpuTune().isPresent()) {
            edited.cpuTune(pins(tune(definition), tune(place)));
        }
        place.numaTune().ifPresent(edited::numaTune);
        return edited.build();
    }

    /**
     * A document with another pin of the hypervisor's own threads.
     *
     * @throws XmlException for what is no domain
     */
    public static String withEmulatorPin(String document, CpuSet pcpus) {
        var domain = DomainXml.read(document);
        var tune = new CpuTuneBuilder(tune(domain)).emulatorPin(new CpuTune.EmulatorPin(pcpus)).build();
        return DomainXml.write(new DomainBuilder(domain).cpuTune(tune).build());
    }

    private static CpuTune tune(Domain domain) {
        return domain.cpuTune().orElse(new CpuTuneBuilder().build());
    }

    private static CpuTune pins(CpuTune tune, CpuTune place) {
        return new CpuTune(tune.shares(), tune.period(), tune.quota(), tune.globalPeriod(), tune.globalQuota(),
                tune.emulatorPeriod(), tune.emulatorQuota(), tune.ioThreadPeriod(), tune.ioThreadQuota(),
                place.vcpuPins(), place.emulatorPin(), place.ioThreadPins(), tune.schedulers(), tune.cacheTunes(),
                tune.memoryTunes(), tune.rest());
    }

    private static Metadata metadata(Domain definition, Domain place) {
        var former = definition.metadata().map(Metadata::rest).orElse(Rest.NONE);
        var nodes = new ArrayList<>(former.order());
        nodes.removeIf(node -> node instanceof XmlElement element
                && element.namespace().equals(GuestMark.NAMESPACE));
        Optional<GuestMark> mark = place.mark();
        mark.map(GuestMarkXml::element).ifPresent(nodes::add);
        return new Metadata(new Rest(former.attributes(), former.spellings(), nodes, former.inner()));
    }
}
