package io.countersign.artifact;

import io.countersign.modelversion.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads what clients have put in S3 themselves, below the places that an operator named: with the server's credentials,
 * anybody who may register a version could otherwise learn about any file that the server may read.
 */
public final class S3Sources implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final List<S3Address> allowed;
    private final @Nullable S3Client s3;

    public S3Sources(ArtifactPlace place) {
        allowed = place.sources();
        s3 = allowed.isEmpty() ? null : S3Clients.to(place.endpoint(), place.region());
    }

    /** Whether the location is one of the places that the server reads, or below it. */
    public boolean reads(String location) {
        return allowed.stream()
                .map(S3Address::toString)
                .anyMatch(place -> location.equals(place) || location.startsWith(place + "/"));
    }

    /**
     * @param location that the server {@link #reads}
     * @return empty when there are no files, too many, or such with names that cannot be told
     * @throws IOException when S3 does not answer, or the files change meanwhile
     */
    public Optional<Manifest> manifest(String location) throws IOException {
        if (s3 == null || !reads(location)) {
            throw new IOException("The server does not read from there.");
        }
        S3Address at = S3Address.parse(location, null, null);
        try {
            List<Manifest.File> files = new ArrayList<>();
            String folder = at.prefix().isEmpty() ? "" : at.prefix() + "/";
            for (S3Object object : s3.listObjectsV2Paginator(
                            list -> list.bucket(at.bucket()).prefix(folder))
                    .contents()) {
                String path = object.key().substring(folder.length());
                if (path.isEmpty() || path.endsWith("/")) {
                    continue; // what tools put there to have a folder
                }
                if (files.size() == Manifest.MOST_FILES || CONTROL.matcher(path).find()) {
                    return Optional.empty();
                }
                files.add(new Manifest.File(path, hash(s3, at.bucket(), object), object.size()));
            }
            return files.isEmpty() ? Optional.empty() : Optional.of(new Manifest(files));
        } catch (SdkException e) {
            throw new IOException("S3 does not answer: " + e.getMessage(), e);
        }
    }

    /** Of the object as it was listed, or of none. */
    private static String hash(S3Client s3, String bucket, S3Object object) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes =
                s3.getObject(get -> get.bucket(bucket).key(object.key()).ifMatch(object.eTag()))) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Digests.name(digest);
    }

    @Override
    public void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}
