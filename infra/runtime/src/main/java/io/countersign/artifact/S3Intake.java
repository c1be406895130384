package io.countersign.artifact;

import io.countersign.artifact.ArtifactStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A stream of unknown length on its way to one object: by itself when it is short, otherwise in parts. */
final class S3Intake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3Intake.class);

    /** S3 takes 10,000 parts of an object, each but the last of at least 5 MiB. */
    private static final int MOST_PARTS = 10_000;

    private static final long PIECE = 8L * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final Path piece;
    private final MessageDigest digest = Digests.sha256();
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String upload;
    private boolean written;

    S3Intake(S3Client s3, String bucket, String key, Path pieces) throws IOException {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        piece = Files.createTempFile(pieces, "piece", "");
    }

    Stored write(InputStream bytes, long announced) throws IOException {
        long size = 0;
        long read = nextPiece(bytes);
        if (read == PIECE) {
            while (read > 0) {
                size += read;
                uploadPiece();
                read = nextPiece(bytes);
            }
            Intake.requireSize(size, announced);
            complete();
        } else {
            size = read;
            Intake.requireSize(size, announced);
            s3.putObject(object -> object.bucket(bucket).key(key), RequestBody.fromFile(piece));
        }
        written = true;
        return new Stored(Digests.name(digest), size);
    }

    private long nextPiece(InputStream bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(piece, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            return Intake.write(bytes, channel, 0, PIECE, digest::update);
        }
    }

    private void uploadPiece() throws IOException {
        int number = parts.size() + 1;
        if (number > MOST_PARTS) {
            throw new BrokenUpload("The file is larger than " + MOST_PARTS * PIECE + " bytes, more than fits.");
        }
        String id = id();
        String etag = s3.uploadPart(
                        part -> part.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        RequestBody.fromFile(piece))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }

    private String id() {
        if (upload == null) {
            upload = s3.createMultipartUpload(object -> object.bucket(bucket).key(key))
                    .uploadId();
        }
        return upload;
    }

    private void complete() {
        String id = id();
        s3.completeMultipartUpload(
                object -> object.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
        upload = null;
    }

    /** Leaves nothing at the place where the object waited. What cannot be removed now, a sweep will remove. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(piece);
        try {
            String id = upload;
            if (id != null) {
                s3.abortMultipartUpload(object -> object.bucket(bucket).key(key).uploadId(id));
            }
            if (written) {
                s3.deleteObject(object -> object.bucket(bucket).key(key));
            }
        } catch (SdkException e) {
            LOG.warn("{} in the bucket {} is left to the next sweep: {}", key, bucket, e.getMessage());
        }
    }
}
