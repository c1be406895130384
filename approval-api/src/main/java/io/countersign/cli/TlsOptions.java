package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which certificate the server shows who it is; without one it speaks plain HTTP. */
final class TlsOptions {

    private static final String PASSWORD = "COUNTERSIGN_TLS_KEYSTORE_PASSWORD";
    private static final String PROTOCOLS = "TLSv1.3,TLSv1.2";

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_TLS_CERTIFICATE}",
            description = "PEM file with the server's certificate and those that lead to its authority; with --tls-key"
                    + " (COUNTERSIGN_TLS_CERTIFICATE; default: plain HTTP).")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_TLS_KEY}",
            description = "PEM file with the certificate's private key, PKCS #8, unencrypted (COUNTERSIGN_TLS_KEY).")
    private @Nullable Path key;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_TLS_KEYSTORE}",
            description = "PKCS #12 file with both, in place of the two, with its password in " + PASSWORD
                    + " (COUNTERSIGN_TLS_KEYSTORE).")
    private @Nullable Path keyStore;

    boolean isOn() {
        return certificate != null || key != null || keyStore != null;
    }

    /** @throws StartupError when the files cannot be used */
    void check() {
        if (keyStore != null && (certificate != null || key != null)) {
            throw StartupError.of(
                    "--tls-keystore takes the place of --tls-certificate and --tls-key: give the one or the two.");
        }
        if ((certificate == null) != (key == null)) {
            throw StartupError.of("--tls-certificate and --tls-key belong together: give both.");
        }
        if (keyStore != null) {
            requireKeyStore(keyStore);
        } else if (certificate != null && key != null) {
            requireCertificate(certificate);
            requireKey(key);
        }
    }

    /** As Spring Boot takes them. */
    List<String> settings() {
        if (keyStore != null) {
            return List.of(
                    "--server.ssl.key-store=file:" + keyStore.toAbsolutePath(),
                    "--server.ssl.key-store-type=PKCS12",
                    "--server.ssl.key-store-password=" + password(),
                    "--server.ssl.enabled-protocols=" + PROTOCOLS);
        }
        return certificate == null || key == null
                ? List.of()
                : List.of(
                        "--server.ssl.certificate=file:" + certificate.toAbsolutePath(),
                        "--server.ssl.certificate-private-key=file:" + key.toAbsolutePath(),
                        "--server.ssl.enabled-protocols=" + PROTOCOLS);
    }

    private static String password() {
        return Optional.ofNullable(System.getenv(PASSWORD)).orElse("");
    }

    private static void requireKeyStore(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore.getInstance("PKCS12").load(content, password().toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw StartupError.of(
                    "--tls-keystore: %s cannot be used; check that it is a PKCS #12 file that this user may read, and that %s"
                            + " has its password.",
                    file, PASSWORD);
        }
    }

    private static void requireCertificate(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(content)
                    .isEmpty()) {
                return;
            }
        } catch (IOException | GeneralSecurityException e) {
            // said below
        }
        throw StartupError.of(
                "--tls-certificate: %s cannot be used; check that it has certificates in PEM, and that this user may read it.",
                file);
    }

    private static void requireKey(Path file) {
        try {
            if (Files.readString(file).contains("-----BEGIN PRIVATE KEY-----")) {
                return;
            }
        } catch (IOException e) {
            // said below
        }
        throw StartupError.of(
                "--tls-key: %s cannot be used; check that it has a private key as PKCS #8 in PEM (BEGIN PRIVATE KEY), and that"
                        + " this user may read it.",
                file);
    }
}
