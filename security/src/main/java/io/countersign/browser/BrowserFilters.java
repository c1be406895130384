package io.countersign.browser;

import io.countersign.oidc.Provider;
import io.countersign.signin.BrowserSignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/** What a request of a browser passes beside what every request does. No HTTP session is kept: any node serves any request. */
record BrowserFilters(
        ProviderRegistration registrations,
        Provider provider,
        URI publicUrl,
        PendingSignIns pending,
        SignInAnswers answers,
        SignOut signOut,
        SessionSignIn sessions,
        HostCookie cookie)
        implements BrowserSignIn {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void into(HttpSecurity http) {
        http.csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrfTokens(cookie))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(this::couldBeForged))
                .addFilterBefore(new SignInDoor(provider, publicUrl), OAuth2AuthorizationRequestRedirectFilter.class)
                .oauth2Login(login -> login.loginPage(SignInRequests.PATH)
                        .clientRegistrationRepository(registrations)
                        .authorizedClientRepository(answers)
                        .authorizationEndpoint(
                                there -> there.authorizationRequestResolver(new SignInRequests(registrations))
                                        .authorizationRequestRepository(pending))
                        .redirectionEndpoint(back -> back.baseUri(ProviderRegistration.CALLBACK))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
                        .successHandler(answers)
                        .failureHandler(new SignInFailed()))
                .logout(out ->
                        out.logoutUrl(SignOut.PATH).addLogoutHandler(signOut).logoutSuccessHandler(signOut))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new ToSignIn()))
                .addFilterBefore(sessions, BasicAuthenticationFilter.class);
    }

    /** By a browser that sends its session along, whoever wrote the page. */
    private boolean couldBeForged(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod()) && SessionSignIn.isMeant(request, cookie);
    }

    private RestClientAuthorizationCodeTokenResponseClient tokens() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(provider.http()
                .mutate()
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }
}
