package io.countersign.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads when a change may be made, and finds out whether there is any moment for it. */
final class TimingReader {

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
        List<TimingRule> rules = Stream.<TimingRule>concat(Stream.ofNullable(window), freezes.stream())
                .toList();
        return FirstMoment.of(rules, now, now).isPresent();
    }
}
