package io.bedplate.libvirt.xml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read of libvirt's documents. */
final class ReadingTests {
    private static final String CAPABILITIES = """
            <capabilities>
              <host><uuid>u</uuid><cpu><arch>x86_64</arch></cpu></host>
              <guest><os_type>hvm</os_type><arch name='i686'><emulator>/usr/bin/qemu-system-i386</emulator></arch></guest>
              <guest>
                <os_type>hvm</os_type>
                <arch name='x86_64'>
                  <wordsize>64</wordsize>
                  <emulator>/usr/bin/qemu-system-x86_64</emulator>
                  <machine maxCpus='288'>q35</machine>
                  <domain type='qemu'/>
                  <domain type='kvm'/>
                </arch>
                <features><acpi default='on' toggle='yes'/></features>
              </guest>
            </capabilities>
            """;

    @Test
    void emulatorAndTypesAreThoseOfTheArchitecture() {
        var capabilities = CapabilitiesXml.read(CAPABILITIES);
        assertThat(capabilities.emulator("x86_64")).contains("/usr/bin/qemu-system-x86_64");
        assertThat(capabilities.emulator("aarch64")).isEmpty();
        assertThat(capabilities.offers("x86_64", "kvm")).isTrue();
        assertThat(capabilities.offers("i686", "kvm")).isFalse();
    }

    @Test
    void hostWithoutGuestsOffersNothing() {
        var capabilities = CapabilitiesXml.read("<capabilities><host/></capabilities>");
        assertThat(capabilities.emulator("x86_64")).isEmpty();
    }

    @Test
    void brokenCapabilitiesAreRefused() {
        assertThatThrownBy(() -> CapabilitiesXml.read("<capabilities>")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capabilities");
    }

    @Test
    void externalEntityIsNotFollowed() {
        var xml = "<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><capabilities>&e;</capabilities>";
        assertThatThrownBy(() -> CapabilitiesXml.read(xml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void markTellsWhereTheEmulatorBelongs() {
        var xml = "<bedplate:guest xmlns:bedplate=\"%s\"><bedplate:emulatorpin cpuset=\"0,3-4\"/></bedplate:guest>"
                .formatted(GuestMark.NAMESPACE);
        assertThat(GuestMarkXml.read(xml)).isEqualTo(new GuestMark(CpuSet.parse("0,3-4")));
        assertThat(GuestMarkXml.read("<guest><emulatorpin cpuset='0,3-4'/></guest>")).as("as libvirt gives it")
                .isEqualTo(new GuestMark(CpuSet.parse("0,3-4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b:guest xmlns:b='urn:bedplate:libvirt:1'/>",
            "<b:guest xmlns:b='urn:bedplate:libvirt:1'><b:emulatorpin/></b:guest>",
            "<b:guest xmlns:b='urn:bedplate:libvirt:1'><b:emulatorpin cpuset='all'/></b:guest>", "no xml"})
    void markWithoutSenseIsAMarkAllTheSame(String xml) {
        assertThat(GuestMarkXml.read(xml)).isEqualTo(new GuestMark(CpuSet.empty()));
    }
}
