package io.bedplate.sriov.sysfs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFileException;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.host.files.SimulatedHostFiles;
import io.bedplate.sriov.sysfs.VirtualFunctions.Creation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class VirtualFunctionsTests {
    private static final PciAddress PF = PciAddress.parse("0000:41:00.0");
    private static final String FOLDER = "sys/bus/pci/devices/0000:41:00.0/";

    /** A kernel that makes at most {@code most} VFs, two functions apart as the igb driver does. */
    private static SimulatedHostFiles host(int most) {
        var files = HostTree.parse("/%1$ssriov_totalvfs = 7\n/%1$ssriov_numvfs = 0\n".formatted(FOLDER)).simulated();
        files.onWrite(FOLDER + "sriov_numvfs", (host, value) -> {
            int wanted = Integer.parseInt(value);
            if (wanted != 0 && host.exists(FOLDER + "virtfn0/.")) {
                throw new HostFileException(FOLDER, value, new IOException("Device or resource busy"));
            }
            for (int i = 0; i < 7; i++) {
                host.remove(FOLDER + "virtfn" + i);
            }
            for (int i = 0; i < Math.min(wanted, most); i++) {
                host.put(FOLDER + "virtfn" + i, new Entry.Link("../0000:41:1%d.%d".formatted(i / 4, i % 4 * 2)));
            }
        });
        return files;
    }

    @Test
    void makesVfsInOrder() {
        var files = host(7);

        assertThat(VirtualFunctions.create(files, PF, 5)).isInstanceOfSatisfying(Creation.Created.class,
                created -> assertThat(created.vfs()).extracting(PciAddress::toString).containsExactly("0000:41:10.0",
                        "0000:41:10.2", "0000:41:10.4", "0000:41:10.6", "0000:41:11.0"));
    }

    @Test
    void leavesAPfThatHasJustAsManyAsItIs() {
        var files = host(7);
        var first = VirtualFunctions.create(files, PF, 2);
        files.onWrite(FOLDER + "sriov_numvfs", (_, value) -> {
            throw new HostFileException(FOLDER, value, new IOException("Device or resource busy"));
        });

        assertThat(VirtualFunctions.create(files, PF, 2)).isEqualTo(first);
    }

    @Test
    void refusesMoreThanThePfCanMake() {
        assertThat(VirtualFunctions.create(host(7), PF, 8)).isEqualTo(new Creation.TooMany(8, 7));
        assertThat(VirtualFunctions.create(host(7), PciAddress.parse("0000:01:00.0"), 1))
                .isEqualTo(new Creation.TooMany(1, 0));
    }

    @Test
    void doesNotTakeVfsAwayToMakeOthers() {
        var files = host(7);
        VirtualFunctions.create(files, PF, 2);

        assertThat(VirtualFunctions.create(files, PF, 3)).isEqualTo(new Creation.OthersExist(3, 2));

        VirtualFunctions.removeAll(files, PF);
        assertThat(VirtualFunctions.create(files, PF, 3)).isInstanceOf(Creation.Created.class);
    }

    @Test
    void saysWhereTheKernelMadeFewer() {
        assertThat(VirtualFunctions.create(host(1), PF, 3)).isInstanceOfSatisfying(Creation.Partly.class,
                partly -> assertThat(partly.vfs()).hasSize(1));
    }

    @Test
    void passesOnTheKernelsRefusal() {
        var files = host(7);
        files.onWrite(FOLDER + "sriov_numvfs", (_, value) -> {
            throw new HostFileException(FOLDER, value, new IOException("Permission denied"));
        });

        assertThatThrownBy(() -> VirtualFunctions.create(files, PF, 1)).isInstanceOf(HostFileException.class)
                .hasMessageContaining("Permission denied");
    }
}
