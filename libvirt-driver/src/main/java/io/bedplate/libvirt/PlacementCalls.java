package io.bedplate.libvirt;

import io.bedplate.host.CpuSet;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainPlacing;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.ThreadAffinity;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.virt.InstanceId;

/** The calls that give one domain another place: all but the last change what runs. Each can fail by itself. */
interface PlacementCalls {
    void pinVcpu(int vcpu, CpuSet pcpus);

    void pinEmulator(CpuSet pcpus);

    void pinIoThread(int thread, CpuSet pcpus);

    void bindMemory(CpuSet hostCells);

    void mark(GuestMark mark);

    /** Changes what the domain starts from next time. */
    void define(String xml);

    /** libvirt's. */
    record Real(LibvirtLink link, GuestProcesses processes, KernelThreads threads, InstanceId id)
            implements
                PlacementCalls {

        private interface Call {
            void on(DomainHandle domain);
        }

        private void call(Lane lane, Call call) {
            link.call(lane, session -> Launcher.domain(session, id, call::on));
        }

        @Override
        public void pinVcpu(int vcpu, CpuSet pcpus) {
            call(Lane.QUICK, domain -> new DomainPlacing(domain).pinVcpu(vcpu, pcpus));
        }

        @Override
        public void pinEmulator(CpuSet pcpus) {
            call(Lane.QUICK, domain -> domain.pinEmulator(pcpus));
            // libvirt changes the cpuset of all of them, but the CPUs that a thread asks for itself of the first alone. The
            // others have inherited theirs from before, and since Linux 6.2 a wider cpuset does not make them forget it.
            processes.find(id.uuid())
                    .ifPresent(pid -> threads.emulator(pid).forEach(tid -> ThreadAffinity.set(tid, pcpus)));
        }

        @Override
        public void pinIoThread(int thread, CpuSet pcpus) {
            call(Lane.QUICK, domain -> new DomainPlacing(domain).pinIoThread(thread, pcpus));
        }

        // Returns when the kernel has moved the pages.
        @Override
        public void bindMemory(CpuSet hostCells) {
            call(Lane.SLOW, domain -> new DomainPlacing(domain).bindMemory(hostCells));
        }

        @Override
        public void mark(GuestMark mark) {
            call(Lane.QUICK, domain -> new DomainPlacing(domain).setMetadata(mark.bareElement(), GuestMark.PREFIX,
                    GuestMark.NAMESPACE));
        }

        @Override
        public void define(String xml) {
            link.call(Lane.QUICK, session -> {
                session.define(xml).close();
                return true;
            });
        }
    }
}
