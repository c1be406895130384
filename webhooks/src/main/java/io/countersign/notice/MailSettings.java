package io.countersign.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes mail.
 *
 * @param from whom mails are from
 * @param user null where the server asks for nobody
 */
public record MailSettings(
        String host,
        int port,
        Security security,
        String from,
        @Nullable String user,
        @Nullable String password) {

    /** What protects the connection. */
    public enum Security {
        /** From the first byte. */
        TLS,
        /** From the command {@code STARTTLS} on, without which nothing is sent. */
        STARTTLS,
        /** Nothing; for a server on the same machine. */
        NONE
    }

    /** Why a text is no address by RFC 822; empty when it is one, alone and with nothing around it. */
    public static Optional<String> wrong(String address) {
        try {
            InternetAddress parsed = new InternetAddress(address, true);
            parsed.validate();
            return parsed.getAddress().equals(address) && address.indexOf('@') > 0 && isPlain(address)
                    ? Optional.empty()
                    : Optional.of("name the address alone, as ann@example.com");
        } catch (AddressException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Without what sets addresses off from each other or from the names before them, be it within quotation marks. */
    private static boolean isPlain(String address) {
        return address.chars().allMatch(each -> each > ' ' && each < 0x7f && "<>(),;".indexOf(each) < 0);
    }

    @Override
    public String toString() {
        return host + ":" + port + " (" + security + ")";
    }
}
