package io.countersign.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code countersign.auth} and {@code countersign.admin-password}.
 *
 * @param adminPassword the first admin's; when null, one is drawn at random
 */
@ConfigurationProperties("countersign")
public record SignInProperties(
        @DefaultValue("local") SignInMode auth, @Nullable String adminPassword) {

    @Override
    public String toString() {
        return "SignInProperties[auth=" + auth + "]";
    }
}
