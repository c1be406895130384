package io.countersign.program;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with an account on a server, and the clients that people use there. */
record Person(URI server, String name, String password) {

    /** Has the admin create a user, by MLflow's users API, and give the role. */
    static Person withRole(ServerProcess server, String role) {
        Person person = new Person(server.uri(), role + "-" + unique(), "the password of a " + role);
        server.admin()
                .post(Http.API + "users/create", Map.of("username", person.name, "password", person.password))
                .ok();
        String roles = JsonMapper.shared().writeValueAsString(Map.of("roles", List.of(role)));
        server.admin()
                .send("PUT", "/api/governance/v1/users/" + person.name, roles)
                .ok();
        return person;
    }

    /** Has the admin put the person into these groups and no others. */
    void belongsTo(ServerProcess employer, String... groups) {
        String all = JsonMapper.shared().writeValueAsString(Map.of("groups", List.of(groups)));
        employer.admin().send("PUT", "/api/governance/v1/users/" + name, all).ok();
    }

    static Person admin(ServerProcess server) {
        return new Person(server.uri(), "admin", ServerProcess.ADMIN_PASSWORD);
    }

    /** Something that no other test has. */
    static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The same person on another server of the same database. */
    Person on(ServerProcess other) {
        return new Person(other.uri(), name, password);
    }

    Http http() {
        return Http.as(server, name, password);
    }

    MlflowClient mlflow() {
        return new MlflowClient(new BasicMlflowHostCreds(server.toString(), name, password));
    }

    /** As the other, but what a test sees is what the server answered: this client would send thrice what fails. */
    MlflowClient mlflowWithoutRetries() {
        MlflowClient client = mlflow();
        Object caller = Objects.requireNonNull(ReflectionTestUtils.getField(client, "httpCaller"));
        ReflectionTestUtils.setField(caller, "maxRetryAttempts", 1);
        return client;
    }

    /** A client that does not try again: what a test sees is what the server answered. */
    WorkspaceClient databricks() {
        return new WorkspaceClient(new DatabricksConfig()
                .setHost(server.toString())
                .setAuthType("basic")
                .setUsername(name)
                .setPassword(password)
                .setDisableRetries(true));
    }
}
