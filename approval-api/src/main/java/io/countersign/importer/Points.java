package io.countersign.importer;

import io.countersign.importing.HistoryDigest;
import io.countersign.run.Metric;
import io.countersign.startup.StartupError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The history of one metric, each point once, in the order of its digest.
 *
 * @param digest a {@link HistoryDigest}
 */
record Points(List<Metric> points, String digest) {

    private static final int LONGEST_QUOTE = 200;

    static Points of(List<Metric> told) {
        List<Metric> ordered = new ArrayList<>(told);
        ordered.sort(HistoryDigest.ORDER);
        List<Metric> once = new ArrayList<>(ordered.size());
        HistoryDigest digest = new HistoryDigest();
        for (Metric point : ordered) {
            if (once.isEmpty() || HistoryDigest.ORDER.compare(once.getLast(), point) != 0) {
                once.add(point);
                digest.add(point);
            }
        }
        return new Points(once, digest.end());
    }

    /** Those that are not in the other history. */
    List<Metric> without(Points other) {
        List<Metric> missing = new ArrayList<>();
        int theirs = 0;
        for (Metric point : points) {
            while (theirs < other.points.size() && HistoryDigest.ORDER.compare(other.points.get(theirs), point) < 0) {
                theirs++;
            }
            if (theirs == other.points.size() || HistoryDigest.ORDER.compare(other.points.get(theirs), point) != 0) {
                missing.add(point);
            }
        }
        return missing;
    }

    static Metric read(String key, JsonNode point) {
        return new Metric(
                key,
                value(point.path("value")),
                number(point.path("timestamp")),
                number(point.path("step")),
                origin(point));
    }

    /** Infinities come as the largest finite values from most servers, and are that here. */
    private static double value(JsonNode value) {
        double read = value.isString() ? named(value.stringValue()) : value.asDouble();
        return Double.isInfinite(read) ? Math.copySign(Double.MAX_VALUE, read) : read;
    }

    private static double named(String value) {
        return switch (value) {
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            case "NaN", "nan" -> Double.NaN;
            default -> number(value, Double::parseDouble);
        };
    }

    private static <T extends Number> T number(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw StartupError.of(
                    "The other server tells \"%s\" where there must be a number.",
                    text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text);
        }
    }

    static long number(JsonNode number) {
        return number.isString() ? number(number.stringValue(), Long::parseLong) : number.asLong(0);
    }

    private static Metric.@Nullable Origin origin(JsonNode point) {
        String model = text(point, "model_id");
        String dataset = text(point, "dataset_name");
        String digest = text(point, "dataset_digest");
        return model == null && dataset == null && digest == null ? null : new Metric.Origin(model, dataset, digest);
    }

    private static @Nullable String text(JsonNode point, String field) {
        String text = point.path(field).asString("");
        return text.isEmpty() ? null : text;
    }

    /** As the import routes read it. */
    static Map<String, Object> message(Metric point) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("key", point.key());
        message.put("value", point.value());
        message.put("timestamp", point.timestamp());
        message.put("step", point.step());
        if (point.origin() != null) {
            message.put("model_id", point.origin().modelId());
            message.put("dataset_name", point.origin().datasetName());
            message.put("dataset_digest", point.origin().datasetDigest());
        }
        return message;
    }
}
