package io.countersign.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TrianglesTest {

    private record At(double x, double y) implements Triangles.Point {}

    @Property(tries = 300)
    void keepsTheEndsTheOrderAndTheCount(
            @ForAll @Size(min = 1, max = 400) List<@DoubleRange(min = -1e300, max = 1e300) Double> values,
            @ForAll @IntRange(min = 3, max = 50) int count) {
        List<At> curve = curve(values);

        List<At> thinned = Triangles.thinned(curve, count);

        assertThat(thinned).hasSize(Math.min(count, curve.size()));
        assertThat(thinned).startsWith(curve.getFirst()).endsWith(curve.getLast());
        assertThat(curve).containsSubsequence(thinned);
    }

    @Example
    void aPeakStays() {
        List<Double> values = IntStream.range(0, 1000)
                .mapToObj(step -> step == 617 ? 50.0 : Math.sin(step / 200.0))
                .toList();

        assertThat(Triangles.thinned(curve(values), 20)).contains(new At(617, 50));
    }

    @Example
    void theLargestNumbersAreNoObstacle() {
        List<Double> values = IntStream.range(0, 100)
                .mapToObj(step -> step % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE)
                .toList();

        assertThat(Triangles.thinned(curve(values), 10)).hasSize(10);
    }

    private static List<At> curve(List<Double> values) {
        return IntStream.range(0, values.size())
                .mapToObj(step -> new At(step, values.get(step)))
                .toList();
    }
}
