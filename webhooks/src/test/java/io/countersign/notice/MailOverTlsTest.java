package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.countersign.egress.OwnAuthority;
import io.countersign.egress.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server that speaks TLS from the first byte, with a certificate of an authority of one's own. */
class MailOverTlsTest {

    private static final Letter LETTER = new Letter("Fraud, version 1", "It waits.\n", "abc", List.of("r1"));
    private static final String KEYS = "greenmail.tls.keystore.";

    @TempDir
    private static Path folder;

    private static OwnAuthority authority;
    private static GreenMail server;

    @BeforeAll
    static void start() throws Exception {
        authority = OwnAuthority.in(folder, "-ext", "san=ip:127.0.0.1");
        System.setProperty(KEYS + "file", authority.store().toString());
        System.setProperty(KEYS + "password", OwnAuthority.PASSWORD);
        server = new GreenMail(ServerSetup.SMTPS.dynamicPort());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
        System.clearProperty(KEYS + "file");
        System.clearProperty(KEYS + "password");
    }

    @Test
    void whoTrustsTheAuthoritySendsMail() throws Exception {
        mail("127.0.0.1", Trust.inThoseAnd(authority.pem())).carry("rita@example.com", LETTER);

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Fraud, version 1");
    }

    @Test
    void nothingIsSentToWhomNobodyVouchesForOrToOneOfAnotherName() throws Exception {
        int before = server.getReceivedMessages().length;
        for (Mail mail : List.of(
                mail("127.0.0.1", Trust.inTheAuthoritiesOfTheJdk()),
                mail("localhost", Trust.inThoseAnd(authority.pem())))) {
            assertThatThrownBy(() -> mail.carry("rita@example.com", LETTER))
                    .isInstanceOf(Carrier.Undelivered.class)
                    .hasMessageStartingWith("The mail server cannot be used: ");
        }
        assertThat(server.getReceivedMessages()).hasSize(before);
    }

    private static Mail mail(String host, Trust trust) {
        return new Mail(
                new MailSettings(
                        host,
                        server.getSmtps().getPort(),
                        MailSettings.Security.TLS,
                        "registry@example.com",
                        null,
                        null),
                trust,
                Clock.systemUTC());
    }
}
