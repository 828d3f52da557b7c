package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Three cells, the first two of one socket. */
final class DeviceWishesTests {
    private static final List<NumaCell> CELLS = List.of(cell(0, 0), cell(1, 0), cell(2, 1));
    private final List<PciDevice> devices = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"0, REQUIRED, true", "1, REQUIRED, false", "-1, REQUIRED, false", "0, LEGACY, true", "1, LEGACY, false",
            "-1, LEGACY, true", "2, PREFERRED, true", "-1, PREFERRED, true", "1, SOCKET, true", "2, SOCKET, false",
            "-1, SOCKET, false"})
    void bindsDevicesByPolicy(int deviceCell, PciNumaPolicy policy, boolean fits) {
        plain("0000:01:00.0", deviceCell);
        assertThat(wishes(wish("aaaa", 1, policy)).fit(near(0), 0)).isEqualTo(fits);
    }

    @Test
    void matchesSeveralRequestsTogether() {
        vfs("0000:01:00.0", 0, "bbbb", 1);
        vfs("0000:02:00.0", 0, "cccc", 1);
        var anyVf = new PciRequest(Optional.of("8086"), Optional.empty(), Optional.of(PciDeviceType.VF), 1,
                PciNumaPolicy.REQUIRED);
        // The first request must leave the only bbbb to the second.
        var wishes = wishes(anyVf, wish("bbbb", 1, PciNumaPolicy.REQUIRED));
        assertThat(wishes.fit(near(0), 0)).isTrue();
        assertThat(addresses(wishes.choose(near(0), 0, new int[3]))).containsExactly("0000:02:01.0", "0000:01:01.0");
    }

    @Test
    void givesAPfOrItsVfsButNotBoth() {
        vfs("0000:01:00.0", 0, "bbbb", 3);
        vfs("0000:02:00.0", 0, "bbbb", 1);
        var pf = wish("1572", 1, PciNumaPolicy.REQUIRED);
        assertThat(wishes(pf, wish("bbbb", 3, PciNumaPolicy.REQUIRED)).fit(near(0), 0)).isTrue();
        assertThat(wishes(pf, wish("bbbb", 4, PciNumaPolicy.REQUIRED)).fit(near(0), 0)).isFalse();
        var chosen = wishes(pf, wish("bbbb", 3, PciNumaPolicy.REQUIRED)).choose(near(0), 0, new int[3]);
        assertThat(addresses(chosen)).containsExactly("0000:02:00.0", "0000:01:01.0", "0000:01:01.1", "0000:01:01.2");
    }

    @Test
    void holdsBackPfsOfLentVfsAndVfsOfLentPfs() {
        vfs("0000:01:00.0", 0, "bbbb", 2);
        vfs("0000:02:00.0", 0, "bbbb", 2);
        var pools = pools("0000:01:01.1", "0000:02:00.0");
        assertThat(DeviceWishes.of(List.of(wish("1572", 1, PciNumaPolicy.LEGACY)), pools).freeAnywhere(0)).isZero();
        assertThat(DeviceWishes.of(List.of(wish("bbbb", 1, PciNumaPolicy.LEGACY)), pools).freeAnywhere(0)).isEqualTo(1);
        assertThat(pools.freeOnCell(0)).isEqualTo(1);
    }

    @Test
    void mindsGivenFunctionsThatTheHostDoesNotList() {
        vfs("0000:01:00.0", 0, "bbbb", 2);
        vfs("0000:02:00.0", 0, "bbbb", 2);
        // A VF of the first PF and the second PF itself are not listed, but given.
        devices.removeIf(device -> device.address().toString().equals("0000:01:01.1")
                || device.address().toString().equals("0000:02:00.0"));
        var pools = pools("0000:01:01.1", "0000:02:00.0");
        assertThat(DeviceWishes.of(List.of(wish("1572", 1, PciNumaPolicy.LEGACY)), pools).freeAnywhere(0)).isZero();
        assertThat(DeviceWishes.of(List.of(wish("bbbb", 1, PciNumaPolicy.LEGACY)), pools).freeAnywhere(0)).isEqualTo(1);
    }

    @Test
    void spreadsOverPfs() {
        vfs("0000:01:00.0", 0, "bbbb", 4);
        vfs("0000:02:00.0", 0, "bbbb", 4);
        var chosen = wishes(wish("bbbb", 3, PciNumaPolicy.REQUIRED)).choose(near(0), 0, new int[3]);
        assertThat(addresses(chosen)).containsExactly("0000:01:01.0", "0000:02:01.0", "0000:01:01.1");
    }

    @Test
    void prefersPfsThatLendVfsAlready() {
        vfs("0000:01:00.0", 0, "bbbb", 4);
        vfs("0000:02:00.0", 0, "bbbb", 4);
        var wishes = DeviceWishes.of(List.of(wish("bbbb", 1, PciNumaPolicy.REQUIRED)), pools("0000:02:01.0"));
        assertThat(addresses(wishes.choose(near(0), 0, new int[3]))).containsExactly("0000:02:01.1");
    }

    @Test
    void takesTheNearestFirst() {
        plain("0000:01:00.0", 2);
        plain("0000:02:00.0", -1);
        plain("0000:03:00.0", 1);
        plain("0000:04:00.0", 0);
        var chosen = wishes(wish("aaaa", 4, PciNumaPolicy.PREFERRED)).choose(near(0), 0, new int[]{0, 12, 32});
        assertThat(addresses(chosen)).containsExactly("0000:04:00.0", "0000:02:00.0", "0000:03:00.0", "0000:01:00.0");
    }

    @Test
    void readsNoTypeAsVfWhereTheIdsMatchVfs() {
        vfs("0000:01:00.0", 0, "1572", 1);
        var untyped = wishes(wish("1572", 2, PciNumaPolicy.LEGACY));
        assertThat(untyped.freeAnywhere(0)).isEqualTo(1);
    }

    @Test
    void boundsWhatMoreCellsCanBring() {
        vfs("0000:01:00.0", 0, "bbbb", 2);
        vfs("0000:02:00.0", 1, "bbbb", 3);
        vfs("0000:03:00.0", 2, "bbbb", 4);
        var wishes = wishes(wish("bbbb", 7, PciNumaPolicy.REQUIRED));
        var row = wishes.rows(0).getFirst();
        assertThat(row.lacking()).isEqualTo(7);
        assertThat(row.own(2)).isEqualTo(4);
        assertThat(wishes.rowsTellAll()).isTrue();
        assertThat(wishes.mostWithin(0, near(0, 1, 2), 2)).isEqualTo(7);
        assertThat(wishes.helps(2)).isTrue();
    }

    @Test
    void countsASocketOnceAndFarDevicesAtOnce() {
        vfs("0000:01:00.0", 0, "bbbb", 2);
        vfs("0000:02:00.0", 1, "bbbb", 3);
        var socket = wishes(wish("bbbb", 5, PciNumaPolicy.SOCKET)).rows(0).getFirst();
        assertThat(IntStream.range(0, 3).map(socket::bySocket)).containsExactly(5, 5, 0);
        assertThat(IntStream.range(0, 3).map(socket::own)).containsOnly(0);
        assertThat(wishes(wish("bbbb", 5, PciNumaPolicy.PREFERRED)).rows(0)).isEmpty();
        assertThat(wishes(wish("bbbb", 5, PciNumaPolicy.PREFERRED)).rows(1)).hasSize(1);
    }

    @Test
    void weighsAPfAgainstItsVfs() {
        vfs("0000:01:00.0", 0, "bbbb", 3);
        vfs("0000:02:00.0", 1, "bbbb", 1);
        var both = wishes(wish("1572", 1, PciNumaPolicy.REQUIRED), wish("bbbb", 3, PciNumaPolicy.REQUIRED));
        assertThat(both.rowsTellAll()).isFalse();
        // A PF as dear as three VFs: six wanted, either card brings three.
        var last = both.rows(0).getLast();
        assertThat(last.lacking()).isEqualTo(6);
        assertThat(IntStream.range(0, 2).map(last::own)).containsExactly(3, 3);
        assertThat(both.mayReplace(0, 1)).isTrue();
        assertThat(both.mayReplace(1, 0)).isFalse();
    }

    @Test
    void givesBackWhatItTook() {
        vfs("0000:01:00.0", 0, "bbbb", 2);
        var free = pools();
        var vf = PciAddress.parse("0000:01:01.0");
        var stranger = PciAddress.parse("0000:7f:00.0");
        var lent = free.with(List.of(vf, stranger));
        assertThat(lent.isTaken(vf)).isTrue();
        assertThat(lent.given()).containsExactly(vf, stranger);
        assertThat(lent.freeOnCell(0)).isEqualTo(1);
        assertThat(lent.without(List.of(vf, stranger)).given()).isEmpty();
        assertThat(lent.without(List.of(vf)).freeOnCell(0)).isEqualTo(3);
    }

    @Test
    void refusesToChooseWhatDoesNotFit() {
        plain("0000:01:00.0", 2);
        var wishes = wishes(wish("aaaa", 1, PciNumaPolicy.REQUIRED));
        assertThatThrownBy(() -> wishes.choose(near(0), 0, new int[3])).isInstanceOf(IllegalStateException.class);
    }

    private void plain(String address, int cell) {
        devices.add(device(address, "aaaa", cell, PciDeviceType.PCI, List.of(), Optional.empty()));
    }

    private void vfs(String pf, int cell, String product, int count) {
        var parent = PciAddress.parse(pf);
        var vfs = IntStream.range(0, count).mapToObj(i -> new PciAddress(0, parent.bus(), 1, i)).toList();
        devices.add(device(pf, "1572", cell, PciDeviceType.PF, vfs, Optional.empty()));
        vfs.forEach(vf -> devices
                .add(device(vf.toString(), product, cell, PciDeviceType.VF, List.of(), Optional.of(parent))));
    }

    private static PciDevice device(String address, String product, int cell, PciDeviceType type, List<PciAddress> vfs,
            Optional<PciAddress> parent) {
        return new PciDevice(PciAddress.parse(address), "8086", product,
                cell < 0 ? OptionalInt.empty() : OptionalInt.of(cell), type, vfs.size(), vfs, parent, Optional.empty(),
                OptionalInt.empty(), Optional.empty());
    }

    private static PciRequest wish(String product, int count, PciNumaPolicy policy) {
        return new PciRequest(Optional.of("8086"), Optional.of(product), Optional.empty(), count, policy);
    }

    private DevicePools pools(String... given) {
        return DevicePools.of(DeviceInventory.of(devices, CELLS), devices,
                Arrays.stream(given).map(PciAddress::parse).toList());
    }

    private DeviceWishes wishes(PciRequest... requests) {
        return DeviceWishes.of(List.of(requests), pools());
    }

    private static boolean[] near(int... cells) {
        boolean[] near = new boolean[CELLS.size()];
        Arrays.stream(cells).forEach(cell -> near[cell] = true);
        return near;
    }

    private static List<String> addresses(List<ChosenDevice> chosen) {
        return chosen.stream().map(device -> device.address().toString()).toList();
    }

    private static NumaCell cell(int id, int socket) {
        return new NumaCell(id, OptionalInt.of(socket), CpuSet.of(id), 1 << 20, List.of());
    }
}
