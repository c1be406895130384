package io.countersign.artifact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What is done to whole objects of a bucket. */
final class S3Objects {

    /** S3 copies more than 5 GiB only in parts. */
    static final long LARGEST_COPY = 1L << 30;

    private final S3Client s3;
    private final String bucket;
    private final long largestCopy;

    S3Objects(S3Client s3, String bucket, long largestCopy) {
        this.s3 = s3;
        this.bucket = bucket;
        this.largestCopy = largestCopy;
    }

    boolean exists(String key) {
        try {
            s3.headObject(object -> object.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    /** Within the bucket, without the bytes passing through here. */
    void copy(String from, String to, long size) {
        if (size <= largestCopy) {
            s3.copyObject(object -> object.sourceBucket(bucket)
                    .sourceKey(from)
                    .destinationBucket(bucket)
                    .destinationKey(to));
        } else {
            copyInParts(from, to, size);
        }
    }

    private void copyInParts(String from, String to, long size) {
        String upload = s3.createMultipartUpload(object -> object.bucket(bucket).key(to))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long at = 0; at < size; at += largestCopy) {
                parts.add(copyPart(from, to, upload, parts.size() + 1, at, Math.min(size, at + largestCopy) - 1));
            }
            s3.completeMultipartUpload(
                    object -> object.bucket(bucket).key(to).uploadId(upload).multipartUpload(all -> all.parts(parts)));
        } catch (SdkException e) {
            s3.abortMultipartUpload(object -> object.bucket(bucket).key(to).uploadId(upload));
            throw e;
        }
    }

    private CompletedPart copyPart(String from, String to, String upload, int number, long first, long last) {
        String etag = s3.uploadPartCopy(part -> part.sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to)
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange("bytes=" + first + "-" + last))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    void deleteAll(String prefix, Instant before) {
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .filter(object -> object.lastModified().isBefore(before))
                .forEach(object -> s3.deleteObject(old -> old.bucket(bucket).key(object.key())));
    }

    void abortUploads(String prefix, Instant before) {
        s3.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix)).uploads().stream()
                .filter(upload -> upload.initiated().isBefore(before))
                .forEach(upload -> s3.abortMultipartUpload(
                        old -> old.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }
}
