package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

import io.bedplate.virt.Nic.Spoofing;

import static org.assertj.core.api.Assertions.assertThat;

/** Filters that keep guests to their addresses. */
final class AddressFilterTests {
    private static final Pattern REFERENCE = Pattern.compile("filterref filter='([^']*)'");

    @ParameterizedTest
    @EnumSource(AddressFilter.class)
    void definitionIsValid(AddressFilter filter) throws IOException, SAXException {
        assertThat(Schema.networkFilter().complaints(filter.xml())).isEmpty();
    }

    @Test
    void filterStandsBehindThoseItRefersTo() {
        var defined = new HashSet<String>();
        for (var filter : AddressFilter.values()) {
            var references = REFERENCE.matcher(filter.xml()).results().map(match -> match.group(1)).toList();
            assertThat(defined).containsAll(references);
            defined.add(filter.xml().replaceAll("(?s)<filter name='([^']*)'.*", "$1"));
        }
        assertThat(defined).hasSameSizeAs(AddressFilter.values());
    }

    @ParameterizedTest
    @CsvSource({"'',bedplate-own-mac,''", "10.0.0.1,bedplate-own-ipv4,IP=10.0.0.1",
            "2001:db8::1,bedplate-own-ipv6,IPV6=2001:db8::1",
            "10.0.0.1 2001:db8::1 10.0.0.2,bedplate-own-ip,IP=10.0.0.1 IPV6=2001:db8::1 IP=10.0.0.2"})
    void filterFitsTheAddresses(String addresses, String filter, String parameters) {
        var list = addresses.isEmpty() ? List.<String>of() : List.of(addresses.split(" "));
        var reference = AddressFilter.of(new Spoofing.Refused(list)).orElseThrow();
        assertThat(reference.filter()).isEqualTo(filter);
        assertThat(String.join(" ", reference.parameters().stream().map(each -> each.name() + "=" + each.value())
                .toList())).isEqualTo(parameters);
    }

    @Test
    void whoMaySpoofHasNoFilter() {
        assertThat(AddressFilter.of(new Spoofing.Allowed())).isEmpty();
        assertThat(AddressFilter.wrongAddress(new Spoofing.Refused(List.of("::1", "1.2.3.4")))).isEmpty();
    }
}
