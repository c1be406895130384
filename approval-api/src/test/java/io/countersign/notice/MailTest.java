package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.countersign.egress.Trust;
import io.countersign.notice.MailSettings.Security;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real mail server is told, and what it is not. */
class MailTest {

    private static final Letter LETTER = new Letter("Größe, version 1", "Grüße\n", "abc", List.of("r1"));

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort())
            .withConfiguration(new GreenMailConfiguration().withUser("registry@example.com", "registry", "sesame"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Mail mail(Security security, @Nullable String user, @Nullable String password) {
        return new Mail(
                new MailSettings(
                        "127.0.0.1", server.getSmtp().getPort(), security, "registry@example.com", user, password),
                Trust.inTheAuthoritiesOfTheJdk(),
                Clock.systemUTC());
    }

    @Test
    void whatIsNotAsciiArrivesAsItWasWritten() throws Exception {
        mail(Security.NONE, "registry", "sesame").carry("rita@example.com", LETTER);
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Größe, version 1");
        assertThat(server.getReceivedMessages()[0].getMessageID()).isEqualTo("<abc@example.com>");
        assertThat(MailOffice.text(server.getReceivedMessages()[0])).isEqualTo("Grüße\n");
    }

    @Test
    void whereTlsIsNotOfferedNothingIsSent() {
        for (Security security : List.of(Security.STARTTLS, Security.TLS)) {
            assertThatThrownBy(() -> mail(security, null, null).carry("rita@example.com", LETTER))
                    .isInstanceOfSatisfying(
                            Carrier.Undelivered.class,
                            undelivered -> assertThat(undelivered.isForGood()).isFalse());
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        assertThatThrownBy(() -> mail(Security.NONE, "registry", "pa55word").carry("rita@example.com", LETTER))
                .isInstanceOf(Carrier.Undelivered.class)
                .hasMessageStartingWith("The mail server did not let the user in: ")
                .hasMessageNotContaining("pa55word");
    }
}
