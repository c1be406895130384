package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm, as its administrator sees it, and the sign-ins of those in it. */
final class KeycloakRealm {

    static final String PASSWORD = "correct horse battery";
    private static final String REALM = "/realms/countersign";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final String admin;
    private final String adminPassword;

    KeycloakRealm(String base, String admin, String adminPassword) {
        this.base = base;
        this.admin = admin;
        this.adminPassword = adminPassword;
    }

    /** @return the subject */
    String comes(String username, String... roles) {
        Map<String, Object> user = Map.of(
                "username",
                username,
                "enabled",
                true,
                "firstName",
                "Some",
                "lastName",
                "Body",
                "email",
                username + "@bank.example",
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
        call("POST", "/users", user);
        String subject = subject(username);
        gets(subject, roles);
        return subject;
    }

    String subject(String username) {
        return call("GET", "/users?exact=true&username=" + username, null)
                .get(0)
                .get("id")
                .asString();
    }

    void gets(String subject, String... roles) {
        call("POST", "/users/" + subject + "/role-mappings/realm", representations(roles));
    }

    void loses(String subject, String... roles) {
        call("DELETE", "/users/" + subject + "/role-mappings/realm", representations(roles));
    }

    private List<JsonNode> representations(String... roles) {
        return Arrays.stream(roles)
                .map(role -> call("GET", "/roles/" + role, null))
                .toList();
    }

    void joins(String subject, String group) {
        call("POST", "/groups", Map.of("name", group));
        String id = StreamSupport.stream(
                        call("GET", "/groups?search=" + group, null).spliterator(), false)
                .filter(found -> found.get("name").asString().equals(group))
                .map(found -> found.get("id").asString())
                .findFirst()
                .orElseThrow();
        call("PUT", "/users/" + subject + "/groups/" + id, Map.of());
    }

    /** As the realm's administrator may once this is allowed at all. */
    void rename(String subject, String username) {
        call("PUT", "", Map.of("editUsernameAllowed", true));
        change(subject, Map.of("username", username, "email", username + "@bank.example"));
        call("PUT", "", Map.of("editUsernameAllowed", false));
    }

    void goes(String subject) {
        call("DELETE", "/users/" + subject, null);
    }

    void change(String subject, Map<String, Object> attributes) {
        Map<String, Object> user = new HashMap<>(JSON.convertValue(call("GET", "/users/" + subject, null), Map.class));
        user.putAll(attributes);
        call("PUT", "/users/" + subject, user);
    }

    /** A client by which people sign in with their names and passwords, as tests do. */
    void addPublicClient(String id, String... scopes) {
        call(
                "POST",
                "/clients",
                Map.of(
                        "clientId",
                        id,
                        "publicClient",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "defaultClientScopes",
                        List.of(scopes)));
    }

    /** @return the subject of its account */
    String addServiceClient(String id, String secret) {
        call(
                "POST",
                "/clients",
                Map.of("clientId", id, "secret", secret, "serviceAccountsEnabled", true, "standardFlowEnabled", false));
        return subject("service-account-" + id);
    }

    /** From now on tokens are signed with another key. */
    void rotateKeys() {
        String realm = call("GET", "", null).get("id").asString();
        call(
                "POST",
                "/components",
                Map.of(
                        "name", "newer",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", realm,
                        "config", Map.of("priority", List.of("200"), "algorithm", List.of("RS256"))));
    }

    JsonNode signIn(String client, String username) {
        return token(
                REALM,
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", username,
                        "password", PASSWORD,
                        "scope", "openid"));
    }

    /** A client by which people sign in on Keycloak's page, in their browsers. */
    void addBrowserClient(String id, String redirect) {
        call(
                "POST",
                "/clients",
                Map.of(
                        "clientId",
                        id,
                        "publicClient",
                        true,
                        "redirectUris",
                        List.of(redirect),
                        "defaultClientScopes",
                        List.of("countersign")));
    }

    /** Where the server's own client may send browsers back to. */
    void serverIsAt(String url) {
        JsonNode client =
                call("GET", "/clients?clientId=countersign-server", null).get(0);
        Map<String, Object> changed = new HashMap<>(JSON.convertValue(client, Map.class));
        changed.put("redirectUris", List.of(url + "/login/oauth2/code/countersign"));
        Map<String, Object> attributes = new HashMap<>(JSON.convertValue(client.get("attributes"), Map.class));
        attributes.put("post.logout.redirect.uris", url + "/");
        changed.put("attributes", attributes);
        call("PUT", "/clients/" + client.get("id").asString(), changed);
    }

    /** Fills in the form of Keycloak's page, to which a browser without any cookies was sent; tells where it sends it back. */
    URI signInAt(URI page, String username) {
        HttpResponse<String> form = send(HttpRequest.newBuilder(page));
        Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookies(form))
                        .POST(BodyPublishers.ofString("username=" + username + "&password="
                                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8))));
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** As a browser does that knows nobody yet: by Keycloak's page, with PKCE. */
    String signInByPage(String client, String redirect, String username) {
        String verifier = "a-verifier-that-is-long-enough-for-the-rules-of-pkce";
        URI back = signInAt(
                URI.create(base + REALM
                        + "/protocol/openid-connect/auth?response_type=code&scope=openid&code_challenge_method=S256"
                        + "&code_challenge=" + sha256(verifier) + "&client_id=" + client + "&redirect_uri="
                        + URLEncoder.encode(redirect, StandardCharsets.UTF_8)),
                username);
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back.toString());
        assertThat(code.find()).as(back.toString()).isTrue();
        return token(
                        REALM,
                        Map.of(
                                "grant_type", "authorization_code",
                                "client_id", client,
                                "code", code.group(1),
                                "redirect_uri", redirect,
                                "code_verifier", verifier))
                .get("access_token")
                .asString();
    }

    /** They are for safe connections, as which browsers take those to the same machine; Java's own client does not. */
    private static String cookies(HttpResponse<String> page) {
        return page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";")[0])
                .collect(Collectors.joining("; "));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String serviceToken(String client, String secret) {
        return token(REALM, Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .get("access_token")
                .asString();
    }

    /** Of the realm {@code master}, which is another. */
    String adminToken() {
        return token(
                        "/realms/master",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                admin,
                                "password",
                                adminPassword))
                .get("access_token")
                .asString();
    }

    private JsonNode token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(base + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(base + "/admin" + REALM + path))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body))));
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isIn(200, 201, 204, 409);
        return response.body().isBlank() ? JSON.missingNode() : JSON.readTree(response.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
