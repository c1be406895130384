package io.countersign.egress;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Says at once, to whoever makes a webhook, that its URL will never be called. It is a courtesy and no protection: a name
 * may lead elsewhere tomorrow, so {@link Egress} asks again at each connection. Thread-safe.
 */
public final class Targets {

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(5);

    private final Guard guard;
    private final Lookups lookups;

    public Targets(Allowed allowed) {
        this(allowed, Resolver.system());
    }

    public Targets(Allowed allowed, Resolver resolver) {
        this.guard = new Guard(allowed);
        this.lookups = new Lookups(resolver);
    }

    /**
     * @throws Rejection {@link Reason#PARAMETER_INVALID} when it is no URL that could be called;
     *     {@link Reason#ADDRESS_REFUSED} when its name does not resolve now, or any of its addresses, its port or its scheme
     *     is refused
     */
    public URI check(String url) {
        URI uri = Target.uri(url);
        Target target = Target.of(uri);
        for (InetAddress address : addresses(target)) {
            String refusal = guard.refusal(target, address);
            if (refusal != null) {
                throw new Rejection(
                        Reason.ADDRESS_REFUSED, refusal + " An administrator can allow it for this server.");
            }
        }
        return uri;
    }

    private List<InetAddress> addresses(Target target) {
        try {
            return lookups.addresses(target, Deadline.in(LONGEST_LOOKUP));
        } catch (SocketTimeoutException e) {
            throw refused("The name %s could not be looked up within 5 s; check it, or try again.", target);
        } catch (IOException e) {
            throw refused("The name %s does not resolve; check it, or try again once it is known.", target);
        }
    }

    private static Rejection refused(String format, Target target) {
        return Rejection.of(Reason.ADDRESS_REFUSED, format, target.host());
    }
}
