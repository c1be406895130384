package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of fields. What will not do is an {@link IllegalArgumentException} or {@link DateTimeException}. */
final class Values {

    static final String DURATION = "a duration such as P30D or PT24H, of up to 100 years";
    static final String PERIOD = "a period such as P1Y or P90D, of up to 100 years";
    static final int MOST_PEOPLE = 20;

    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final int LONGEST_PATTERN = 500;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private Values() {}

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** @return whether the word says that something is required */
    static boolean required(String text) {
        return switch (text) {
            case "required" -> true;
            case "optional" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** There is one thing so far that can be asked of them. */
    static ThreadsRule threads(String text) {
        require(text, text.equals("resolved"));
        return new ThreadsRule();
    }

    static WhenStale whenStale(String text) {
        return switch (text) {
            case "warn" -> WhenStale.WARN;
            case "deny" -> WhenStale.DENY;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static NamePattern pattern(String text) {
        return new NamePattern(require(text, text.length() <= LONGEST_PATTERN));
    }

    static int people(String text) {
        require(text, text.matches("[1-9]\\d?"));
        int count = Integer.parseInt(text);
        require(text, count <= MOST_PEOPLE);
        return count;
    }

    static double number(String text) {
        double value = Double.parseDouble(require(text, NUMBER.matcher(text).matches()));
        require(text, Double.isFinite(value));
        return value;
    }

    static double notNegative(String text) {
        double value = number(text);
        require(text, value >= 0);
        return value;
    }

    /** Longer than nothing, and short enough to be added to any time that a clock can show. */
    static Duration duration(String text) {
        Duration duration = Duration.parse(text.toUpperCase(Locale.ROOT));
        require(text, duration.isPositive() && duration.compareTo(LONGEST) <= 0);
        return duration;
    }

    static Period period(String text) {
        Period period = Period.parse(text.toUpperCase(Locale.ROOT));
        require(text, !period.isNegative() && !period.isZero());
        require(text, !isLonger(period, Period.ofYears(100)));
        return period;
    }

    /** As from one and the same day. */
    static boolean isLonger(Period one, Period other) {
        return LocalDate.EPOCH.plus(one).isAfter(LocalDate.EPOCH.plus(other));
    }

    static Instant instant(String text) {
        return Instant.parse(text);
    }

    static DayOfWeek day(String text) {
        return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Stage stage(String label) {
        for (Stage stage : Stage.values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        throw new IllegalArgumentException(label);
    }

    static Party party(String label) {
        for (Party party : Party.values()) {
            if (party.label().equals(label)) {
                return party;
            }
        }
        throw new IllegalArgumentException(label);
    }

    static String parties() {
        return EnumSet.allOf(Party.class).stream().map(Party::label).collect(Collectors.joining(", "));
    }

    private static String require(String text, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
