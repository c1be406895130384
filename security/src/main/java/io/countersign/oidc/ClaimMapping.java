package io.countersign.oidc;

import io.countersign.identity.AccountKind;
import io.countersign.identity.Authentication;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Role;
import io.countersign.oidc.ProviderSettings.ClaimSettings;
import io.countersign.signin.GroupNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a provider says of somebody, by the settings. What is absent gives nothing. */
final class ClaimMapping {

    /** How Keycloak names the account of a client. */
    private static final String KEYCLOAK_SERVICE = "service-account-";

    private final ClaimSettings settings;

    ClaimMapping(ClaimSettings settings) {
        this.settings = settings;
    }

    /**
     * @param token what was signed, and says whose token it is
     * @param today what the provider says of the token's owner now
     */
    Vouched read(ExternalId id, Claims token, Claims today) {
        List<String> names = names(settings.roles(), today);
        List<String> groups = names(settings.groups(), today).stream()
                .map(ClaimMapping::withoutPath)
                .toList();
        String name = today.text("preferred_username").orElse(id.subject());
        return new Vouched(
                id,
                name,
                kind(id, name, token, today),
                roles(names, groups),
                groups(names, groups),
                today.text(settings.actsFor()).orElse(null),
                authentication(token, today));
    }

    private static List<String> names(List<String> paths, Claims claims) {
        return paths.stream()
                .flatMap(path -> claims.texts(path).stream())
                .distinct()
                .toList();
    }

    /** Keycloak's groups are paths, and those at the top begin with a slash. */
    private static String withoutPath(String group) {
        return group.startsWith("/") ? group.substring(1) : group;
    }

    private Set<Role> roles(List<String> names, List<String> groups) {
        Stream<Optional<Role>> meant = settings.roleMapping().isEmpty()
                ? names.stream().map(ClaimMapping::roleNamed)
                : Stream.concat(names.stream(), groups.stream())
                        .map(name -> Optional.ofNullable(settings.roleMapping().get(name)));
        return meant.flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Names are compared to the letter, for a provider may have both {@code admin} and {@code Admin}. */
    private static Optional<Role> roleNamed(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT)) ? Role.labelled(name) : Optional.empty();
    }

    private Set<String> groups(List<String> names, List<String> groups) {
        Stream<String> own =
                groups.stream().filter(name -> !settings.groupMapping().containsKey(name));
        Stream<String> meant = Stream.concat(names.stream(), groups.stream())
                .flatMap(name -> Stream.ofNullable(settings.groupMapping().get(name)));
        return GroupNames.usable(Stream.concat(meant, own));
    }

    /** A client that signs in for itself is the subject of its own token (RFC 9068, section 2.2). */
    private static AccountKind kind(ExternalId id, String name, Claims token, Claims today) {
        return Stream.of(token.text("client_id"), today.text("client_id"), token.text("azp"))
                        .flatMap(Optional::stream)
                        .anyMatch(client ->
                                client.equals(id.subject()) || name.equalsIgnoreCase(KEYCLOAK_SERVICE + client))
                ? AccountKind.SERVICE
                : AccountKind.PERSON;
    }

    private static @Nullable Authentication authentication(Claims token, Claims today) {
        return token.time("auth_time")
                .or(() -> today.time("auth_time"))
                .map(at -> new Authentication(at, token.text("acr").orElse(null), Set.copyOf(token.texts("amr"))))
                .orElse(null);
    }
}
