package io.countersign.browser;

import io.countersign.signin.PlainAnswers;
import io.countersign.signin.SignInDelayed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends whoever opens a page without a session to sign in and come back; programs, and scripts of pages, are answered 401. */
final class ToSignIn implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (isPage(request) && !(reason instanceof SignInDelayed)) {
            response.sendRedirect(SignInRequests.PATH + "?" + SignInRequests.RETURN_TO + "="
                    + URLEncoder.encode(address(request), StandardCharsets.UTF_8));
        } else {
            PlainAnswers.INSTANCE.commence(request, response, reason);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && contains(request.getHeader(HttpHeaders.ACCEPT), "text/html")
                && (request.getHeader("Sec-Fetch-Mode") == null
                        || contains(request.getHeader("Sec-Fetch-Mode"), "navigate"));
    }

    private static boolean contains(@Nullable String header, String text) {
        return header != null && header.contains(text);
    }

    private static String address(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }
}
