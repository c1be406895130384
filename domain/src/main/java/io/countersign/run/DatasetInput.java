package io.countersign.run;

import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run read. Name and digest together say which.
 *
 * @param digest of the data, as the client computed it
 * @param sourceType what kind of place the data came from, for example {@code s3} or {@code delta_table}
 * @param source where it came from, in that kind's own words; often JSON
 * @param schema of the data, mostly JSON; null when the client did not say
 * @param profile statistics of the data, mostly JSON; null when the client did not say
 * @param tags what it was used for, such as {@code mlflow.data.context}: training
 */
public record DatasetInput(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile,
        List<Tag> tags) {

    /** The tag that says what a dataset was used for. */
    public static final String CONTEXT_TAG = "mlflow.data.context";

    public DatasetInput {
        tags = List.copyOf(tags);
    }

    public Key key() {
        return new Key(name, digest);
    }

    /** Which dataset it is. */
    public record Key(String name, String digest) {}
}
