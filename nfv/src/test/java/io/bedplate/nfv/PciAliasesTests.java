package io.bedplate.nfv;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PciDeviceType;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PciAliasesTests {
    private static final PciAlias GPU = new PciAlias("gpu", Optional.of("10de"), Optional.of("1eb8"),
            Optional.of(PciDeviceType.PF), Optional.of(PciNumaPolicy.PREFERRED));
    private static final PciAlias NIC = new PciAlias("fast, nic", Optional.of("8086"), Optional.empty(),
            Optional.empty(), Optional.empty());
    private static final PciAliases DECLARED = PciAliases.of(List.of(GPU, NIC));

    private static RequestResult read(String aliases, String policy, PciAliases declared) {
        var specs = new TreeMap<String, String>();
        specs.put("pci_passthrough:alias", aliases);
        if (!policy.isEmpty()) {
            specs.put("hw:pci_numa_affinity_policy", policy);
        }
        return NfvRequests.read(RequestInput.of(new Flavor(1, 64, new ExtraSpecs(specs)),
                ImageProperties.of(new TreeMap<>())), Optional.of(declared));
    }

    private static List<PciRequest> resolved(String aliases, String policy) {
        return ((RequestResult.Valid) read(aliases, policy, DECLARED)).request().pci();
    }

    private static InvalidReason refused(String aliases, PciAliases declared) {
        return ((RequestResult.Invalid) read(aliases, "", declared)).reasons().getFirst();
    }

    private static PciRequest gpus(int count, PciNumaPolicy policy) {
        return new PciRequest(GPU.vendorId(), GPU.productId(), GPU.type(), count, policy);
    }

    private static PciRequest nics(int count, PciNumaPolicy policy) {
        return new PciRequest(NIC.vendorId(), NIC.productId(), NIC.type(), count, policy);
    }

    @Test
    void eachNameBecomesARequestForSoMany() {
        assertThat(resolved("gpu:2", "")).containsExactly(gpus(2, PciNumaPolicy.PREFERRED));
        assertThat(resolved("gpu:1 , fast, nic:3,gpu:1", "")).containsExactly(gpus(1, PciNumaPolicy.PREFERRED),
                nics(3, PciNumaPolicy.LEGACY), gpus(1, PciNumaPolicy.PREFERRED));
        assertThat(resolved("gpu:0,fast, nic:1", "")).containsExactly(nics(1, PciNumaPolicy.LEGACY));
    }

    @Test
    void theFlavorsPolicyGoesBeforeTheAlias() {
        assertThat(resolved("gpu:1,fast, nic:1", "required")).containsExactly(gpus(1, PciNumaPolicy.REQUIRED),
                nics(1, PciNumaPolicy.REQUIRED));
    }

    @Test
    void aNameThatNobodyDeclaredIsRefusedWithThoseThatAreThere() {
        var reason = refused("gpu:1,fpga:1", DECLARED);

        assertThat(reason.rule()).isEqualTo(RequestRule.PCI_ALIAS_UNKNOWN);
        assertThat(reason.sentence()).isEqualTo(
                "pci_passthrough:alias: wanted a declared alias (fast, nic, gpu), found \"fpga\"");
        assertThat(refused("gpu:1", PciAliases.of(List.of())).sentence())
                .isEqualTo("pci_passthrough:alias: wanted no alias, since none is declared, found \"gpu\"");
    }

    @ParameterizedTest
    @CsvSource({"65537", "99999999999999999999"})
    void noHostHasSoManyDevices(String count) {
        assertThat(refused("gpu:" + count, DECLARED).rule()).isEqualTo(RequestRule.OUT_OF_RANGE);
    }

    @Test
    void twoKindsOfDeviceUnderOneNameAreRefused() {
        assertThatThrownBy(() -> PciAliases.of(List.of(GPU, GPU))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alias \"gpu\" is declared twice: wanted one kind of device for each name");
    }

    @Test
    void withoutAnythingDeclaredOnlyTheFormIsChecked() {
        assertThat(Asked.valid(1, 64, "pci_passthrough:alias=gpu:1").pci()).isEmpty();
        assertThat(Asked.read(1, 64, "pci_passthrough:alias=gpu")).isInstanceOf(RequestResult.Invalid.class);
    }
}
