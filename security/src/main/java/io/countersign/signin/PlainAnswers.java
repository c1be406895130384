package io.countersign.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refusals that come before any handler, as text: the realm and the media type are those of MLflow's server. What passes
 * is told in the form of the contracts' errors, by which clients know that they may try again.
 */
public final class PlainAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    public static final PlainAnswers INSTANCE = new PlainAnswers();

    private static final String BASIC = "Basic realm=\"mlflow\"";
    private static final String BEARER = "Bearer realm=\"countersign\"";
    private static final String SIGN_IN =
            "Sign in with a user name and password (HTTP Basic; MLflow's clients read them from"
                    + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD) or with a token (MLFLOW_TRACKING_TOKEN).";

    private PlainAnswers() {}

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof SignInDelayed delayed) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(delayed.retryAfterSeconds()));
            write(response, delayed.status(), "application/json", delayed.json());
        } else {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER + error(reason));
            write(response, HttpStatus.UNAUTHORIZED, SIGN_IN);
        }
    }

    /** What was wrong with a token, as RFC 6750 has it: no characters are in it that would end the text. */
    private static String error(AuthenticationException reason) {
        return reason instanceof OAuth2AuthenticationException wrong
                        && wrong.getError() instanceof BearerTokenError error
                ? ", error=\"" + error.getErrorCode() + "\", error_description=\"" + error.getDescription() + "\""
                : "";
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN, String.valueOf(reason.getMessage()));
    }

    static void write(HttpServletResponse response, HttpStatus status, String text) throws IOException {
        write(response, status, "text/plain", text);
    }

    private static void write(HttpServletResponse response, HttpStatus status, String mediaType, String body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(mediaType);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(body);
    }
}
