package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

    private static final String NAMED = "san=dns:receiver.internal,ip:127.0.0.1";
    private static final RawReceiver.Manner OK =
            connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    @TempDir
    Path folder;

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
        OwnAuthority certificate = OwnAuthority.in(folder, "-ext", NAMED);

        assertThat(send(certificate, null).error())
                .isEqualTo("The certificate is not trusted: it leads to no authority that this server trusts.");
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedWhenAnAdministratorSaysSo() throws Exception {
        OwnAuthority certificate = OwnAuthority.in(folder, "-ext", NAMED);

        assertThat(send(certificate, certificate.pem()).succeeded()).isTrue();
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        OwnAuthority certificate = OwnAuthority.in(folder, "-ext", "san=dns:another.internal");

        assertThat(send(certificate, certificate.pem()).error())
                .isEqualTo("The certificate is not trusted: it is not for receiver.internal.");
    }

    @Test
    void aCertificateThatHasExpiredIsNotTrusted() throws Exception {
        OwnAuthority certificate = OwnAuthority.in(folder, "-ext", NAMED, "-startdate", "-10d", "-validity", "5");

        assertThat(send(certificate, certificate.pem()).error())
                .isEqualTo("The certificate is not trusted: it has expired.");
    }

    @Test
    void aCertificateOfTheFutureIsNotTrusted() throws Exception {
        OwnAuthority certificate = OwnAuthority.in(folder, "-ext", NAMED, "-startdate", "+10d");

        assertThat(send(certificate, certificate.pem()).error())
                .isEqualTo("The certificate is not trusted: it is not valid yet.");
    }

    @Test
    void oneThatSpeaksNoTlsIsSaidToSpeakNone() throws Exception {
        try (RawReceiver receiver = RawReceiver.greeting("220 mail.example ESMTP\r\n");
                Egress egress = egress(null)) {
            Outcome outcome = egress.send(Calls.to(receiver.url("https", "receiver.internal")));

            assertThat(outcome.error()).isEqualTo("No TLS connection could be agreed on.");
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsGivenUp() throws Exception {
        try (RawReceiver receiver = RawReceiver.that(RawReceiver.Connection::hang);
                Egress egress = egress(null)) {
            Outcome outcome = egress.send(Calls.to(receiver.url("https", "receiver.internal"), Calls.IMPATIENT));

            assertThat(outcome.error()).isEqualTo("No answer within 300 ms.");
        }
    }

    @Test
    void authoritiesThatCannotBeReadKeepTheServerFromStarting() throws Exception {
        assertThatThrownBy(() -> Trust.inThoseAnd(folder.resolve("none.pem")))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("none.pem cannot be read");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> Trust.inThoseAnd(empty))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("empty.pem has no certificate");
        Path other = Files.writeString(folder.resolve("other.pem"), "hello");
        assertThatThrownBy(() -> Trust.inThoseAnd(other))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("other.pem is no file of PEM certificates");
    }

    private static Outcome send(OwnAuthority certificate, @Nullable Path trusted) throws Exception {
        try (RawReceiver receiver = new RawReceiver(certificate.listener(), OK);
                Egress egress = egress(trusted)) {
            Outcome outcome = egress.send(Calls.to(receiver.url("https", "receiver.internal")));
            assertThat(receiver.requests()).hasSize(outcome.succeeded() ? 1 : 0);
            return outcome;
        }
    }

    private static Egress egress(@Nullable Path trusted) {
        return new Egress(
                Allowed.parse(List.of("receiver.internal")),
                Trust.inThoseAnd(trusted),
                name -> List.of(Literal.parse("127.0.0.1")));
    }
}
