package io.countersign.oidc;

import io.countersign.oidc.ProviderSettings.ClaimSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * What Keycloak says of people who are not here, asked of its admin API by this server's own client, whose account needs
 * {@code view-users} of {@code realm-management} and nothing else. It is told in the shape of Keycloak's tokens. Realm
 * roles are those that somebody has in effect, client roles those that they were given themselves. Safe for many threads.
 */
final class KeycloakDirectory {

    private static final Pattern REALM = Pattern.compile("(.*)/realms/([^/]+)");
    private static final Pattern ROLES_OF_TOKENS = Pattern.compile("realm_access\\.roles|resource_access\\..+\\.roles");
    private static final int EARLY_SECONDS = 30;
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> LIST =
            new ParameterizedTypeReference<>() {};

    private final Provider provider;
    private final ProviderSettings settings;
    private final String users;
    private final Clock clock;
    private volatile @Nullable OwnToken own;

    private KeycloakDirectory(Provider provider, ProviderSettings settings, String users, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.users = users;
        this.clock = clock;
    }

    /** Empty where the provider is not Keycloak, or roles and groups are not where Keycloak has them. */
    static Optional<KeycloakDirectory> of(Provider provider, ProviderSettings settings, Clock clock) {
        Matcher realm = REALM.matcher(settings.issuer().toString());
        return realm.matches() && hasItsShape(settings.claims())
                ? Optional.of(new KeycloakDirectory(
                        provider, settings, realm.group(1) + "/admin/realms/" + realm.group(2) + "/users/", clock))
                : Optional.empty();
    }

    private static boolean hasItsShape(ClaimSettings claims) {
        return claims.roles().stream()
                        .allMatch(path -> ROLES_OF_TOKENS.matcher(path).matches())
                && claims.groups().stream().allMatch("groups"::equals);
    }

    private record OwnToken(String value, Instant expires) {}

    /**
     * @return empty when they are no more, or disabled
     * @throws ProviderUnavailable when it cannot be asked
     */
    Optional<Claims> today(String subject) {
        try {
            Map<String, Object> user = get(subject, "", OBJECT);
            return Boolean.TRUE.equals(user.get("enabled")) ? Optional.of(claims(subject, user)) : Optional.empty();
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        } catch (HttpClientErrorException.Unauthorized | HttpClientErrorException.Forbidden e) {
            own = null;
            throw new ProviderUnavailable(
                    "Keycloak tells this server nothing about people: give the service account of "
                            + settings.clientId() + " the role view-users of realm-management.",
                    e);
        } catch (RestClientException e) {
            throw new ProviderUnavailable("Keycloak does not answer about people.", e);
        }
    }

    private Claims claims(String subject, Map<String, Object> user) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("preferred_username", user.get("username"));
        claims.put("realm_access", Map.of("roles", names(get(subject, "/role-mappings/realm/composite", LIST))));
        claims.put("resource_access", clientRoles(get(subject, "/role-mappings", OBJECT)));
        claims.put("groups", names(get(subject, "/groups?max=1000", LIST)));
        if (user.get("attributes") instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> claims.putIfAbsent(String.valueOf(name), first(value)));
        }
        return new Claims(claims);
    }

    private static @Nullable Object first(@Nullable Object value) {
        return value instanceof List<?> many && !many.isEmpty() ? many.getFirst() : null;
    }

    private static Map<String, Object> clientRoles(Map<String, Object> mappings) {
        Map<String, Object> byClient = new HashMap<>();
        if (mappings.get("clientMappings") instanceof Map<?, ?> clients) {
            clients.forEach((client, mapping) -> {
                if (mapping instanceof Map<?, ?> roles && roles.get("mappings") instanceof List<?> given) {
                    byClient.put(String.valueOf(client), Map.of("roles", names(given)));
                }
            });
        }
        return byClient;
    }

    private static List<String> names(List<?> named) {
        return named.stream()
                .flatMap(entry -> entry instanceof Map<?, ?> map && map.get("name") instanceof String name
                        ? Stream.of(name)
                        : Stream.empty())
                .collect(Collectors.toList());
    }

    private <T> T get(String subject, String what, ParameterizedTypeReference<T> type) {
        URI address = URI.create(users + encoded(subject) + what);
        T answer = provider.http()
                .get()
                .uri(address)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + ownToken())
                .retrieve()
                .body(type);
        if (answer == null) {
            throw new ProviderUnavailable("Keycloak answers nothing about people.");
        }
        return answer;
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String ownToken() {
        OwnToken known = own;
        if (known == null || clock.instant().isAfter(known.expires().minusSeconds(EARLY_SECONDS))) {
            known = signIn();
            own = known;
        }
        return known.value();
    }

    private OwnToken signIn() {
        String endpoint = provider.describe()
                .endpoint("token_endpoint")
                .orElseThrow(() -> new ProviderUnavailable("The provider does not say where to ask for tokens."));
        MultiValueMap<String, String> form =
                new LinkedMultiValueMap<>(Map.of("grant_type", List.of("client_credentials")));
        Map<String, Object> answer = provider.http()
                .post()
                .uri(URI.create(endpoint))
                .header(
                        HttpHeaders.AUTHORIZATION,
                        "Basic " + BasicCredentials.of(settings.clientId(), settings.clientSecret()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(OBJECT);
        Claims claims = new Claims(answer == null ? Map.of() : answer);
        long seconds = answer != null && answer.get("expires_in") instanceof Number lifetime ? lifetime.longValue() : 0;
        return new OwnToken(
                claims.text("access_token").orElseThrow(() -> new ProviderUnavailable("Keycloak gives no token.")),
                clock.instant().plusSeconds(seconds));
    }
}
