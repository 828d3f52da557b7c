package io.bedplate.sriov.sysfs;

import java.util.List;

import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.sriov.sysfs.PciFunctionFiles.VirtualFunction;

/** Makes the VFs of a PF ({@code sriov_numvfs}, Documentation/PCI/pci-iov-howto.rst). */
public final class VirtualFunctions {
    private VirtualFunctions() {}

    /** What became of an order for VFs. */
    public sealed interface Creation {

        /** The PF has as many VFs as wanted; in the order of their numbers. */
        record Created(List<PciAddress> vfs) implements Creation {}

        /** Not a PF, or one whose driver offers fewer. */
        record TooMany(int wanted, int most) implements Creation {}

        /**
         * The PF has VFs already, and the kernel can only change their number by taking them all away first. Guests may
         * hold some.
         */
        record OthersExist(int wanted, int now) implements Creation {}

        /** The kernel took the order but shows another number of VFs. */
        record Partly(int wanted, List<PciAddress> vfs) implements Creation {}
    }

    /**
     * Makes {@code count} VFs of a PF that has none; a PF that has just as many is left as it is.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses
     */
    public static Creation create(HostFiles files, PciAddress pf, int count) {
        String folder = PciFunctions.folder(pf);
        int most = files.readId(folder + "sriov_totalvfs").orElse(0);
        if (count > most) {
            return new Creation.TooMany(count, most);
        }
        int now = vfs(files, pf).size();
        if (now != 0 && now != count) {
            return new Creation.OthersExist(count, now);
        }
        if (now != count) {
            files.write(folder + "sriov_numvfs", Integer.toString(count));
        }
        var vfs = vfs(files, pf);
        return vfs.size() == count ? new Creation.Created(vfs) : new Creation.Partly(count, vfs);
    }

    /**
     * Takes all VFs of a PF away, whoever holds them: the caller has made sure that nobody does.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses
     */
    public static void removeAll(HostFiles files, PciAddress pf) {
        files.write(PciFunctions.folder(pf) + "sriov_numvfs", "0");
    }

    private static List<PciAddress> vfs(HostFiles files, PciAddress pf) {
        return PciFunctionFiles.virtualFunctions(files, pf).stream().map(VirtualFunction::address).toList();
    }
}
