package io.countersign.artifact;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A store in S3. What arrives waits by the piece in a file here, never as a whole, and goes to a place of its own in the
 * bucket until its hash is known; then the bucket copies it to its name.
 */
public final class S3Store implements ArtifactStore {

    private final S3Client s3;
    private final S3Address address;
    private final Path pieces;
    private final S3Objects objects;

    /**
     * @param pieces a folder of this machine for what is on its way; created when it does not exist
     * @throws StartupError when the bucket cannot be reached
     */
    public S3Store(S3Client s3, S3Address address, Path pieces) {
        this(s3, address, pieces, S3Objects.LARGEST_COPY);
    }

    S3Store(S3Client s3, S3Address address, Path pieces, long largestCopy) {
        this.s3 = s3;
        this.address = address;
        this.pieces = pieces;
        objects = new S3Objects(s3, address.bucket(), largestCopy);
        try {
            Files.createDirectories(pieces);
            s3.headBucket(bucket -> bucket.bucket(address.bucket()));
        } catch (IOException | SdkException e) {
            throw StartupError.of("The artifact store %s cannot be used: %s", address, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Stored store(InputStream bytes, long size) throws IOException {
        String incoming = address.key("incoming/" + java.util.UUID.randomUUID());
        try (S3Intake intake = new S3Intake(s3, address.bucket(), incoming, pieces)) {
            Stored stored = intake.write(bytes, size);
            String key = key(stored.sha256());
            if (!objects.exists(key)) {
                objects.copy(incoming, key, stored.size());
            }
            return stored;
        } catch (SdkException e) {
            throw new IOException("S3 does not store: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Intake.told(e, pieces);
        }
    }

    private String key(String sha256) {
        return address.key(sha256.substring(0, 2) + "/" + sha256.substring(2));
    }

    @Override
    public InputStream open(String sha256, long from, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        return open(key(sha256), "bytes=" + from + "-" + (from + length - 1));
    }

    private InputStream open(String key, String range) throws IOException {
        try {
            return s3.getObject(
                    object -> object.bucket(address.bucket()).key(key).range(range));
        } catch (NoSuchKeyException e) {
            throw (IOException) new NoSuchFileException(key).initCause(e);
        } catch (SdkException e) {
            throw new IOException("S3 does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Path> file(String sha256) {
        return Optional.empty();
    }

    @Override
    public String keep(String upload, PartPlace place, InputStream bytes) throws IOException {
        Path piece = Files.createTempFile(pieces, "part", "");
        try {
            CRC32C checksum = new CRC32C();
            try (FileChannel channel = FileChannel.open(piece, StandardOpenOption.WRITE)) {
                Intake.requireSize(Intake.write(bytes, channel, 0, place.size(), checksum::update), place.size());
            }
            String name = Digests.name(checksum);
            s3.putObject(
                    object -> object.bucket(address.bucket()).key(partKey(upload, place.number(), name)),
                    RequestBody.fromFile(piece));
            return name;
        } catch (SdkException e) {
            throw new IOException("S3 does not store: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Intake.told(e, pieces);
        } finally {
            Files.deleteIfExists(piece);
        }
    }

    private String partKey(String upload, int number, String checksum) {
        return uploadKey(upload) + number + "-" + checksum;
    }

    private String uploadKey(String upload) {
        return address.key("uploads/" + upload + "/");
    }

    @Override
    public Stored join(String upload, List<Part> parts) throws IOException {
        long size = parts.stream().mapToLong(part -> part.place().size()).sum();
        try (InputStream all = new SequenceInputStream(new Opened(upload, parts.iterator()))) {
            Stored stored = store(all, size);
            discard(upload);
            return stored;
        }
    }

    /** The parts one after the other, each opened when it is needed. */
    private final class Opened implements Enumeration<InputStream> {

        private final String upload;
        private final Iterator<Part> parts;

        Opened(String upload, Iterator<Part> parts) {
            this.upload = upload;
            this.parts = parts;
        }

        @Override
        public boolean hasMoreElements() {
            return parts.hasNext();
        }

        @Override
        public InputStream nextElement() {
            if (!parts.hasNext()) {
                throw new NoSuchElementException();
            }
            Part part = parts.next();
            return part.place().size() == 0 ? InputStream.nullInputStream() : new Late(part);
        }

        private final class Late extends InputStream {

            private final Part part;
            private @org.jspecify.annotations.Nullable InputStream opened;

            Late(Part part) {
                this.part = part;
            }

            private InputStream opened() throws IOException {
                if (opened == null) {
                    String key = partKey(upload, part.place().number(), part.checksum());
                    opened = S3Store.this.open(key, "bytes=0-" + (part.place().size() - 1));
                }
                return opened;
            }

            @Override
            public int read() throws IOException {
                return opened().read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return opened().read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (opened != null) {
                    opened.close();
                }
            }
        }
    }

    @Override
    public void discard(String upload) throws IOException {
        try {
            objects.deleteAll(uploadKey(upload), Instant.MAX);
        } catch (SdkException e) {
            throw new IOException("S3 does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void sweep(Instant incoming, Instant before) throws IOException {
        Leftovers.remove(pieces, incoming);
        try {
            objects.deleteAll(address.key("incoming/"), before);
            objects.deleteAll(address.key("uploads/"), before);
            objects.abortUploads(address.key("incoming/"), before);
        } catch (SdkException e) {
            throw new IOException("S3 does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
