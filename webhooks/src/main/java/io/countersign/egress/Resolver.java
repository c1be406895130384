package io.countersign.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where the addresses of names come from. It may take long, and is called by several threads at once. */
@FunctionalInterface
public interface Resolver {

    /**
     * @return at least one address
     * @throws UnknownHostException when the name has none
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The operating system's, as the JDK asks and remembers it. */
    static Resolver system() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
