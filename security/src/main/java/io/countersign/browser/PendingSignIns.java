package io.countersign.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a browser that was sent to the provider has to come back with, kept by that browser itself, sealed (AES-256-GCM): any
 * node can finish what another began, nobody can finish it in another's browser, and nothing is kept for who never comes
 * back. The key is made from the secret that this server shares with the provider, which all its nodes have.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String RETURN_TO = PendingSignIns.class.getName();
    private static final int NONCE_BYTES = 12;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AesBytesEncryptor seal;
    private final HostCookie cookie;
    private final Clock clock;

    PendingSignIns(String clientSecret, URI publicUrl, Clock clock) {
        seal = new AesBytesEncryptor(key(clientSecret), KeyGenerators.secureRandom(NONCE_BYTES), CipherAlgorithm.GCM);
        cookie = new HostCookie("countersign-sign-in", publicUrl);
        this.clock = clock;
    }

    private static SecretKeySpec key(String clientSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new SecretKeySpec(
                    mac.doFinal("countersign: pending sign-ins".getBytes(StandardCharsets.US_ASCII)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime.", e);
        }
    }

    private record Pending(
            String authorizationUri,
            String clientId,
            String redirectUri,
            String state,
            String registration,
            String nonce,
            String verifier,
            String returnTo,
            Instant until) {}

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return cookie.read(request)
                .flatMap(this::open)
                .filter(pending -> clock.instant().isBefore(pending.until()))
                .filter(pending -> pending.state().equals(request.getParameter(OAuth2ParameterNames.STATE)))
                .map(PendingSignIns::request)
                .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest pending, HttpServletRequest request, HttpServletResponse response) {
        if (pending == null) {
            cookie.write(response, "", Duration.ZERO);
        } else {
            cookie.write(response, sealed(pending), PATIENCE);
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest pending = loadAuthorizationRequest(request);
        if (pending != null) {
            request.setAttribute(RETURN_TO, pending.getAttribute(SignInRequests.RETURN_TO));
        }
        cookie.write(response, "", Duration.ZERO);
        return pending;
    }

    /** Where somebody who has come back wanted to go. */
    static String returnTo(HttpServletRequest request) {
        return Objects.requireNonNullElse((String) request.getAttribute(RETURN_TO), SignInRequests.HOME);
    }

    private String sealed(OAuth2AuthorizationRequest request) {
        Map<String, Object> attributes = request.getAttributes();
        Pending pending = new Pending(
                request.getAuthorizationUri(),
                request.getClientId(),
                Objects.requireNonNull(request.getRedirectUri()),
                Objects.requireNonNull(request.getState()),
                String.valueOf(attributes.get(OAuth2ParameterNames.REGISTRATION_ID)),
                String.valueOf(attributes.get(OidcParameterNames.NONCE)),
                String.valueOf(attributes.get(PkceParameterNames.CODE_VERIFIER)),
                String.valueOf(attributes.get(SignInRequests.RETURN_TO)),
                clock.instant().plus(PATIENCE));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.encrypt(JSON.writeValueAsBytes(pending)));
    }

    private Optional<Pending> open(String sealed) {
        try {
            return Optional.of(
                    JSON.readValue(seal.decrypt(Base64.getUrlDecoder().decode(sealed)), Pending.class));
        } catch (IllegalArgumentException | IllegalStateException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static OAuth2AuthorizationRequest request(Pending pending) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(pending.authorizationUri())
                .clientId(pending.clientId())
                .redirectUri(pending.redirectUri())
                .scopes(Set.of("openid"))
                .state(pending.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, pending.registration(),
                        OidcParameterNames.NONCE, pending.nonce(),
                        PkceParameterNames.CODE_VERIFIER, pending.verifier(),
                        SignInRequests.RETURN_TO, pending.returnTo()))
                .build();
    }
}
