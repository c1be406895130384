package io.countersign.egress;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those of the JDK's trust store, and the authorities of one's own in a PEM file. */
public final class Trust {

    private final SSLContext context;

    private Trust(TrustManager[] managers) throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
    }

    public static Trust inTheAuthoritiesOfTheJdk() {
        return inThoseAnd(null);
    }

    /**
     * @param extra a PEM file with certificates of authorities that are trusted too; null for none
     * @throws StartupError when the file cannot be read or has no certificate
     */
    public static Trust inThoseAnd(@Nullable Path extra) {
        try {
            return new Trust(extra == null ? managers(null) : managers(with(extra)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK's trust store cannot be used.", e);
        }
    }

    /**
     * Without a key of this process, whatever system properties name: nobody who is called gets credentials of the server.
     * Safe for many threads.
     */
    public SSLContext context() {
        return context;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore with(Path extra) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (TrustManager manager : managers(null)) {
            for (Certificate known : ((X509TrustManager) manager).getAcceptedIssuers()) {
                store.setCertificateEntry("known-" + number++, known);
            }
        }
        for (Certificate own : certificates(extra)) {
            store.setCertificateEntry("own-" + number++, own);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path pem) {
        try (InputStream content = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw StartupError.of("%s has no certificate; it must hold PEM certificates of authorities.", pem);
            }
            return found;
        } catch (IOException e) {
            throw StartupError.of(
                    "The certificates in %s cannot be read; check that the file is there and that this user may read it.",
                    pem);
        } catch (CertificateException e) {
            throw StartupError.of("%s is no file of PEM certificates.", pem);
        }
    }
}
