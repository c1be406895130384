package io.countersign.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * Thins out a curve so that it looks the same: of each bucket of points the one stays that spans the largest triangle with
 * the point kept before it and the mean of the bucket after it. Source: S. Steinarsson, Downsampling Time Series for Visual
 * Representation, 2013 (largest triangle, three buckets).
 */
final class Triangles {

    private Triangles() {}

    /** A place on a curve. */
    interface Point {

        double x();

        double y();
    }

    /**
     * So many of the points, the first and the last among them, or all when there are no more.
     *
     * @param points in the order of their x, none of them NaN
     * @param count at least 3
     */
    static <P extends Point> List<P> thinned(List<P> points, int count) {
        if (points.size() <= count) {
            return List.copyOf(points);
        }
        List<P> kept = new ArrayList<>(count);
        kept.add(points.getFirst());
        for (int bucket = 0; bucket < count - 2; bucket++) {
            List<P> candidates = points.subList(start(bucket, points, count), start(bucket + 1, points, count));
            List<P> after = bucket == count - 3
                    ? List.of(points.getLast())
                    : points.subList(start(bucket + 1, points, count), start(bucket + 2, points, count));
            kept.add(largest(kept.getLast(), candidates, after));
        }
        kept.add(points.getLast());
        return kept;
    }

    /** The points but the first and the last are shared out evenly. */
    private static int start(int bucket, List<?> points, int count) {
        return 1 + (int) ((long) bucket * (points.size() - 2) / (count - 2));
    }

    private static <P extends Point> P largest(P before, List<P> candidates, List<P> after) {
        double x = after.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = after.stream().mapToDouble(Point::y).average().orElseThrow();
        P best = candidates.getFirst();
        double largest = -1;
        for (P candidate : candidates) {
            double area = Math.abs(
                    (before.x() - x) * (candidate.y() - before.y()) - (before.x() - candidate.x()) * (y - before.y()));
            if (area > largest) {
                largest = area;
                best = candidate;
            }
        }
        return best;
    }
}
