package io.countersign.demo;

import io.countersign.startup.StartupError;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.mlflow.tracking.MlflowHttpException;
import tools.jackson.databind.JsonNode;

/** Makes the people of the story users of the server; the demo's own from an earlier time get a new password. */
final class Casting {

    private static final String USERS = "/api/governance/v1/users/";
    private static final String GROUP = "demo";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI server;
    private final Connection admin;

    Casting(URI server, Connection admin) {
        this.server = server;
        this.admin = admin;
    }

    Cast people() {
        Credentials ada = cast("demo-ada", "contributor");
        Credentials grace = cast("demo-grace", "reviewer");
        Credentials barbara = cast("demo-barbara", "reviewer");
        return new Cast(person(ada), person(grace), person(barbara), List.of(ada, grace, barbara));
    }

    private Credentials cast(String name, String role) {
        Credentials credentials = new Credentials(name, password());
        Map<String, String> message = Map.of("username", name, "password", credentials.password());
        if (isOurs(name)) {
            admin.patch("users/update-password", message);
        } else {
            admin.post("users/create", message);
        }
        admin.put(USERS + name, Map.of("roles", List.of(role), "groups", List.of(GROUP)));
        return credentials;
    }

    /** @throws StartupError when a real person has that name */
    private boolean isOurs(String name) {
        try {
            JsonNode groups = admin.get(USERS + name).path("groups");
            if (groups.valueStream().noneMatch(group -> group.asString().equals(GROUP))) {
                throw StartupError.of(
                        "There is a user %s who is not in the group '%s'; the demo leaves people alone that it did not"
                                + " make.",
                        name, GROUP);
            }
            return true;
        } catch (MlflowHttpException e) {
            if (e.getStatusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    private Person person(Credentials credentials) {
        return new Person(credentials.username(), new Connection(server, credentials));
    }

    private static String password() {
        byte[] bits = new byte[12];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
