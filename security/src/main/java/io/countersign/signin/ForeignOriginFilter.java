package io.countersign.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site makes a browser send. Tokens against forged requests go
 * with sessions; but a browser repeats a Basic sign-in by itself, whoever wrote the page, and without sign-in it needs none.
 * Browsers say truthfully where a request comes from ({@code Origin}, RFC 6454; {@code Sec-Fetch-Site}, W3C Fetch
 * Metadata); programs say nothing and are not concerned.
 */
final class ForeignOriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");
    private static final Set<Integer> DEFAULT_PORTS = Set.of(-1, 80, 443);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeignWrite(request) || isForeign(request.getHeader(HttpHeaders.ORIGIN), request)) {
            PlainAnswers.write(response, HttpStatus.FORBIDDEN, "Requests from pages of other sites are refused.");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A link from elsewhere may be followed; nothing may be changed from there. */
    private static boolean isForeignWrite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return !SAFE.contains(request.getMethod()) && site != null && FOREIGN.contains(site.toLowerCase(Locale.ROOT));
    }

    private static boolean isForeign(@Nullable String origin, HttpServletRequest request) {
        if (origin == null) {
            return false;
        }
        try {
            return !isOwn(URI.create(origin), request);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** A proxy may have taken the TLS off, so plain HTTP here does not mean plain HTTP there; but not the reverse. */
    private static boolean isOwn(URI origin, HttpServletRequest request) {
        return request.getServerName().equalsIgnoreCase(origin.getHost())
                && port(request.getServerPort()) == port(origin.getPort())
                && (!request.isSecure() || "https".equalsIgnoreCase(origin.getScheme()));
    }

    private static int port(int port) {
        return DEFAULT_PORTS.contains(port) ? -1 : port;
    }
}
