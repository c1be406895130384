package io.countersign.artifact;

import io.countersign.startup.StartupError;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Connections to S3. Credentials are found as AWS's own tools find them: environment, profile, role of the machine. */
public final class S3Clients {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private S3Clients() {}

    /**
     * @param endpoint null for AWS itself
     * @throws StartupError when no region is named or found
     */
    public static S3Client to(@Nullable URI endpoint, @Nullable String region) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(PATIENCE));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            atEndpoint(builder, endpoint, region);
        }
        try {
            return builder.build();
        } catch (SdkException e) {
            throw StartupError.of(
                    "S3 cannot be used: %s Name the region by --s3-region.", String.valueOf(e.getMessage()));
        }
    }

    /** Other servers than AWS's may not know its newer checksums, and have no names for buckets. */
    private static void atEndpoint(S3ClientBuilder builder, URI endpoint, @Nullable String region) {
        builder.endpointOverride(endpoint)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (region == null) {
            builder.region(Region.US_EAST_1);
        }
    }
}
