package io.countersign.egress;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in one sentence, stable and without internals, why no answer came. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static String sentence(Exception failure, Attempt attempt) {
        if (failure instanceof RefusedAddress) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return "No connection became free within %s: too many calls to this receiver wait for an answer."
                    .formatted(attempt.deadline().inWords());
        }
        if (attempt.deadline().passed() || failure instanceof SocketTimeoutException) {
            return "No answer within %s.".formatted(attempt.deadline().inWords());
        }
        return ofConnecting(failure, attempt.target());
    }

    private static String ofConnecting(Exception failure, Target target) {
        return switch (failure) {
            case UnknownHostException e -> "The name %s does not resolve.".formatted(target.host());
            case NoRouteToHostException e -> "There is no route to the address.";
            case ConnectException e -> "The connection was refused.";
            case SSLException e -> ofTls(e, target.host());
            default -> ofTalking(failure);
        };
    }

    private static String ofTls(SSLException failure, String host) {
        if (has(failure, CertificateExpiredException.class)) {
            return "The certificate is not trusted: it has expired.";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "The certificate is not trusted: it is not valid yet.";
        }
        if (failure instanceof SSLPeerUnverifiedException || says(failure, "subject alternative", "no name matching")) {
            return "The certificate is not trusted: it is not for %s.".formatted(host);
        }
        if (failure instanceof SSLHandshakeException && says(failure, "pkix", "certificate")) {
            return "The certificate is not trusted: it leads to no authority that this server trusts.";
        }
        return "No TLS connection could be agreed on.";
    }

    private static String ofTalking(Exception failure) {
        return switch (failure) {
            case MessageConstraintException e -> "The answer's headers are too many or too long.";
            case NoHttpResponseException e -> "The connection was closed without an answer.";
            case ConnectionClosedException e -> "The connection was closed in the middle of the answer.";
            case SocketException e -> "The connection was reset.";
            default -> ofTheAnswer(failure);
        };
    }

    private static String ofTheAnswer(Exception failure) {
        if (has(failure, HttpException.class)) {
            return "The answer was not HTTP.";
        }
        LOG.warn("A call failed in a way that has no name.", failure);
        return "The call failed.";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> cause) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (cause.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Throwable failure, String... words) {
        String message = lowerCase(failure.getMessage());
        for (String word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String lowerCase(@Nullable String message) {
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
