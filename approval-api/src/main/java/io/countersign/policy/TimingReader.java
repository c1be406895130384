package io.countersign.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads when a change may be made, and finds out whether there is any moment for it. */
final class TimingReader {

    private static final int YEARS_AHEAD = 10;
    private static final int DAYS_OF_A_YEAR = 366;

    private TimingReader() {}

    static TimingRule.@Nullable Window window(Fields fields) {
        List<DayOfWeek> days = fields.parsedEach("days", Values::day, "days such as MONDAY");
        LocalTime from = fields.parsed("from", LocalTime::parse, "a time such as 09:00");
        LocalTime until = fields.parsed("until", LocalTime::parse, "a time such as 17:00");
        ZoneId zone = fields.parsed("zone", ZoneId::of, "a time zone such as Europe/Berlin");
        fields.end();
        if (days.isEmpty() || from == null || until == null || !from.isBefore(until)) {
            fields.wrong(
                    "", "It never opens: name days, and a time from which and a later one until which it is open.");
            return null;
        }
        return new TimingRule.Window(Set.copyOf(days), from, until, Objects.requireNonNullElse(zone, ZoneOffset.UTC));
    }

    static TimingRule.@Nullable Freeze freeze(Fields fields) {
        Instant from = fields.parsed("from", Values::instant, "a time such as 2027-12-20T00:00:00Z");
        Instant until = fields.parsed("until", Values::instant, "a time such as 2028-01-05T00:00:00Z");
        fields.end();
        if (from == null || until == null || !from.isBefore(until)) {
            fields.wrong("", "Name a time from which and a later one until which changes are frozen.");
            return null;
        }
        return new TimingRule.Freeze(from, until);
    }

    /** Whether a change could be made at some moment of the next ten years. */
    static boolean leaveAMoment(TimingRule.@Nullable Window window, List<TimingRule.Freeze> freezes, Instant now) {
        Instant horizon = now.plusSeconds(86_400L * DAYS_OF_A_YEAR * YEARS_AHEAD);
        Instant moment = now;
        while (moment.isBefore(horizon)) {
            Instant free = afterFreezes(freezes, moment);
            Optional<Instant> open = window == null ? Optional.of(free) : opening(window, free);
            if (open.isEmpty()) {
                return false;
            }
            if (open.get().equals(moment)) {
                return true;
            }
            moment = open.get();
        }
        return false;
    }

    private static Instant afterFreezes(List<TimingRule.Freeze> freezes, Instant moment) {
        return freezes.stream()
                .filter(freeze -> !moment.isBefore(freeze.from()) && moment.isBefore(freeze.until()))
                .map(TimingRule.Freeze::until)
                .findFirst()
                .map(until -> afterFreezes(freezes, until))
                .orElse(moment);
    }

    /** The first moment from this one on at which the window is open. */
    private static Optional<Instant> opening(TimingRule.Window window, Instant moment) {
        if (moment.isAfter(Instant.parse("9000-01-01T00:00:00Z"))) {
            return Optional.empty();
        }
        LocalDate today = moment.atZone(window.zone()).toLocalDate();
        return IntStream.range(0, DAYS_OF_A_YEAR)
                .mapToObj(today::plusDays)
                .filter(day -> window.days().contains(day.getDayOfWeek()))
                .map(day -> opening(window, day, moment))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Instant> opening(TimingRule.Window window, LocalDate day, Instant moment) {
        Instant opens = ZonedDateTime.of(day, window.from(), window.zone()).toInstant();
        Instant closes = ZonedDateTime.of(day, window.until(), window.zone()).toInstant();
        Instant first = opens.isAfter(moment) ? opens : moment;
        return first.isBefore(closes) ? Optional.of(first) : Optional.empty();
    }
}
