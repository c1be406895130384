package io.countersign.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A name and its password. */
public record Credentials(String username, String password) {

    String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
