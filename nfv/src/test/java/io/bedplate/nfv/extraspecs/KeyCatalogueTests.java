package io.bedplate.nfv.extraspecs;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class KeyCatalogueTests {
    private static KeyVerdict check(String name, String value) {
        return KeyCatalogue.flavor().check(name, value);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "accepted.csv", delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = false)
    void acceptsEveryKindOfKey(String name, String value) {
        assertThat(check(name, value == null ? "" : value).why()).isEmpty();
        assertThat(check(name, value == null ? "" : value)).isInstanceOf(KeyVerdict.Known.class);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused.csv", delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = false)
    void refusesAWrongValueAndSaysWhatWasWanted(String name, String value) {
        assertThat(check(name, value == null ? "" : value)).isInstanceOf(KeyVerdict.BadValue.class);
        assertThat(check(name, value == null ? "" : value).why().orElseThrow()).startsWith(name + ": wanted ")
                .endsWith("found \"%s\".".formatted(value == null ? "" : value));
    }

    @ParameterizedTest
    @CsvSource({"hw:cpu_polcy, hw:cpu_policy", "hw:cpu_threads_policy, hw:cpu_thread_policy",
            "hw:max_cpu_sockets, hw:cpu_max_sockets", "hw:CPU_POLICY, hw:cpu_policy", "hw:numa_node, hw:numa_nodes",
            "hw:numa_cpu.1, hw:numa_cpus.1", "hw:numa_memory.12, hw:numa_mem.12", "hw:mem_pagesize, hw:mem_page_size",
            "hw_rng:rate_byte, hw_rng:rate_bytes", "hw_video:ram_max, hw_video:ram_max_mb",
            "quota:cpu_share, quota:cpu_shares", "quota:vif_inbound_avarage, quota:vif_inbound_average",
            "os:secureboot, os:secure_boot", "pci_passthrough:aliases, pci_passthrough:alias",
            "accel:device_profiles, accel:device_profile", "resources:MEMORY_MIB, resources:MEMORY_MB",
            "resources1:PCPUS, resources1:PCPU", "trait:HW_CPU_HYPERTHREDING, trait:HW_CPU_HYPERTHREADING",
            "trait_net:HW_CPU_X86_AVX512FF, trait_net:HW_CPU_X86_AVX512F",
            "capabilities:cpu_infos, capabilities:cpu_info", "capabilities:vcpu, capabilities:vcpus",
            "vmware:hw_versoin, vmware:hw_version"})
    void namesTheRightKeyForAWrongOne(String wrong, String right) {
        assertThat(check(wrong, "1")).isEqualTo(new KeyVerdict.Unknown(wrong, Optional.of(right)));
        assertThat(check(wrong, "1").why().orElseThrow()).isEqualTo(
                "There is no key %s. Did you mean %s?".formatted(wrong, right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hw:numa_cpus.", "hw:numa_cpus.a", "hw:numa_cpus.-1", "hw:numa_cpus0", "hw:numa_cpus.0.1",
            "hw:", "resources:", "resources:vcpu", "resources:CUSTOM_", "resources:CUSTOM_a", "trait:", "trait:X:Y",
            "aggregate_instance_extra_specs:", "capabilities:", "capabilities:vcpus:x", "capabilities:cpu_info:",
            "capabilities:cpu_info:a-b", "quota:", "os:"})
    void refusesWhatOnlyLooksLikeAKey(String name) {
        assertThat(check(name, "1")).isInstanceOf(KeyVerdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "foo:bar", "", ":", "HW:cpu_policy", "hw_cpu_policy", "resources!:VCPU",
            "resource:VCPU", "tag:x", "ssd"})
    void letsForeignNamespacesPass(String name) {
        assertThat(check(name, "anything")).isInstanceOf(KeyVerdict.Foreign.class);
    }

    @Test
    void aGroupNameHasAtMostSixtyFourCharacters() {
        String longest = "a".repeat(64);
        assertThat(check("resources" + longest + ":VCPU", "1")).isInstanceOf(KeyVerdict.Known.class);
        assertThat(check("resources" + longest + "a:VCPU", "1")).isInstanceOf(KeyVerdict.Foreign.class);
    }

    @Test
    void documentsEachKeyOnce() {
        for (var keys : List.of(KeyCatalogue.flavor().keys(), KeyCatalogue.image().keys())) {
            var names = keys.stream().map(KnownKey::name).toList();
            assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(60);
            assertThat(keys).allSatisfy(key -> assertThat(key.meaning()).hasSizeGreaterThan(5).endsWith("."));
        }
    }

    @Test
    void anImagePropertyTakesWhatItsFlavorKeyTakes() {
        var image = KeyCatalogue.image();
        assertThat(image.check("hw_cpu_policy", "mixed")).isInstanceOf(KeyVerdict.Known.class);
        assertThat(image.check("hw_cpu_policy", "best")).isInstanceOf(KeyVerdict.BadValue.class);
        assertThat(image.check("hw_numa_cpus.3", "0-1")).isInstanceOf(KeyVerdict.Known.class);
        assertThat(image.check("vm_mode", "hvm").why()).isEmpty();
        assertThat(image.find("vm_mode").orElseThrow().name()).isEqualTo("hw_vm_mode");
        assertThat(image.check("trait:HW_CPU_X86_AVX2", "forbidden")).isInstanceOf(KeyVerdict.BadValue.class);
        assertThat(image.check("hw_cpu_polcy", "x")).isInstanceOf(KeyVerdict.Foreign.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hostileTextIsAnsweredQuickly(long seed) {
        var random = new Random(seed);
        var names = KeyCatalogue.flavor().keys().stream().map(KnownKey::name).toList();
        var outcomes = new HashSet<Class<?>>();
        for (int i = 0; i < 2000; i++) {
            String name = names.get(random.nextInt(names.size()));
            String asked = random.nextInt(10) == 0 ? junk(random, 200) : mutate(random, name);
            outcomes.add(check(asked, junk(random, 60)).getClass());
            outcomes.add(check(name.replace("{N}", "0"), junk(random, 60)).getClass());
        }
        assertThat(outcomes).contains(KeyVerdict.Known.class, KeyVerdict.Foreign.class, KeyVerdict.Unknown.class,
                KeyVerdict.BadValue.class);
    }

    @ParameterizedTest
    @CsvSource({"hw:pmem, a, !", "hw:cpu_dedicated_mask, '1,', x", "pci_passthrough:alias, 'a:1,', :",
            "hw:mem_page_size, 1, !"})
    void longValuesCostNoMoreThanTheirLength(String name, String repeated, String end) {
        String value = repeated.repeat(100_000) + end;
        assertThat(check(name, value)).isInstanceOf(KeyVerdict.BadValue.class);
    }

    private static String mutate(Random random, String name) {
        var text = new StringBuilder(name);
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
        return text.toString();
    }

    private static String junk(Random random, int longest) {
        var text = new StringBuilder();
        for (int n = random.nextInt(longest); n > 0; n--) {
            text.append(random.nextInt(4) == 0
                    ? (char) random.nextInt(0x10000)
                    : "0123456789,^-:._kMB".charAt(random.nextInt(19)));
        }
        return text.toString();
    }
}
