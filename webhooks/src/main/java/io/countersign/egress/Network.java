package io.countersign.egress;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses of one family, as in {@code 10.1.0.0/16}.
 *
 * @param base its first address
 * @param prefix how many leading bits all its addresses share
 */
record Network(InetAddress base, int prefix) {

    /** @param cidr a literal address, a slash and a prefix, known to be right */
    static Network of(String cidr) {
        int slash = cidr.indexOf('/');
        return new Network(Literal.parse(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }

    static Network single(InetAddress address) {
        return new Network(address, bits(address));
    }

    static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == base.getAddress().length
                && Arrays.equals(masked(bytes, prefix), masked(base.getAddress(), prefix));
    }

    /** Whether its base is its first address, with no bit set beyond the prefix. */
    boolean startsAtItsBase() {
        return Arrays.equals(masked(base.getAddress(), prefix), base.getAddress());
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] = (byte) (address[i] & (0xFF << (Byte.SIZE - kept)));
        }
        return masked;
    }
}
