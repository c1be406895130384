package io.countersign.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/** A change is made when it may be. */
public sealed interface TimingRule extends Rule {

    /** So long after it was asked for. */
    record Wait(Duration time) implements TimingRule {

        @Override
        public String name() {
            return "waiting-time";
        }

        @Override
        public Finding judge(Case about, Conditions conditions) {
            if (about.requestedAt() == null) {
                return Finding.unsatisfied(name(), "Nobody has asked for it yet.", List.of(), "a request");
            }
            Instant over = about.requestedAt().plus(time);
            List<String> lookedAt = List.of("requested at " + about.requestedAt());
            return over.isAfter(about.at())
                    ? Finding.unsatisfied(name(), "It has to wait until " + over + ".", lookedAt, "time, until " + over)
                    : Finding.satisfied(name(), "It has waited long enough.", lookedAt);
        }
    }

    /**
     * On these days of the week between these times.
     *
     * @param until later than {@code from}, and not in the window itself
     */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) implements TimingRule {

        public Window {
            days = Set.copyOf(days);
        }

        @Override
        public String name() {
            return "change-window";
        }

        @Override
        public Finding judge(Case about, Conditions conditions) {
            ZonedDateTime there = about.at().atZone(zone);
            LocalTime time = there.toLocalTime();
            boolean open = days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
            List<String> lookedAt = List.of("it is " + there);
            return open
                    ? Finding.satisfied(name(), "The change window is open.", lookedAt)
                    : Finding.unsatisfied(
                            name(),
                            "The change window is closed.",
                            lookedAt,
                            "time, until the window opens at " + from + " " + zone + " on one of its days");
        }
    }

    /** Not in this stretch of time. */
    record Freeze(Instant from, Instant until) implements TimingRule {

        @Override
        public String name() {
            return "freeze:" + from;
        }

        @Override
        public Finding judge(Case about, Conditions conditions) {
            boolean frozen = !about.at().isBefore(from) && about.at().isBefore(until);
            return frozen
                    ? Finding.unsatisfied(
                            name(), "Changes are frozen until " + until + ".", List.of(), "time, until " + until)
                    : Finding.satisfied(name(), "Changes are not frozen.", List.of());
        }
    }
}
