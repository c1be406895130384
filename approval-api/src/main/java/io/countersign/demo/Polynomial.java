package io.countersign.demo;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * A polynomial.
 *
 * @param coefficients the constant one first
 */
record Polynomial(List<Double> coefficients) {

    /** The one of that degree that is nearest to the points by least squares; there must be more points than its coefficients. */
    static Polynomial fit(int degree, List<Point> points) {
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(
                points.stream().mapToDouble(Point::y).toArray(),
                points.stream().map(point -> powers(point.x(), degree)).toArray(double[][]::new));
        return new Polynomial(
                Arrays.stream(regression.estimateRegressionParameters()).boxed().toList());
    }

    private static double[] powers(double x, int degree) {
        double[] powers = new double[degree];
        for (int i = 0; i < degree; i++) {
            powers[i] = Math.pow(x, i + 1);
        }
        return powers;
    }

    double at(double x) {
        double y = 0;
        for (double coefficient : coefficients.reversed()) {
            y = y * x + coefficient;
        }
        return y;
    }

    /** How far it is off at these points: the root of the mean square error. */
    double error(List<Point> points) {
        return Math.sqrt(points.stream()
                .mapToDouble(point -> Math.pow(at(point.x()) - point.y(), 2))
                .average()
                .orElse(Double.NaN));
    }
}
