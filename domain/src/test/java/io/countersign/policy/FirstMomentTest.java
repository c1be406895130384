package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When windows, freezes and waiting times let a change be made. Clocks in Berlin go forward on 2027-03-28, back on 10-31. */
class FirstMomentTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final Conditions NO_CONDITIONS = (expression, about) -> false;

    private static TimingRule.Window sundays(String from, String until) {
        return new TimingRule.Window(
                EnumSet.of(DayOfWeek.SUNDAY), LocalTime.parse(from), LocalTime.parse(until), BERLIN);
    }

    private static Optional<Instant> first(String from, TimingRule... rules) {
        return FirstMoment.of(List.of(rules), MONDAY, Instant.parse(from));
    }

    private static Optional<Instant> at(String moment) {
        return Optional.of(Instant.parse(moment));
    }

    @Test
    void withoutRulesItIsAtOnce() {
        assertThat(first("2026-11-23T12:00:00Z")).isEqualTo(Optional.of(MONDAY));
    }

    @Test
    void aWindowThatIsOpenIsNotWaitedFor() {
        assertThat(first("2027-01-03T08:30:00Z", sundays("09:00", "10:00"))).isEqualTo(at("2027-01-03T08:30:00Z"));
        assertThat(first("2027-01-03T09:00:00Z", sundays("09:00", "10:00"))).isEqualTo(at("2027-01-10T08:00:00Z"));
    }

    @Test
    void aWindowThatBeginsInTheHourThatIsLeftOutOpensAfterIt() {
        assertThat(first("2027-03-28T00:00:00Z", sundays("02:15", "04:00"))).isEqualTo(at("2027-03-28T01:00:00Z"));
    }

    @Test
    void aWindowWithinTheHourThatIsLeftOutOpensAWeekLater() {
        assertThat(first("2027-03-28T00:00:00Z", sundays("02:15", "02:45"))).isEqualTo(at("2027-04-04T00:15:00Z"));
    }

    @Test
    void aWindowIsOpenTwiceWhereAnHourIsThereTwice() {
        assertThat(first("2027-10-31T00:40:00Z", sundays("02:15", "02:30"))).isEqualTo(at("2027-10-31T01:15:00Z"));
        assertThat(first("2027-10-31T00:40:00Z", sundays("01:00", "02:30"))).isEqualTo(at("2027-10-31T01:00:00Z"));
    }

    @Test
    void aFreezeThatEndsInAClosedWindowIsFollowedByTheNextOne() {
        TimingRule.Freeze freeze =
                new TimingRule.Freeze(Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2027-01-05T00:00:00Z"));
        assertThat(first("2027-01-03T08:30:00Z", freeze, sundays("09:00", "10:00")))
                .isEqualTo(at("2027-01-10T08:00:00Z"));
        assertThat(first("2027-01-03T08:30:00Z", sundays("09:00", "10:00"), freeze))
                .isEqualTo(at("2027-01-10T08:00:00Z"));
    }

    @Test
    void whatIsNotLetForTenYearsIsNotLet() {
        assertThat(first("2027-01-03T08:30:00Z", new TimingRule.Wait(Duration.ofDays(4_000))))
                .isEmpty();
        assertThat(first(
                        "2027-01-03T08:30:00Z",
                        new TimingRule.Freeze(Instant.EPOCH, Instant.parse("+100000-01-01T00:00:00Z")),
                        sundays("09:00", "10:00")))
                .isEmpty();
    }

    /** By the rules' own word, in steps of a quarter of an hour. */
    @Property(tries = 60)
    void noneBeforeItWouldHaveDoneAndItDoes(
            @ForAll @IntRange(max = 4_000) int quarters, @ForAll @IntRange(max = 400) int waited) {
        Instant from = Instant.parse("2027-03-20T00:00:00Z").plusSeconds(900L * quarters);
        List<TimingRule> rules = List.of(
                new TimingRule.Wait(Duration.ofMinutes(15L * waited)),
                sundays("01:45", "03:15"),
                new TimingRule.Freeze(Instant.parse("2027-04-03T00:00:00Z"), Instant.parse("2027-04-12T00:00:00Z")));
        Instant first = FirstMoment.of(rules, from, from).orElseThrow();
        assertThat(lets(rules, from, first)).isTrue();
        for (Instant before = from; before.isBefore(first); before = before.plusSeconds(900)) {
            assertThat(lets(rules, from, before)).as(before.toString()).isFalse();
        }
    }

    private static boolean lets(List<TimingRule> rules, Instant askedAt, Instant at) {
        Case about = new Case(
                new GovernedModel("credit", Map.of()),
                new Change.DeletionOfModel(),
                Map.of(Party.REQUESTER, Set.of()),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                askedAt,
                at);
        return rules.stream()
                .allMatch(rule -> rule.judge(about, NO_CONDITIONS).status().lets());
    }
}
