package io.bedplate.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class XmlCommandTests {
    private static final String DOMAIN = """
            <!-- kept -->
            <domain type="kvm" xmlns:f="urn:f">
              <name>n</name>
              <vcpu f:note="kept">2</vcpu>
              <cputune>
                <vcpupin vcpu="0" cpuset="0-3,^2"/>
              </cputune>
              <devices>
                <f:stranger/>
              </devices>
            </domain>
            """;

    @TempDir
    Path dir;

    private String file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    private CommandRun migrate(String plan) throws IOException {
        return CommandRun.of("xml", "migrate", file("domain.xml", DOMAIN), "--plan", file("plan.json", plan));
    }

    @Test
    void documentComesBackAsItWas() throws IOException {
        assertThat(CommandRun.of("xml", "roundtrip", file("domain.xml", DOMAIN)))
                .isEqualTo(new CommandRun(ExitStatus.ANSWERED, DOMAIN, ""));
    }

    @Test
    void documentIsReadFromStandardInputInItsEncoding() {
        var in = System.in;
        try {
            System.setIn(new ByteArrayInputStream(DOMAIN.getBytes(StandardCharsets.UTF_16)));
            assertThat(CommandRun.of("xml", "roundtrip", "-").out()).isEqualTo(DOMAIN);
        } finally {
            System.setIn(in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no xml", "<domain type='kvm'>", "<network/>", "<domain/>",
            "<!DOCTYPE d [<!ENTITY a 'b'>]><domain type='kvm'><name>&a;</name></domain>"})
    void whatIsNoDomainIsRefusedInOneLineThatNamesTheFile(String text) throws IOException {
        var run = CommandRun.of("xml", "roundtrip", file("domain.xml", text));
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsPattern("^bedplate: .*domain\\.xml: .*\\R$");
    }

    @Test
    void missingAndHugeFilesAreRefused() throws IOException {
        assertThat(CommandRun.of("xml", "roundtrip", dir.resolve("none").toString()).err()).contains("no such file");
        assertThat(CommandRun.of("xml", "roundtrip", file("huge.xml", "<domain>" + " ".repeat(9 << 20))).err())
                .contains("at most");
    }

    @Test
    void planIsCarriedOutAndTheRestIsNamed() throws IOException {
        var run = migrate("{\"pinning\": {\"1\": 7}, \"emulator_cpus\": [4]}");
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(run.out()).contains("<vcpupin vcpu=\"1\" cpuset=\"7\"/>", "<emulatorpin cpuset=\"4\"/>",
                "cpuset=\"0-3,^2\"", "<f:stranger/>", "f:note=\"kept\"", "<!-- kept -->");
        assertThat(run.err()).contains("left as it is: vCPU 0");
    }

    @Test
    void planForAnotherGuestIsANo() throws IOException {
        var run = migrate("{\"pinning\": {\"9\": 7}, \"pci\": {\"0000:01:00.0\": \"0000:02:00.0\"}}");
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no vCPU 9", "no device 0000:01:00.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"pinnings\": {}}|unknown key",
            "{\"pinning\": {\"a\": 1}}|pinning.a: wanted a number as the key",
            "{\"pinning\": {\"0\": -1}}|pinning.0: wanted a whole number",
            "{\"page_size_kib\": {\"0\": 3}}|page_size_kib.0: wanted a power of two",
            "{\"pci\": {\"x\": \"0000:01:00.0\"}}|pci.x: wanted a PCI address as the key",
            "{\"pci\": {\"0000:01:00.0\": \"x\"}}|PCI address", "{\"disks\": {\"/a\": 1}}|disks./a: wanted a text",
            "{\"interfaces\": [{\"mac\": \"m\"}]}|host_dev"})
    void planThatMakesNoSenseIsBadInput(String plan, String complaint) throws IOException {
        var run = migrate(plan);
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("plan.json", complaint);
    }

    @Test
    void wholePlanIsRead() throws IOException {
        var run = migrate("""
                {"pinning": {"0": 1}, "emulator_cpus": [0], "nodes": {"0": 1}, "page_size_kib": {"0": 2048}, "pci": {},
                 "disks": {}, "listen": "127.0.0.1", "interfaces": []}
                """);
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(run.out()).contains("nodeset=\"1\"", "size=\"2048\"");
    }

    @Test
    void groupShowsItsUsage() {
        assertThat(CommandRun.of("xml").out()).contains("roundtrip", "migrate");
        assertThat(CommandRun.of("nodedev").out()).contains("parse");
    }

    @Test
    void nodeDeviceIsAnEntryOfTheHostsDevices() throws IOException {
        var run = CommandRun.of("nodedev", "parse", file("device.xml",
                """
                        <device><name>pci_0000_3b_02_0</name><capability type='pci'>
                          <domain>0</domain><bus>59</bus><slot>2</slot><function>0</function>
                          <product id='0x154c'/><vendor id='0x8086'/><numa node='0'/>
                          <capability type='phys_function'><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></capability>
                        </capability></device>
                        """));
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(run.out()).isEqualToNormalizingNewlines(
                """
                        {"address":"0000:3b:02.0","vendor_id":"8086","product_id":"154c","numa_node":0,"type":"vf","total_vfs":0,"vfs":[],"parent":"0000:3b:00.0"}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<device/>", "<domain/>"})
    void whatIsNoNodeDeviceIsBadInput(String text) throws IOException {
        var run = CommandRun.of("nodedev", "parse", file("device.xml", text));
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("device.xml: ");
    }
}
