package io.countersign.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of an authority that nobody but a test trusts, made by the JDK's own tool. */
public record OwnAuthority(Path store) {

    public static final String PASSWORD = "changeit";

    /** @param more options of keytool, as for its names and its time */
    public static OwnAuthority in(Path folder, String... more) throws Exception {
        OwnAuthority made = new OwnAuthority(folder.resolve("keys.p12"));
        made.keytool("authority", "-ext", "bc:c");
        made.keytool(
                "receiver",
                Stream.concat(Stream.of("-signer", "authority"), Stream.of(more))
                        .toArray(String[]::new));
        return made;
    }

    private void keytool(String alias, String... more) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(
                List.of(tool, "-genkeypair", "-keyalg", "EC", "-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    ServerSocket listener() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    public Path pem() throws Exception {
        String encoded = Base64.getMimeEncoder()
                .encodeToString(keyStore().getCertificate("authority").getEncoded());
        return Files.writeString(
                store.resolveSibling("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    private KeyStore keyStore() throws IOException, GeneralSecurityException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keyStore.load(content, PASSWORD.toCharArray());
        }
        return keyStore;
    }
}
