package io.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolynomialTest {

    @Test
    void findsTheParabolaThatPointsLieOn() {
        List<Point> points = IntStream.range(-3, 4)
                .mapToObj(x -> new Point(x, 2 - 3 * x + 1.5 * x * x))
                .toList();

        Polynomial fitted = Polynomial.fit(2, points);

        assertThat(fitted.coefficients().get(0)).isCloseTo(2, within(1e-9));
        assertThat(fitted.coefficients().get(1)).isCloseTo(-3, within(1e-9));
        assertThat(fitted.coefficients().get(2)).isCloseTo(1.5, within(1e-9));
        assertThat(fitted.error(points)).isCloseTo(0, within(1e-9));
    }

    @Test
    void aHigherDegreeNeverFitsTheTrainingPointsWorse() {
        List<Point> training = Sample.draw().training();
        List<Double> errors = IntStream.rangeClosed(1, 10)
                .mapToObj(degree -> Polynomial.fit(degree, training).error(training))
                .toList();

        assertThat(errors).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void theSampleIsTheSameEveryTime() {
        assertThat(Sample.draw()).isEqualTo(Sample.draw());
    }
}
