package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose word counts about where a request comes from. */
final class ProxyOptions {

    private static final Pattern BLOCK = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_TRUSTED_PROXIES}",
            description =
                    "Proxies in front of the server that set X-Forwarded-For, -Proto, -Host and -Port: IPs or blocks"
                            + " like 10.1.0.0/16. From others these headers mean nothing"
                            + " (COUNTERSIGN_TRUSTED_PROXIES; default: none).")
    private @Nullable List<String> trusted;

    /** @throws StartupError when one is no address */
    List<String> blocks() {
        return trusted == null
                ? List.of()
                : trusted.stream()
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .map(ProxyOptions::block)
                        .toList();
    }

    /** As Spring Boot takes them. Without a word from us, it would trust private addresses where it finds itself in a cloud. */
    List<String> settings() {
        String blocks = blocks().stream().collect(Collectors.joining(","));
        return blocks.isEmpty()
                ? List.of("--server.forward-headers-strategy=none")
                : List.of(
                        "--server.forward-headers-strategy=native",
                        "--server.tomcat.remoteip.internal-proxies=" + blocks,
                        "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
                        "--server.tomcat.remoteip.protocol-header=X-Forwarded-Proto",
                        "--server.tomcat.remoteip.host-header=X-Forwarded-Host",
                        "--server.tomcat.remoteip.port-header=X-Forwarded-Port",
                        "--countersign.trusted-proxies=" + blocks);
    }

    /** With its length always, for without one the container would take it for a pattern. */
    private static String block(String entry) {
        Matcher parts = BLOCK.matcher(entry);
        if (parts.matches()) {
            int bits = bits(parts.group(1));
            int length = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            if (length > 0 && length <= bits) {
                return parts.group(1) + "/" + length;
            }
        }
        throw StartupError.of(
                "--trusted-proxies must be addresses like 10.1.2.3 or blocks like 10.1.0.0/16, not '%s'.", entry);
    }

    /** @return 0 for what is no address; nothing is looked up, for what comes here could be no name */
    private static int bits(String address) {
        try {
            boolean whole = address.contains(":") || address.matches("\\d+(\\.\\d+){3}");
            return whole ? InetAddress.getByName(address).getAddress().length * Byte.SIZE : 0;
        } catch (UnknownHostException e) {
            return 0;
        }
    }
}
