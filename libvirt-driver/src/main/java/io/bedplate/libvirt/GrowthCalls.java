package io.bedplate.libvirt;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.bedplate.host.CpuSet;
import io.bedplate.libvirt.jna.DomainDevices;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainPlacing;
import io.bedplate.libvirt.jna.DomainVcpus;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.AttachmentMapper;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** The calls that let one running domain grow, and their undoing by its guest. Each can fail by itself. */
interface GrowthCalls {
    /** Also for a vCPU that is to come: its thread begins there. */
    void pinVcpu(int vcpu, CpuSet pcpus);

    void pinEmulator(CpuSet pcpus);

    /** Returns when all its pages are there. */
    void plugModule(String xml);

    void plugVcpu(int vcpu);

    /** Asks for a module as long as it is there and the patience lasts. */
    void askForModule(DeviceId module, BooleanSupplier isThere, Duration patience);

    /** Likewise for a vCPU. */
    void askForVcpu(int vcpu, BooleanSupplier isThere, Duration patience);

    /** Changes what the domain starts from next time. */
    void define(String xml);

    /** libvirt's. */
    record Real(LibvirtLink link, Removals removals, PlacementCalls placement, Guests.Known known)
            implements
                GrowthCalls {
        private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

        private interface Call {
            void on(DomainHandle domain);
        }

        private void call(Lane lane, Call call) {
            link.call(lane, session -> Launcher.domain(session, known.id(), call::on));
        }

        @Override
        public void pinVcpu(int vcpu, CpuSet pcpus) {
            call(Lane.QUICK, domain -> new DomainPlacing(domain).pinVcpu(vcpu, pcpus));
        }

        @Override
        public void pinEmulator(CpuSet pcpus) {
            placement.pinEmulator(pcpus);
        }

        @Override
        public void plugModule(String xml) {
            call(Lane.SLOW, domain -> new DomainDevices(domain).plug(xml));
        }

        @Override
        public void plugVcpu(int vcpu) {
            call(Lane.SLOW, domain -> new DomainVcpus(domain).plug(vcpu));
        }

        @Override
        public void askForModule(DeviceId module, BooleanSupplier isThere, Duration patience) {
            removals.ask(known, AttachmentMapper.alias(module).name(), isThere, patience);
        }

        // libvirt has no event for a vCPU and waits a few seconds itself. Asked for one that has gone meanwhile, it fails
        // without a reason.
        @Override
        public void askForVcpu(int vcpu, BooleanSupplier isThere, Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            do {
                try {
                    call(Lane.SLOW, domain -> new DomainVcpus(domain).unplug(vcpu));
                    return;
                } catch (VirtDriverException e) {
                    LockSupport.parkNanos(LOOK_NANOS);
                    if (e.kind() != Kind.UNAVAILABLE && !Removals.isOpen(e) && !isDeaf(e) && isThere.getAsBoolean()) {
                        throw e;
                    }
                }
            } while (isThere.getAsBoolean() && System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        }

        // Until the guest's system has turned to the board's newer way of plugging CPUs, QEMU knows no other for unplugging.
        private static boolean isDeaf(VirtDriverException e) {
            return String.valueOf(e.getMessage()).contains("unplug request for not supported device type");
        }

        @Override
        public void define(String xml) {
            placement.define(xml);
        }
    }
}
