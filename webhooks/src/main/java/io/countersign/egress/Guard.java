package io.countersign.egress;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The one rule of what may be called, asked when a webhook is made, before each connection and once it is there. */
final class Guard {

    private final Allowed allowed;

    Guard(Allowed allowed) {
        this.allowed = allowed;
    }

    /** One sentence for whoever made the webhook; null when this address of the target may be called. */
    @Nullable
    String refusal(Target target, InetAddress address) {
        if (allowed.covers(target.host(), address, target.port())) {
            return null;
        }
        if (!PublicAddresses.contain(address)) {
            return "The address %s is not a public one.".formatted(described(target, address));
        }
        if (!Ports.mayBeCalled(target.port())) {
            return "The port %d may not be called.".formatted(target.port());
        }
        return target.secure() ? null : "Plain http to %s is not allowed; use https.".formatted(target.host());
    }

    private static String described(Target target, InetAddress address) {
        return target.literal() == null ? address.getHostAddress() + " of " + target.host() : address.getHostAddress();
    }
}
