package io.countersign.artifact;

import io.countersign.startup.StartupError;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A place in S3, or in a server that speaks its protocol.
 *
 * @param prefix of every key, without a slash at its end; empty for the whole bucket
 * @param endpoint null for AWS itself; one that is named is asked by path ({@code http://host/bucket/key})
 * @param region null to find it as AWS's own tools do
 */
public record S3Address(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        @Nullable String region) {

    public static final String SCHEME = "s3://";

    /** @throws StartupError unless the text is {@code s3://bucket} or {@code s3://bucket/prefix} */
    public static S3Address parse(String text, @Nullable URI endpoint, @Nullable String region) {
        String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty() || rest.contains("?") || rest.contains("#")) {
            throw StartupError.of("'%s' is not an address in S3; write it as s3://bucket/prefix.", text);
        }
        return new S3Address(bucket, slash < 0 ? "" : trimmed(rest.substring(slash + 1)), endpoint, region);
    }

    private static String trimmed(String prefix) {
        return prefix.endsWith("/") ? trimmed(prefix.substring(0, prefix.length() - 1)) : prefix;
    }

    String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
