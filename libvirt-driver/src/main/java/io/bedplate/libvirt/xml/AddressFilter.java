package io.bedplate.libvirt.xml;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Spoofing;

/**
 * Keeps a guest to its own addresses, by network filters of our own (https://libvirt.org/formatnwfilter.html). libvirt's
 * {@code clean-traffic} drops all IPv6, and is there only where a package of examples is installed.
 */
public enum AddressFilter {
    // Ordered: a filter stands behind those it refers to.
    MAC("bedplate-mac", "mac", -800, """
            <rule action='return' direction='out'><mac srcmacaddr='$MAC'/></rule>
            <rule action='drop' direction='out'><mac/></rule>
            """),
    ARP_MAC("bedplate-arp-mac", "arp-mac", -520, """
            <rule action='return' direction='out' priority='400'><arp arpsrcmacaddr='$MAC'/></rule>
            <rule action='drop' direction='out' priority='1000'/>
            """),
    ARP_IP("bedplate-arp-ip", "arp-ip", -510, """
            <rule action='return' direction='out' priority='400'><arp arpsrcipaddr='$IP'/></rule>
            <rule action='return' direction='out' priority='410'><arp arpsrcipaddr='0.0.0.0'/></rule>
            <rule action='drop' direction='out' priority='1000'/>
            """),
    /** From 0.0.0.0 a guest asks a DHCP server for its address (RFC 2131, section 4.1). */
    IPV4("bedplate-ipv4", "ipv4-ip", -710, """
            <rule action='return' direction='out' priority='100'><ip srcipaddr='0.0.0.0' protocol='udp'/></rule>
            <rule action='return' direction='out' priority='500'><ip srcipaddr='$IP'/></rule>
            <rule action='drop' direction='out' priority='1000'/>
            """),
    /** Without its link-local address, and without :: while it looks for others that have it, IPv6 does not work (RFC 4862). */
    IPV6("bedplate-ipv6", "ipv6-ip", -610, """
            <rule action='return' direction='out' priority='100'><ipv6 srcipaddr='fe80::' srcipmask='10'/></rule>
            <rule action='return' direction='out' priority='110'><ipv6 srcipaddr='::' srcipmask='128'/></rule>
            <rule action='return' direction='out' priority='500'><ipv6 srcipaddr='$IPV6'/></rule>
            <rule action='drop' direction='out' priority='1000'/>
            """),
    OWN_MAC("bedplate-own-mac", "root", 0, """
            <filterref filter='bedplate-mac'/>
            <filterref filter='bedplate-arp-mac'/>
            """),
    OWN_IPV4("bedplate-own-ipv4", "root", 0, """
            <filterref filter='bedplate-own-mac'/>
            <filterref filter='bedplate-ipv4'/>
            <filterref filter='bedplate-arp-ip'/>
            """ + accept("ipv4") + accept("arp") + accept("rarp") + dropAllElse()),
    OWN_IPV6("bedplate-own-ipv6", "root", 0, """
            <filterref filter='bedplate-own-mac'/>
            <filterref filter='bedplate-ipv6'/>
            """ + accept("ipv6") + accept("rarp") + dropAllElse()),
    OWN_IP("bedplate-own-ip", "root", 0, """
            <filterref filter='bedplate-own-mac'/>
            <filterref filter='bedplate-ipv4'/>
            <filterref filter='bedplate-ipv6'/>
            <filterref filter='bedplate-arp-ip'/>
            """ + accept("ipv4") + accept("ipv6") + accept("arp") + accept("rarp") + dropAllElse());

    private final String title;
    private final String chain;
    private final int priority;
    private final String rules;

    AddressFilter(String title, String chain, int priority, String rules) {
        this.title = title;
        this.chain = chain;
        this.priority = priority;
        this.rules = rules;
    }

    // Behind the chains that look at the source; RARP is how QEMU tells switches that a guest has moved.
    private static String accept(String protocol) {
        return "<rule action='accept' direction='inout' priority='-400'><mac protocolid='%s'/></rule>%n"
                .formatted(protocol);
    }

    private static String dropAllElse() {
        return "<rule action='drop' direction='inout' priority='1000'/>\n";
    }

    /** The definition, for libvirt's {@code virNWFilterDefineXML}; defining it again changes nothing. */
    public String xml() {
        return "<filter name='%s' chain='%s'%s><uuid>%s</uuid>%n%s</filter>".formatted(title, chain,
                priority == 0 ? "" : " priority='%d'".formatted(priority), uuid(), rules);
    }

    // libvirt takes a definition for a new one, and refuses it, unless it has the UUID of the old.
    private UUID uuid() {
        return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether any of these ports refers to the filters, which must then be defined first. */
    public static boolean isNeeded(List<Nic> nics) {
        return nics.stream().anyMatch(nic -> nic.spoofing() instanceof Spoofing.Refused);
    }

    static Optional<FilterRef> of(Spoofing spoofing) {
        return switch (spoofing) {
            case Spoofing.Allowed() -> Optional.empty();
            case Spoofing.Refused(var addresses) -> Optional.of(reference(addresses));
        };
    }

    private static FilterRef reference(List<String> addresses) {
        var parameters = new ArrayList<FilterRef.Parameter>();
        addresses.forEach(text -> parameters.add(new FilterRef.Parameter(isIpv6(text) ? "IPV6" : "IP", text)));
        boolean ipv6 = addresses.stream().anyMatch(AddressFilter::isIpv6);
        boolean ipv4 = addresses.stream().anyMatch(text -> !isIpv6(text));
        var filter = ipv4 && ipv6 ? OWN_IP : ipv4 ? OWN_IPV4 : ipv6 ? OWN_IPV6 : OWN_MAC;
        return new FilterRef(filter.title, parameters);
    }

    private static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0;
    }

    /** What is wrong with the addresses, if anything. */
    static Optional<String> wrongAddress(Spoofing spoofing) {
        return switch (spoofing) {
            case Spoofing.Allowed() -> Optional.empty();
            case Spoofing.Refused(var addresses) -> addresses.stream().filter(text -> !isAddress(text)).findFirst()
                    .map("an IPv4 or IPv6 address wanted, found \"%s\""::formatted);
        };
    }

    // Java also reads 10.1 and 1:2::%eth0, which nobody means here.
    private static boolean isAddress(String text) {
        try {
            return switch (InetAddress.ofLiteral(text)) {
                case Inet4Address four -> four.getHostAddress().equals(text);
                case Inet6Address _ -> text.indexOf('%') < 0;
                default -> false;
            };
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
