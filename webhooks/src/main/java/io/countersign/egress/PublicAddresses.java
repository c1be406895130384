package io.countersign.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses belong to the public internet, and so may be called for anybody. The blocks are those of IANA's
 * special-purpose registries (RFC 6890); of IPv6 only global unicast, {@code 2000::/3}, is public. Blocks that carry an
 * IPv4 address within an IPv6 one are refused altogether: what is behind them depends on a gateway that we do not see.
 */
public final class PublicAddresses {

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private static final List<Block> REFUSED = List.of(
            new Block("0.0.0.0/8", "of this network"),
            new Block("10.0.0.0/8", "private"),
            new Block("100.64.0.0/10", "of a provider's shared network"),
            new Block("127.0.0.0/8", "of this machine"),
            new Block("168.63.129.16/32", "of a cloud's own platform"),
            new Block("169.254.0.0/16", "link-local"),
            new Block("172.16.0.0/12", "private"),
            new Block("192.0.0.0/24", "reserved for protocols"),
            new Block("192.0.2.0/24", "for documentation"),
            new Block("192.31.196.0/24", "reserved for AS112"),
            new Block("192.52.193.0/24", "reserved for AMT"),
            new Block("192.88.99.0/24", "of a 6to4 relay"),
            new Block("192.168.0.0/16", "private"),
            new Block("192.175.48.0/24", "reserved for AS112"),
            new Block("198.18.0.0/15", "for benchmarks"),
            new Block("198.51.100.0/24", "for documentation"),
            new Block("203.0.113.0/24", "for documentation"),
            new Block("224.0.0.0/4", "multicast"),
            new Block("255.255.255.255/32", "broadcast"),
            new Block("240.0.0.0/4", "reserved"),
            new Block("::/128", "unspecified"),
            new Block("::1/128", "of this machine"),
            new Block("::/96", "an IPv4 address within IPv6"),
            new Block("::ffff:0:0:0/96", "an IPv4 address within IPv6"),
            new Block("64:ff9b::/96", "an IPv4 address behind NAT64"),
            new Block("64:ff9b:1::/48", "an IPv4 address behind NAT64"),
            new Block("100::/64", "for traffic to be discarded"),
            new Block("2001::/32", "an IPv4 address within Teredo"),
            new Block("2001::/23", "reserved for protocols"),
            new Block("2001:db8::/32", "for documentation"),
            new Block("2002::/16", "an IPv4 address within 6to4"),
            new Block("2620:4f:8000::/48", "reserved for AS112"),
            new Block("3fff::/20", "for documentation"),
            new Block("5f00::/16", "of segment routing"),
            new Block("fc00::/7", "private"),
            new Block("fe80::/10", "link-local"),
            new Block("fec0::/10", "site-local"),
            new Block("ff00::/8", "multicast"));

    private PublicAddresses() {}

    public static boolean contain(InetAddress address) {
        return kind(address).isEmpty();
    }

    /** What the address is instead of public, to follow "it is"; empty when it is public. */
    static Optional<String> kind(InetAddress address) {
        return REFUSED.stream()
                .filter(block -> block.network().contains(address))
                .max(Comparator.comparingInt(block -> block.network().prefix()))
                .map(Block::kind)
                .or(() -> beyondGlobalUnicast(address));
    }

    private static Optional<String> beyondGlobalUnicast(InetAddress address) {
        return address instanceof Inet6Address && !GLOBAL_UNICAST.contains(address)
                ? Optional.of("reserved")
                : Optional.empty();
    }

    private record Block(Network network, String kind) {

        Block(String cidr, String kind) {
            this(Network.of(cidr), kind);
        }
    }
}
