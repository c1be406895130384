package io.countersign.browser;

import io.countersign.oidc.Provider;
import io.countersign.oidc.ProviderSettings;
import io.countersign.oidc.ProviderUnavailable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** This server as the provider's client, and the provider as it describes itself when somebody first signs in. */
final class ProviderRegistration implements ClientRegistrationRepository {

    static final String ID = "countersign";
    static final String CALLBACK = "/login/oauth2/code/*";

    private final Provider provider;
    private final ProviderSettings settings;

    ProviderRegistration(Provider provider, ProviderSettings settings) {
        this.provider = provider;
        this.settings = settings;
    }

    /** @throws ProviderUnavailable when it does not describe itself now */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return ID.equals(id) ? registration() : null;
    }

    private ClientRegistration registration() {
        return ClientRegistration.withRegistrationId(ID)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .redirectUri(settings.publicUrl() + CALLBACK.replace("*", ID))
                .scope(settings.scopes())
                .issuerUri(settings.issuer().toString())
                .authorizationUri(endpoint("authorization_endpoint"))
                .tokenUri(endpoint("token_endpoint"))
                .jwkSetUri(endpoint("jwks_uri"))
                .providerConfigurationMetadata(Map.of())
                .build();
    }

    private String endpoint(String name) {
        return provider.describe()
                .endpoint(name)
                .orElseThrow(() -> new ProviderUnavailable("The provider does not say where its " + name + " is."));
    }
}
