package io.countersign.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody but a test trusts, made by the JDK's own tool. */
record SelfSigned(Path store) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param more options of keytool, as for its names and its time */
    static SelfSigned in(Path folder, String... more) throws Exception {
        Path store = folder.resolve("keys.p12");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "receiver",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=receiver.internal",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD)),
                        Stream.of(more))
                .toList();
        Process tool = new ProcessBuilder(command).inheritIO().start();
        if (tool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return new SelfSigned(store);
    }

    ServerSocket listener() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    Path pem() throws Exception {
        String encoded = Base64.getMimeEncoder()
                .encodeToString(keyStore().getCertificate("receiver").getEncoded());
        return Files.writeString(
                store.resolveSibling("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    private KeyStore keyStore() throws IOException, GeneralSecurityException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keyStore.load(content, PASSWORD);
        }
        return keyStore;
    }
}
