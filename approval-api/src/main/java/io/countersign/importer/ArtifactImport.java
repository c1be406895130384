package io.countersign.importer;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Brings the files of runs. They pass through without being held; what the other server's store cannot give is left and
 * told. Safe for many threads.
 */
final class ArtifactImport {

    private static final Pattern PROXIED = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/+(.+?)/*");
    private static final Pattern STORE = Pattern.compile("([a-z][a-z0-9+.-]*://[^/]*)/.*");
    private static final int ATTEMPTS = 5;

    private final Endpoint server;
    private final MlflowReader source;
    private final Target target;
    private final Comparison comparison;
    private final Set<String> closedStores = ConcurrentHashMap.newKeySet();

    ArtifactImport(Endpoint server, Target target, Comparison comparison) {
        this.server = server;
        this.source = new MlflowReader(server);
        this.target = target;
        this.comparison = comparison;
    }

    /** @param here the files that are here already */
    void bring(JsonNode run, JsonNode here, Facts there) {
        String id = Facts.text(run.path("info"), "run_id");
        String root = Facts.text(run.path("info"), "artifact_uri");
        if (closedStores.contains(store(root))) {
            comparison.left("artifacts of run " + id + " at " + root, "that store could not be read before");
            return;
        }
        Map<String, Long> sizes = new HashMap<>();
        here.forEach(file -> sizes.put(Facts.text(file, "path"), Points.number(file.path("size"))));
        try {
            folder(id, root, "", sizes, there);
        } catch (HttpFailure | StartupError e) {
            requireAlive(e);
            closedStores.add(store(root));
            comparison.left("artifacts of run " + id + " at " + root, String.valueOf(e.getMessage()));
        }
    }

    private void folder(String run, String root, String folder, Map<String, Long> here, Facts there) {
        for (JsonNode entry : source.artifacts(run, folder)) {
            String path = Facts.text(entry, "path");
            if (entry.path("is_dir").asBoolean(false)) {
                folder(run, root, path, here, there);
            } else {
                file(run, root, path, here, Points.number(entry.path("file_size")), there);
            }
        }
    }

    private void file(String run, String root, String path, Map<String, Long> here, long size, Facts there) {
        there.artifact(path, size);
        if (Long.valueOf(size).equals(here.get(path))) {
            return;
        }
        try {
            Endpoint.withRetries(ATTEMPTS, () -> {
                copy(run, root, path);
                return run;
            });
        } catch (IOException | HttpFailure e) {
            comparison.left("artifact " + path + " of run " + run + " at " + root, String.valueOf(e.getMessage()));
        }
    }

    private void copy(String run, String root, String path) throws IOException {
        DigestInputStream bytes = new DigestInputStream(open(run, root, path), sha256());
        try (bytes) {
            JsonNode stored = target.store(run, path, bytes);
            String sent = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
            if (!sent.equals(Facts.text(stored, "sha256"))) {
                throw new IOException("it was stored with another digest than it was sent with");
            }
        }
    }

    /** By the proxy where the store is the server's own; else the server fetches it, if it can. */
    private InputStream open(String run, String root, String path) {
        Matcher proxied = PROXIED.matcher(root);
        return proxied.matches()
                ? server.open("/api/2.0/mlflow-artifacts/artifacts/" + encoded(proxied.group(1) + "/" + path), Map.of())
                : server.open("/get-artifact", Map.of("run_id", run, "path", path));
    }

    private static String encoded(String path) {
        return Endpoint.encoded(path).replace("%2F", "/");
    }

    private static String store(String root) {
        Matcher store = STORE.matcher(root);
        return store.matches() ? store.group(1) : root;
    }

    /** A store that the server cannot reach fails as the server itself would when it is gone. */
    private void requireAlive(RuntimeException failure) {
        if (failure instanceof StartupError) {
            source.experiment("0");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
