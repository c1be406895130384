package io.countersign.browser;

import io.countersign.signin.PlainAnswers;
import io.countersign.signin.SignInDelayed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Tells a person that they are not in, and how to try again; the reason stands in the log, where no stranger reads it. */
final class SignInFailed implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SignInFailed.class);

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Not signed in · Countersign</title></head>
            <body><h1>You are not signed in</h1>
            <p>The provider sent you back without what it takes: perhaps you took long, or signed in from another page
            meanwhile. If it happens again, tell your administrator the number %s.</p>
            <p><a href="/login">Sign in again</a></p></body></html>
            """;

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof SignInDelayed) {
            PlainAnswers.INSTANCE.commence(request, response, reason);
            return;
        }
        LOG.warn("Somebody came back from the provider and was not let in. {}", reason.getMessage());
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(PAGE.formatted(response.getHeader("X-Request-Id")));
    }
}
