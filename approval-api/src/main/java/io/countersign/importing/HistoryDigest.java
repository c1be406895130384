package io.countersign.importing;

import io.countersign.run.Metric;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Says in few bytes what the points of a metric are: SHA-256 over time, step and value of each, eight bytes big-endian
 * each, in {@link #ORDER}, each point once.
 */
public final class HistoryDigest {

    /** The order in which this server tells a metric's history, NaN last. */
    public static final Comparator<Metric> ORDER = Comparator.comparingLong(Metric::timestamp)
            .thenComparingLong(Metric::step)
            .thenComparingDouble(HistoryDigest::value);

    private final MessageDigest digest = sha256();
    private final ByteBuffer point = ByteBuffer.allocate(3 * Long.BYTES);
    private long points;

    public void add(Metric metric) {
        point.clear();
        point.putLong(metric.timestamp()).putLong(metric.step()).putLong(Double.doubleToLongBits(value(metric)));
        digest.update(point.array());
        points++;
    }

    /** The two zeros are one value to the database. */
    private static double value(Metric metric) {
        return metric.value() == 0 ? 0.0 : metric.value();
    }

    public long points() {
        return points;
    }

    /** In hexadecimal. Ends this digest. */
    public String end() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
