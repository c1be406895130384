package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.215.14",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2003::1"
            })
    void anAddressOfTheInternetIsPublic(String address) {
        assertThat(PublicAddresses.contain(Literal.parse(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, of this network",
        "0.255.255.255, of this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.0, of a provider's shared network",
        "100.100.100.200, of a provider's shared network",
        "100.127.255.255, of a provider's shared network",
        "127.0.0.1, of this machine",
        "127.255.255.254, of this machine",
        "168.63.129.16, of a cloud's own platform",
        "169.254.0.0, link-local",
        "169.254.169.254, link-local",
        "172.16.0.0, private",
        "172.31.255.255, private",
        "192.0.0.192, reserved for protocols",
        "192.0.2.1, for documentation",
        "192.88.99.1, of a 6to4 relay",
        "192.168.1.1, private",
        "198.18.0.1, for benchmarks",
        "198.19.255.255, for benchmarks",
        "198.51.100.7, for documentation",
        "203.0.113.7, for documentation",
        "224.0.0.1, multicast",
        "239.255.255.250, multicast",
        "240.0.0.1, reserved",
        "255.255.255.254, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, of this machine",
        "::127.0.0.1, an IPv4 address within IPv6",
        "::8.8.8.8, an IPv4 address within IPv6",
        "::ffff:0:7f00:1, an IPv4 address within IPv6",
        "64:ff9b::7f00:1, an IPv4 address behind NAT64",
        "64:ff9b::808:808, an IPv4 address behind NAT64",
        "64:ff9b:1::a00:1, an IPv4 address behind NAT64",
        "100::1, for traffic to be discarded",
        "2001::1, an IPv4 address within Teredo",
        "2001:2::1, reserved for protocols",
        "2001:20::1, reserved for protocols",
        "2001:db8::1, for documentation",
        "2002:7f00:1::, an IPv4 address within 6to4",
        "2002:808:808::1, an IPv4 address within 6to4",
        "3fff::1, for documentation",
        "5f00::1, of segment routing",
        "fc00::1, private",
        "fd00:ec2::254, private",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "4000::1, reserved",
        "e000::1, reserved"
    })
    void anyOtherAddressIsSaidToBeWhatItIs(String address, String kind) {
        assertThat(PublicAddresses.kind(Literal.parse(address))).contains(kind);
    }

    @Test
    void anIpv4AddressInIpv6FormIsRefusedEvenWhenTheJdkKeepsTheForm() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 8, 8, 8, 8};

        assertThat(PublicAddresses.contain(Inet6Address.getByAddress(null, mapped, -1)))
                .isFalse();
    }

    @Property
    void whatTheJdkKnowsToBeLocalIsNeverPublic(@ForAll("addresses") InetAddress address) {
        boolean local = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();

        assertThat(local && PublicAddresses.contain(address)).isFalse();
    }

    @Property
    void anIpv6AddressThatIsPublicIsGlobalUnicast(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);

        assertThat(!PublicAddresses.contain(address) || (bytes[0] & 0xE0) == 0x20 || address.getAddress().length == 4)
                .isTrue();
    }

    @Property
    void aBlockHoldsItsAddressesAndNoOthers(@ForAll("addresses") InetAddress address, @ForAll int bit)
            throws UnknownHostException {
        int bits = Network.bits(address);
        int prefix = 1 + Math.floorMod(bit, bits);
        byte[] other = address.getAddress();
        other[(prefix - 1) / 8] ^= (byte) (0x80 >> ((prefix - 1) % 8));

        assertThat(new Network(address, prefix).contains(address)).isTrue();
        assertThat(new Network(address, prefix).contains(InetAddress.getByAddress(other)))
                .isFalse();
    }

    /** Most near the borders of what is special, where chance alone would not lead. */
    @Provide
    Arbitrary<InetAddress> addresses() {
        Arbitrary<Integer> first = Arbitraries.of(0, 9, 10, 100, 127, 169, 172, 192, 198, 203, 223, 224, 240, 255);
        Arbitrary<Integer> second = Arbitraries.of(0, 16, 18, 31, 32, 64, 127, 168, 254, 255);
        Arbitrary<InetAddress> four = first.flatMap(a -> second.flatMap(b -> Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(2)
                .map(rest -> address(new byte[] {a.byteValue(), b.byteValue(), rest[0], rest[1]}))));
        Arbitrary<InetAddress> six = Arbitraries.of(0x00, 0x20, 0x26, 0x3f, 0xfc, 0xfd, 0xfe, 0xff)
                .flatMap(a -> Arbitraries.bytes().array(byte[].class).ofSize(15).map(rest -> {
                    byte[] bytes = new byte[16];
                    bytes[0] = a.byteValue();
                    System.arraycopy(rest, 0, bytes, 1, 15);
                    return address(bytes);
                }));
        return Arbitraries.oneOf(four, six);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
