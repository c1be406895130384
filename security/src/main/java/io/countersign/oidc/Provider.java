package io.countersign.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The OpenID provider, as it describes itself (OpenID Connect Discovery 1.0). It is asked when somebody first needs it, so
 * that this server starts without it. Safe for many threads.
 */
public final class Provider {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int LARGEST_KEY_SET = 1 << 18;

    /** Those by which nobody can sign who can only verify. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = EnumSet.allOf(SignatureAlgorithm.class);

    private final ProviderSettings settings;
    private final RestClient http;
    private volatile @Nullable Described described;

    Provider(ProviderSettings settings) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .sslContext(settings.trust())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        requests.setReadTimeout(READ);
        http = RestClient.builder().requestFactory(requests).build();
    }

    /**
     * @param introspector empty when the provider answers no questions about tokens
     */
    public record Described(
            Map<String, Object> metadata,
            JWKSource<SecurityContext> keys,
            JwtDecoder decoder,
            Optional<OpaqueTokenIntrospector> introspector) {

        /** Empty when the provider does not say, or says no text. */
        public Optional<String> endpoint(String name) {
            return new Claims(metadata).text(name);
        }
    }

    /** By which it is called. */
    public RestClient http() {
        return http;
    }

    /** @throws ProviderUnavailable when it does not answer, or is another than it should be */
    public Described describe() {
        Described known = described;
        if (known == null) {
            known = ask();
            described = known;
        }
        return known;
    }

    private Described ask() {
        Map<String, Object> metadata = metadata();
        Claims claims = new Claims(metadata);
        if (!claims.text("issuer").equals(Optional.of(settings.issuer().toString()))) {
            throw new ProviderUnavailable("The provider at " + settings.issuer() + " calls itself "
                    + claims.text("issuer").orElse("nothing") + "; the two must be the same to the letter.");
        }
        JWKSource<SecurityContext> keys = keySource(claims.text("jwks_uri")
                .orElseThrow(() -> new ProviderUnavailable("The provider does not say where its keys are.")));
        return new Described(
                metadata,
                keys,
                accessTokens(keys),
                claims.text("introspection_endpoint").map(this::introspector));
    }

    private Map<String, Object> metadata() {
        try {
            return Objects.requireNonNull(http.get()
                    .uri(URI.create(settings.issuer() + "/.well-known/openid-configuration"))
                    .retrieve()
                    .body(new ParameterizedTypeReference<Map<String, Object>>() {}));
        } catch (RestClientException | NullPointerException e) {
            throw new ProviderUnavailable("The provider at " + settings.issuer() + " does not describe itself.", e);
        }
    }

    /** What reads the ID tokens that the provider gives to that client of it. */
    public JwtDecoder idTokens(ClientRegistration client) {
        OidcIdTokenValidator validator = new OidcIdTokenValidator(client);
        validator.setClockSkew(settings.skew());
        NimbusJwtDecoder decoder = decoder(describe().keys());
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(List.of(new JwtTimestampValidator(settings.skew()), validator)));
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }

    private static NimbusJwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .build();
    }

    private JwtDecoder accessTokens(JWKSource<SecurityContext> keys) {
        NimbusJwtDecoder decoder = decoder(keys);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                new JwtTimestampValidator(settings.skew()),
                new JwtIssuerValidator(settings.issuer().toString()),
                new JwtAudienceValidator(settings.audience()),
                new AccessTokenValidator())));
        return decoder;
    }

    /** Keys are kept for five minutes, and asked for anew when a token names one that is not among them. */
    private JWKSource<SecurityContext> keySource(String keys) {
        try {
            DefaultResourceRetriever retriever = new DefaultResourceRetriever(
                    (int) CONNECT.toMillis(),
                    (int) READ.toMillis(),
                    LARGEST_KEY_SET,
                    true,
                    settings.trust().getSocketFactory());
            return JWKSourceBuilder.<SecurityContext>create(URI.create(keys).toURL(), retriever)
                    .retrying(true)
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new ProviderUnavailable(
                    "The provider says that its keys are at " + keys + ", which is no address.", e);
        }
    }

    private OpaqueTokenIntrospector introspector(String endpoint) {
        return new RestClientOpaqueTokenIntrospector(
                endpoint,
                http.mutate()
                        .defaultHeaders(headers ->
                                headers.setBasicAuth(BasicCredentials.of(settings.clientId(), settings.clientSecret())))
                        .build());
    }
}
