package io.countersign.oidc;

import io.countersign.assembly.FreePort;
import io.countersign.identity.Role;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** The settings of tests, as the command line has them by default. */
final class Providers {

    private Providers() {}

    static ProviderSettings at(String issuer, String secret) {
        return at(
                issuer,
                secret,
                new ProviderSettings.ClaimSettings(
                        List.of("realm_access.roles", "resource_access.countersign-server.roles"),
                        List.of("groups"),
                        "acts_for",
                        Map.of(),
                        Map.of()));
    }

    static ProviderSettings at(String issuer, String secret, ProviderSettings.ClaimSettings claims) {
        try {
            return new ProviderSettings(
                    URI.create(issuer),
                    "countersign",
                    "countersign-server",
                    secret,
                    claims,
                    Duration.ofSeconds(60),
                    SSLContext.getDefault(),
                    URI.create("http://127.0.0.1:" + FreePort.any()),
                    Set.of("openid"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ProviderSettings.ClaimSettings mapped(Map<String, Role> roles, Map<String, String> groups) {
        return new ProviderSettings.ClaimSettings(List.of("roles"), List.of("teams"), "acts_for", roles, groups);
    }
}
