package io.countersign.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What a browser is sent to the provider with by {@code GET /login}. Its parameters {@code max_age}, {@code acr_values} and
 * {@code prompt} (OpenID Connect Core 1.0, section 3.1.2.1) are passed on, so that a page can have somebody sign in anew;
 * {@code return_to} says where on this server they go afterwards.
 */
final class SignInRequests implements OAuth2AuthorizationRequestResolver {

    static final String PATH = "/login";
    static final String RETURN_TO = "return_to";
    static final String HOME = "/";

    /** Of this server and no other, whatever a browser makes of slashes and backslashes. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern LEVELS = Pattern.compile("[\\x21-\\x7e ]{1,200}");
    private static final Pattern PROMPT = Pattern.compile("login|select_account|none");

    private final DefaultOAuth2AuthorizationRequestResolver requests;

    SignInRequests(ClientRegistrationRepository registrations) {
        requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, PATH);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return isMeant(request) ? resolve(request, ProviderRegistration.ID) : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        OAuth2AuthorizationRequest plain = requests.resolve(request, registration);
        return plain == null
                ? null
                : OAuth2AuthorizationRequest.from(plain)
                        .attributes(attributes -> attributes.put(RETURN_TO, returnTo(request)))
                        .additionalParameters(parameters -> {
                            given(request, "max_age", SECONDS).ifPresent(value -> parameters.put("max_age", value));
                            given(request, "acr_values", LEVELS)
                                    .ifPresent(value -> parameters.put("acr_values", value));
                            given(request, "prompt", PROMPT).ifPresent(value -> parameters.put("prompt", value));
                        })
                        .build();
    }

    static boolean isMeant(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) && PATH.equals(request.getServletPath());
    }

    static String returnTo(HttpServletRequest request) {
        return given(request, RETURN_TO, OWN_PATH).orElse(HOME);
    }

    private static Optional<String> given(HttpServletRequest request, String name, Pattern allowed) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(value -> allowed.matcher(value).matches());
    }
}
