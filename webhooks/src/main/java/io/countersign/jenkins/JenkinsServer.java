package io.countersign.jenkins;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Jenkins-style server, and how it knows us.
 *
 * @param base its address with the context path, without a slash at the end
 * @param authorization sent as the header of that name; null for none
 * @param token that the job may be started with by whoever has it; null for none
 */
public record JenkinsServer(
        String base,
        @Nullable String authorization,
        @Nullable String token) {

    public JenkinsServer {
        base = base.replaceAll("/+$", "");
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Countersign-Webhooks");
        headers.put("Accept", "application/json");
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        return headers;
    }

    /**
     * Whether an address that the server names is that of one of its jobs. Of what proxies make of it, scheme and port, nothing
     * is expected.
     *
     * @param location may be relative to {@code called}
     */
    boolean hasJobAt(URI called, String location) {
        try {
            URI named = called.resolve(location).normalize();
            String path = String.valueOf(named.getRawPath());
            return called.getHost().equalsIgnoreCase(named.getHost())
                    && path.startsWith(URI.create(base).getRawPath() + "/job/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
