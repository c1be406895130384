package io.countersign.cli;

import io.countersign.notice.MailSettings;
import io.countersign.notice.NoticeSettings;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How people are told what waits for them. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class NoticeOptions {

    static final String PASSWORD = "COUNTERSIGN_SMTP_PASSWORD";
    private static final Map<String, Integer> PORTS = Map.of("smtp", 587, "smtps", 465);

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_PUBLIC_URL}",
            description =
                    "Under which people reach the server, for links in what they are sent and to come back from the OpenID provider "
                            + "(COUNTERSIGN_PUBLIC_URL; default: the address that it listens on).")
    private @Nullable String publicUrl;

    @Option(
            names = "--smtp",
            paramLabel = "smtp[s]://HOST[:PORT]",
            defaultValue = "${env:COUNTERSIGN_SMTP}",
            description =
                    "The mail server for notices. smtp:// turns to TLS by STARTTLS, and does without only on this "
                            + "machine (COUNTERSIGN_SMTP; default: no mail).")
    private @Nullable String smtp;

    @Option(
            names = "--smtp-from",
            paramLabel = "ADDRESS",
            defaultValue = "${env:COUNTERSIGN_SMTP_FROM}",
            description = "Whom mails are from (COUNTERSIGN_SMTP_FROM).")
    private @Nullable String from;

    @Option(
            names = "--smtp-user",
            paramLabel = "NAME",
            defaultValue = "${env:COUNTERSIGN_SMTP_USER}",
            description = "Whom the mail server knows; the password is in --smtp-password-file or " + PASSWORD
                    + " (COUNTERSIGN_SMTP_USER).")
    private @Nullable String user;

    @Option(
            names = "--smtp-password-file",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_SMTP_PASSWORD_FILE}",
            description = "Whose first line is the password (COUNTERSIGN_SMTP_PASSWORD_FILE).")
    private @Nullable Path passwordFile;

    /**
     * @param listening where the server itself is found
     * @throws StartupError when an option is wrong, or one is missing
     */
    NoticeSettings settings(String listening, @Nullable String passwordInEnvironment) {
        return new NoticeSettings(
                publicUrl == null ? listening : publicUrl(publicUrl),
                smtp == null ? null : mail(smtp, passwordInEnvironment));
    }

    private static String publicUrl(String text) {
        URI url = uri(text);
        boolean right = url != null
                && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        if (!right) {
            throw StartupError.of(
                    "--public-url must be an address like https://registry.example.com, without user, query or fragment.");
        }
        return text.replaceAll("/+$", "");
    }

    private MailSettings mail(String text, @Nullable String passwordInEnvironment) {
        URI url = uri(text);
        Integer port = url == null || url.getScheme() == null ? null : PORTS.get(url.getScheme());
        if (url == null
                || port == null
                || url.getHost() == null
                || !url.getRawSchemeSpecificPart().equals("//" + url.getRawAuthority())
                || url.getRawUserInfo() != null) {
            throw StartupError.of(
                    "--smtp must be an address like smtp://mail.example.com:587 or smtps://…, without user"
                            + " and password.");
        }
        return new MailSettings(
                url.getHost(),
                url.getPort() < 0 ? port : url.getPort(),
                security(url),
                from(),
                user,
                user == null ? null : password(passwordInEnvironment));
    }

    private static MailSettings.Security security(URI url) {
        if (url.getScheme().equals("smtps")) {
            return MailSettings.Security.TLS;
        }
        return isThisMachine(url.getHost()) ? MailSettings.Security.NONE : MailSettings.Security.STARTTLS;
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String from() {
        if (from == null) {
            throw StartupError.of("--smtp needs --smtp-from as well: the address that mails are from.");
        }
        String given = from;
        MailSettings.wrong(given).ifPresent(why -> {
            throw StartupError.of("--smtp-from '%s' is no address of e-mail: %s.", given, why);
        });
        return given;
    }

    private String password(@Nullable String inEnvironment) {
        if (passwordFile != null) {
            return firstLine(passwordFile);
        }
        if (inEnvironment != null) {
            return inEnvironment;
        }
        throw StartupError.of(
                "--smtp-user needs a password: in a file that --smtp-password-file names, or in %s.", PASSWORD);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw StartupError.of("--smtp-password-file %s cannot be read: %s", file, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
