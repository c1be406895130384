package io.countersign.egress;

import io.countersign.startup.StartupError;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator allow-listed: places within the own network that webhooks may call all the same, by plain
 * {@code http} too. Without a port an entry frees no port that is refused to everybody else.
 */
public record Allowed(List<Entry> entries) {

    public Allowed {
        entries = List.copyOf(entries);
    }

    public static Allowed nothing() {
        return new Allowed(List.of());
    }

    /**
     * @param entries each an IP address, a CIDR block or the name of a host, with or without {@code :port}; for example
     *     {@code 127.0.0.1:8080}, {@code 10.1.0.0/16}, {@code jenkins.internal:8443}, {@code [::1]:9000}
     * @throws StartupError that names the entry which cannot be read, and why
     */
    public static Allowed parse(List<String> entries) {
        return new Allowed(entries.stream().map(AllowedEntry::parse).toList());
    }

    /** @param host as the URL has it, in lower case; {@code address} is what it is, or resolved to */
    boolean covers(String host, InetAddress address, int port) {
        return entries.stream().anyMatch(entry -> entry.coversPort(port) && entry.covers(host, address));
    }

    /** Something that may be called. */
    public sealed interface Entry {

        /** Null for every port that may be called at all. */
        @Nullable
        Integer port();

        boolean covers(String host, InetAddress address);

        default boolean coversPort(int called) {
            Integer port = port();
            return port == null ? Ports.mayBeCalled(called) : port == called;
        }
    }

    /** A block of addresses, whatever names resolve into it. */
    record Addresses(Network network, @Nullable Integer port) implements Entry {

        @Override
        public boolean covers(String host, InetAddress address) {
            return network.contains(address);
        }
    }

    /**
     * A host, whatever private address its name resolves to. Link-local addresses, where clouds keep the credentials of a
     * machine, have to be listed themselves.
     */
    record Name(String host, @Nullable Integer port) implements Entry {

        @Override
        public boolean covers(String called, InetAddress address) {
            return host.equals(called)
                    && !address.isLinkLocalAddress()
                    && !address.isAnyLocalAddress()
                    && !address.isMulticastAddress();
        }
    }
}
