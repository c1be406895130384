package io.countersign.oidc;

import io.countersign.identity.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Which OpenID provider vouches for people, and how to read what it says.
 *
 * @param issuer its address, to the letter as its tokens have it in {@code iss}
 * @param audience what access tokens for this server have in {@code aud}
 * @param clientId by which this server asks the provider about tokens and people, and sends browsers to sign in
 * @param claims what is read from tokens, and what it means here
 * @param skew how far the provider's clock may be off
 * @param trust whose certificates the provider may show
 * @param publicUrl where browsers find this server, without a slash at its end
 * @param scopes what browsers ask the provider for; {@code openid} among them
 */
public record ProviderSettings(
        URI issuer,
        String audience,
        String clientId,
        String clientSecret,
        ClaimSettings claims,
        Duration skew,
        SSLContext trust,
        URI publicUrl,
        Set<String> scopes) {

    @Override
    public String toString() {
        return "ProviderSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }

    /**
     * Claims by their paths through the token, with dots between.
     *
     * @param roles where roles stand
     * @param groups where groups stand
     * @param actsFor where the name of the person stands whom a program acts for
     * @param roleMapping which role here a role or group there means; when it is empty, names that are the same
     * @param groupMapping which group here a role or group there means; those of groups that are not in it keep their names
     */
    public record ClaimSettings(
            List<String> roles,
            List<String> groups,
            String actsFor,
            Map<String, Role> roleMapping,
            Map<String, String> groupMapping) {}
}
