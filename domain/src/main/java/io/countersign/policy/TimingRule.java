package io.countersign.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A change is made when it may be. */
public sealed interface TimingRule extends Rule {

    /**
     * The first moment from one on at which it lets a change be made; empty when none is in sight.
     *
     * @param askedAt when the change was asked for
     */
    Optional<Instant> opening(Instant from, Instant askedAt);

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

        @Override
        public Optional<Instant> opening(Instant from, Instant askedAt) {
            Instant over = askedAt.plus(time);
            return Optional.of(over.isAfter(from) ? over : from);
        }
    }

    /**
     * On these days of the week between these times.
     *
     * @param until later than {@code from}, and not in the window itself
     */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) implements TimingRule {

        /** A window of one day of the week may miss some of them, where clocks are put forward. */
        private static final int DAYS_AHEAD = 366;

        public Window {
            days = Set.copyOf(days);
        }

        @Override
        public String name() {
            return "change-window";
        }

        @Override
        public Finding judge(Case about, Conditions conditions) {
            List<String> lookedAt = List.of("it is " + about.at().atZone(zone));
            return isOpen(about.at())
                    ? Finding.satisfied(name(), "The change window is open.", lookedAt)
                    : Finding.unsatisfied(
                            name(),
                            "The change window is closed.",
                            lookedAt,
                            "time, until the window opens at " + from + " " + zone + " on one of its days");
        }

        private boolean isOpen(Instant moment) {
            ZonedDateTime there = moment.atZone(zone);
            LocalTime time = there.toLocalTime();
            return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
        }

        @Override
        public Optional<Instant> opening(Instant moment, Instant askedAt) {
            LocalDate today = moment.atZone(zone).toLocalDate();
            return isOpen(moment)
                    ? Optional.of(moment)
                    : IntStream.range(0, DAYS_AHEAD)
                            .mapToObj(today::plusDays)
                            .filter(day -> days.contains(day.getDayOfWeek()))
                            .flatMap(this::openings)
                            .filter(opening -> opening.isAfter(moment) && isOpen(opening))
                            .findFirst();
        }

        /** When clocks are put forward or back, a window may open with that, or twice. */
        private Stream<Instant> openings(LocalDate day) {
            ZonedDateTime opens = day.atTime(from).atZone(zone);
            ZoneOffsetTransition shift =
                    zone.getRules().nextTransition(day.atStartOfDay(zone).toInstant());
            return Stream.of(
                            Stream.of(opens.withEarlierOffsetAtOverlap(), opens.withLaterOffsetAtOverlap())
                                    .map(ZonedDateTime::toInstant),
                            Stream.ofNullable(shift).map(ZoneOffsetTransition::getInstant))
                    .flatMap(Function.identity())
                    .filter(opening -> opening.atZone(zone).toLocalDate().equals(day))
                    .sorted();
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
            return isFrozen(about.at())
                    ? Finding.unsatisfied(
                            name(), "Changes are frozen until " + until + ".", List.of(), "time, until " + until)
                    : Finding.satisfied(name(), "Changes are not frozen.", List.of());
        }

        private boolean isFrozen(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(until);
        }

        @Override
        public Optional<Instant> opening(Instant moment, Instant askedAt) {
            return Optional.of(isFrozen(moment) ? until : moment);
        }
    }
}
