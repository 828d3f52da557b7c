package io.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class XmlGenerateCommandTests {
    private static final String REQUEST = """
            {"vcpus": 2, "memory_mib": 2048, "name": "vnf-1", "uuid": "6f2b8f2c-4d3e-4f7a-9a51-2f1f6d0c7b11",
             "extra_specs": {"hw:cpu_policy": "dedicated", "hw:mem_page_size": "1048576", "hw:watchdog_action": "reset"},
             "image_properties": {"hw_disk_bus": "scsi"},
             "pci_requests": [{"vendor_id": "8086", "product_id": "154c", "type": "vf", "count": 1}],
             %s
             "disks": [{"id": "root", "path": "/images/root.qcow2", "format": "qcow2", "serial": "root"},
                       {"network": {"protocol": "rbd", "name": "pool/data", "servers": [{"host": "10.0.0.1"}]},
                        "bus": "virtio", "cache": "writeback"}],
             "consoles": [{"type": "vnc"}, {"type": "serial", "port": 10000}],
             "kernel": {"path": "/boot/vmlinuz", "initrd": "/boot/initrd", "command_line": "quiet"}}
            """;
    private static final String PLACEMENT = """
            "placement": {"fits": true, "cells": [{"id": 0, "host_node": 1, "vcpus": [0,1], "pinning": {"0": 3, "1": 11},
                          "memory_mib": 2048, "page_size_kib": 1048576}], "emulator_cpus": [10],
                          "pci": [{"address": "0000:3b:02.1", "numa_node": 1}]},
            """;

    @TempDir
    private Path folder;

    private CommandRun generate(String instance, String... more) throws IOException {
        var host = Files.writeString(folder.resolve("host.json"), FitCommandTests.HOST).toString();
        var file = Files.writeString(folder.resolve("instance.json"), instance).toString();
        var args = new ArrayList<>(List.of("xml", "generate", "--host", host, "--instance", file));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void placementReachesTheDocument() throws IOException {
        var run = generate(REQUEST.formatted(PLACEMENT));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).startsWith("<domain type=\"kvm\">").contains("<vcpupin vcpu=\"0\" cpuset=\"3\"/>",
                "<vcpupin vcpu=\"1\" cpuset=\"11\"/>", "<emulatorpin cpuset=\"10\"/>",
                "<page size=\"1048576\" unit=\"KiB\" nodeset=\"0\"/>",
                "<memnode cellid=\"0\" mode=\"strict\" nodeset=\"1\"/>",
                "<address domain=\"0x0000\" bus=\"0x3b\" slot=\"0x02\" function=\"0x1\"/>");
    }

    @Test
    void disksConsolesAndHardwareReachTheDocument() throws IOException {
        assertThat(generate(REQUEST.formatted(PLACEMENT), "--type", "qemu").out()).startsWith("<domain type=\"qemu\">")
                .contains("<target dev=\"sda\" bus=\"scsi\"/>", "<serial>root</serial>", "protocol=\"rbd\"",
                        "cache=\"writeback\"", "<alias name=\"ua-disk-1\"/>", "<graphics type=\"vnc\"",
                        "service=\"10000\"", "<watchdog model=\"i6300esb\" action=\"reset\"/>",
                        "<cmdline>quiet</cmdline>");
    }

    @Test
    void instanceWithoutPlacementIsPlanned() throws IOException {
        assertThat(generate(REQUEST.formatted("")).out()).contains("<vcpupin vcpu=\"0\" cpuset=\"3\"/>");
    }

    @Test
    void whatDoesNotFitIsANoWithTheReason() throws IOException {
        var run = generate(REQUEST.formatted("").replace("\"vcpus\": 2", "\"vcpus\": 64"));
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).startsWith("{\"fits\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"bus\": \"virtio\", \"cache\": \"writeback\" -> \"bus\": \"isa\" -> disks[1].bus: wanted one of virtio",
            "\"type\": \"vnc\" -> \"type\": \"telnet\" -> consoles[0].type: wanted vnc, spice or serial",
            "\"id\": \"root\" -> \"id\": \"Root!\" -> disks[0].id: device id \"Root!\"",
            "\"name\": \"vnf-1\" -> \"name\": \"-\" -> instance name \"-\"",
            "\"servers\": [{\"host\": \"10.0.0.1\"}] -> \"servers\": [] -> at least one server wanted"})
    void wrongPartIsNamedWithItsPlace(String row) throws IOException {
        var change = row.split(" -> ", 3);
        var run = generate(REQUEST.formatted(PLACEMENT).replace(change[0], change[1]));
        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.err()).contains("instance.json").contains(change[2]);
    }
}
