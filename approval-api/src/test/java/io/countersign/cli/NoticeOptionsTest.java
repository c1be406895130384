package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.notice.MailSettings;
import io.countersign.notice.MailSettings.Security;
import io.countersign.notice.NoticeSettings;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NoticeOptionsTest {

    @Command
    @SuppressWarnings("NullAway.Init")
    private static final class Program {
        @Mixin
        private NoticeOptions options;
    }

    private static NoticeSettings settings(@Nullable String password, String... arguments) {
        Program program = new Program();
        new CommandLine(program).parseArgs(arguments);
        return program.options.settings("http://127.0.0.1:5000", password);
    }

    private static MailSettings mail(String... arguments) {
        return Objects.requireNonNull(settings("sesame", arguments).mail());
    }

    @Test
    void withoutAMailServerThereIsNoMail() {
        assertThat(settings(null).mail()).isNull();
        assertThat(settings(null).publicUrl()).isEqualTo("http://127.0.0.1:5000");
        assertThat(settings(null, "--public-url=https://registry.example.com/x/")
                        .publicUrl())
                .isEqualTo("https://registry.example.com/x");
    }

    @Test
    void mailIsProtectedUnlessItStaysOnThisMachine() {
        String from = "--smtp-from=registry@example.com";
        assertThat(mail("--smtp=smtp://192.0.2.1", from))
                .isEqualTo(new MailSettings("192.0.2.1", 587, Security.STARTTLS, "registry@example.com", null, null));
        assertThat(mail("--smtp=smtps://192.0.2.1", from).port()).isEqualTo(465);
        assertThat(mail("--smtp=smtps://192.0.2.1", from).security()).isEqualTo(Security.TLS);
        assertThat(mail("--smtp=smtp://127.0.0.1:2525", from).security()).isEqualTo(Security.NONE);
    }

    @Test
    void thePasswordIsInAFileOrInTheEnvironment(@TempDir Path folder) throws IOException {
        String[] both = {"--smtp=smtp://127.0.0.1", "--smtp-from=a@example.com", "--smtp-user=countersign"};
        assertThat(mail(both).password()).isEqualTo("sesame");
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");
        assertThat(mail(both[0], both[1], both[2], "--smtp-password-file=" + file)
                        .password())
                .isEqualTo("from a file");
        assertThatThrownBy(() -> settings(null, both))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("COUNTERSIGN_SMTP_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource({
        "--smtp=mail.example.com, --smtp must be an address",
        "--smtp=http://mail.example.com, --smtp must be an address",
        "--smtp=smtp://user:secret@mail.example.com, without user and password",
        "--smtp=smtp://mail.example.com/x, --smtp must be an address",
        "--smtp=smtp://mail.example.com, --smtp needs --smtp-from",
        "--public-url=registry.example.com, --public-url must be an address",
        "--public-url=https://user:secret@registry.example.com, --public-url must be an address"
    })
    void whatIsWrongStopsTheStart(String argument, String told) {
        assertThatThrownBy(() -> settings(null, argument))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining(told)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("secret"));
    }

    @Test
    void anAddressThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> settings(null, "--smtp=smtp://127.0.0.1", "--smtp-from=nobody"))
                .hasMessageContaining("--smtp-from 'nobody' is no address of e-mail");
    }
}
