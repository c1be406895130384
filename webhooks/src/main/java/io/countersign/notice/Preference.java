package io.countersign.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/**
 * How somebody wants to be told by one channel.
 *
 * @param address of e-mail, or the URL of an incoming webhook, which is a secret
 * @param hour of the day in UTC, 0 to 23, at which a daily digest is sent
 * @param quiet whether they are told nothing for the time being
 */
public record Preference(
        Channel channel, String address, Set<Happening> happenings, Timing timing, int hour, boolean quiet) {

    /** When they are told. */
    public enum Timing {
        IMMEDIATE,
        HOURLY,
        DAILY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Preference {
        happenings = Set.copyOf(happenings);
    }

    boolean isDigest() {
        return timing != Timing.IMMEDIATE;
    }

    boolean wants(Happening happening) {
        return !quiet && (happening == Happening.TEST || happenings.contains(happening));
    }

    /** When something is sent that happened now. */
    Instant due(Instant now) {
        return switch (timing) {
            case IMMEDIATE -> now;
            case HOURLY -> now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            case DAILY -> nextDaily(now.atZone(ZoneOffset.UTC)).toInstant();
        };
    }

    private ZonedDateTime nextDaily(ZonedDateTime now) {
        ZonedDateTime today = now.truncatedTo(ChronoUnit.DAYS).withHour(hour);
        return today.isAfter(now) ? today : today.plusDays(1);
    }
}
