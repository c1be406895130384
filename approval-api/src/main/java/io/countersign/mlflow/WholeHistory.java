package io.countersign.mlflow;

import io.countersign.mlflow.RunMessages.Point;
import io.countersign.run.Metric;
import io.countersign.tracking.MetricHistory;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * All points of a metric, fetched by pages while they are written, for clients that do not ask for pages: such an answer may
 * be larger than the server's memory.
 */
final class WholeHistory implements Iterator<Point> {

    private static final int PAGE = 25_000;

    private final MetricHistory history;
    private final String run;
    private final String key;

    private List<Metric> page = List.of();
    private int next;
    private @Nullable Metric last;
    private boolean isOver;

    WholeHistory(MetricHistory history, String run, String key) {
        this.history = history;
        this.run = run;
        this.key = key;
    }

    @Override
    public boolean hasNext() {
        if (next == page.size() && !isOver) {
            page = history.page(run, key, last, PAGE);
            next = 0;
            isOver = page.size() < PAGE;
        }
        return next < page.size();
    }

    @Override
    public Point next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        last = page.get(next++);
        return Point.of(last);
    }
}
