package io.countersign.cli;

import io.countersign.egress.Trust;
import io.countersign.identity.Role;
import io.countersign.oidc.ProviderSettings;
import io.countersign.oidc.ProviderSettings.ClaimSettings;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which OpenID provider vouches for people, with {@code --auth keycloak}. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class ProviderOptions {

    private static final String SECRET = "COUNTERSIGN_OIDC_CLIENT_SECRET";
    private static final Duration SKEW = Duration.ofSeconds(60);

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_ISSUER}",
            description = "Address of the OpenID provider, to the letter as its tokens have it, for example"
                    + " https://id.example.org/realms/countersign (COUNTERSIGN_ISSUER).")
    private @Nullable String issuer;

    @Option(
            names = "--audience",
            defaultValue = "${env:COUNTERSIGN_AUDIENCE:-countersign}",
            description =
                    "What access tokens for this server have among their audiences (COUNTERSIGN_AUDIENCE; default: countersign).")
    private String audience;

    @Option(
            names = "--client-id",
            defaultValue = "${env:COUNTERSIGN_OIDC_CLIENT_ID:-countersign-server}",
            description = "The client by which this server asks the provider about tokens and people"
                    + " (COUNTERSIGN_OIDC_CLIENT_ID; default: countersign-server).")
    private String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_OIDC_CLIENT_SECRET_FILE}",
            description = "File with that client's secret; or put it into " + SECRET + ".")
    private @Nullable Path secretFile;

    @Option(
            names = "--role-claims",
            paramLabel = "PATH",
            split = ",",
            defaultValue =
                    "${env:COUNTERSIGN_ROLE_CLAIMS:-realm_access.roles,resource_access.countersign-server.roles}",
            description = "Where tokens have roles, with dots between names (COUNTERSIGN_ROLE_CLAIMS; default:"
                    + " realm_access.roles,resource_access.countersign-server.roles, as in Keycloak).")
    private List<String> roleClaims;

    @Option(
            names = "--group-claims",
            paramLabel = "PATH",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_GROUP_CLAIMS:-groups}",
            description = "Where tokens have groups (COUNTERSIGN_GROUP_CLAIMS; default: groups).")
    private List<String> groupClaims;

    @Option(
            names = "--acts-for-claim",
            paramLabel = "PATH",
            defaultValue = "${env:COUNTERSIGN_ACTS_FOR_CLAIM:-acts_for}",
            description = "Where the tokens of service accounts have the name of the person they act for"
                    + " (COUNTERSIGN_ACTS_FOR_CLAIM; default: acts_for).")
    private String actsForClaim;

    @Option(
            names = "--map-role",
            paramLabel = "THEIRS=OURS",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_MAP_ROLE}",
            description = "Which of our roles a role or group of theirs means. With none given, roles mean those of the"
                    + " same name; with any, only what is given means anything (COUNTERSIGN_MAP_ROLE).")
    private @Nullable List<String> roles;

    @Option(
            names = "--map-group",
            paramLabel = "THEIRS=OURS",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_MAP_GROUP}",
            description = "Which of our groups a role or group of theirs means; other groups of theirs keep their names"
                    + " (COUNTERSIGN_MAP_GROUP).")
    private @Nullable List<String> groups;

    @Option(
            names = "--login-scopes",
            paramLabel = "SCOPE",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_LOGIN_SCOPES:-openid}",
            description = "What browsers ask the provider for; openid must be among it"
                    + " (COUNTERSIGN_LOGIN_SCOPES; default: openid).")
    private List<String> scopes;

    /**
     * @param publicUrl where people's browsers find this server
     * @throws StartupError when something is missing, or makes no sense
     */
    ProviderSettings settings(Trust trust, String publicUrl) {
        return new ProviderSettings(
                issuer(),
                audience,
                clientId(),
                secret(),
                new ClaimSettings(roleClaims, groupClaims, actsForClaim, roleMapping(), groupMapping()),
                SKEW,
                trust.context(),
                publicUrl(publicUrl),
                scopes());
    }

    private URI issuer() {
        if (issuer == null || issuer.isBlank()) {
            throw StartupError.of("--auth keycloak needs the address of the OpenID provider: give it with --issuer.");
        }
        try {
            URI address = URI.create(issuer);
            if (isAllowed(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw StartupError.of(
                "--issuer must be an https address without query, fragment and final slash (http is allowed on this"
                        + " machine's own address only), not '%s'.",
                issuer);
    }

    private Set<String> scopes() {
        if (!scopes.contains("openid")) {
            throw StartupError.of(
                    "--login-scopes must have openid among them, not just '%s'.", String.join(",", scopes));
        }
        return Set.copyOf(scopes);
    }

    /** The provider sends people back there with what lets them in. */
    private static URI publicUrl(String url) {
        URI address = URI.create(url);
        if (isAllowed(address) && address.getRawPath().isEmpty()) {
            return address;
        }
        throw StartupError.of(
                "With --auth keycloak, --public-url must be an https address of no more than host and port (http is allowed on"
                        + " this machine's own address only), not '%s'.",
                url);
    }

    private static boolean isAllowed(URI address) {
        boolean plain = address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null
                && address.getHost() != null
                && !address.toString().endsWith("/");
        return plain && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()) && isHere(address));
    }

    /** Whoever sits between this server and the provider could let anybody in. */
    private static boolean isHere(URI address) {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }

    /** What signs in to this client would else be let in as if it had come for this server. */
    private String clientId() {
        if (clientId.equals(audience)) {
            throw StartupError.of(
                    "--audience and --client-id must differ: the provider's ID tokens are for the client, and only access"
                            + " tokens may be for this server.");
        }
        return clientId;
    }

    private String secret() {
        String secret = secretFile == null ? System.getenv(SECRET) : read(secretFile);
        if (secret == null || secret.isBlank()) {
            throw StartupError.of(
                    "--auth keycloak needs the secret of the client %s: put it into %s, or into a file that"
                            + " --client-secret-file names.",
                    clientId, SECRET);
        }
        return secret.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StartupError.of(
                    "The client's secret in %s cannot be read; check that the file is there and that this user may read"
                            + " it.",
                    file);
        }
    }

    private Map<String, Role> roleMapping() {
        Map<String, Role> mapping = new HashMap<>();
        pairs("--map-role", roles)
                .forEach((theirs, ours) -> mapping.put(
                        theirs,
                        Role.labelled(ours)
                                .orElseThrow(() -> StartupError.of(
                                        "--map-role: '%s' is none of the roles %s.", ours, Role.labels()))));
        return mapping;
    }

    private Map<String, String> groupMapping() {
        Map<String, String> mapping = pairs("--map-group", groups);
        mapping.values().stream()
                .filter(ours -> Role.labelled(ours).isPresent())
                .findFirst()
                .ifPresent(ours -> {
                    throw StartupError.of("--map-group: '%s' is a role; use --map-role for it.", ours);
                });
        return mapping;
    }

    private static Map<String, String> pairs(String option, @Nullable List<String> given) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : given == null ? List.<String>of() : given) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw StartupError.of("%s must be like theirs=ours, not '%s'.", option, pair);
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }
}
