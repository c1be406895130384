package io.countersign.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On a loopback address, answers only to the names of this machine. A page whose own name was made to point here (DNS
 * rebinding) would else pass for the server's own. Looks at the header itself: what a proxy says about it, such a page
 * could say too.
 */
final class LoopbackHostFilter extends OncePerRequestFilter {

    private static final Pattern LOOPBACK = Pattern.compile(
            "(?:(?:[a-z0-9-]+\\.)*localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLoopback(request.getHeader(HttpHeaders.HOST))) {
            chain.doFilter(request, response);
        } else {
            PlainAnswers.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    "On a loopback address the server answers only to names like localhost and 127.0.0.1. Where people sign in,"
                            + " a proxy on this machine is let through by --trusted-proxies 127.0.0.1.");
        }
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }
}
