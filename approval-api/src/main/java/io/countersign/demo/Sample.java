package io.countersign.demo;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Noisy points of a parabola, the same ones every time. */
record Sample(List<Point> training, List<Point> validation) {

    static final long SEED = 42;
    static final double NOISE = 1.0;
    static final double WIDTH = 2.0;
    static final int EACH = 30;
    static final String TRUTH = "y = 2 - 3x + 1.5x²";

    static Sample draw() {
        Random random = new Random(SEED);
        List<Point> points =
                Stream.generate(() -> noisy(random)).limit(2L * EACH).toList();
        return new Sample(points.subList(0, EACH), points.subList(EACH, 2 * EACH));
    }

    private static Point noisy(Random random) {
        double x = random.nextDouble(-WIDTH, WIDTH);
        return new Point(x, 2 - 3 * x + 1.5 * x * x + NOISE * random.nextGaussian());
    }
}
