package io.countersign.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands out what is to be sent, message by message. Of two servers one gets a message: it has a lease on it, and the other
 * gets it only should the first not come back before the lease is over. The same notices stay in one message, under one id.
 */
final class Outbox {

    /** So many messages to somebody in {@link #WINDOW}; what is more goes into one. */
    static final int FEW = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Longer than it takes to send a message or to give up. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);
    private static final int LONGEST_PROBLEM = 500;
    private static final int ID_BYTES = 16;

    private final JdbcTemplate jdbc;
    private final PreferenceTable preferences;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Outbox(JdbcTemplate jdbc, PreferenceTable preferences, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.preferences = preferences;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What one message is made of. */
    record Parcel(String address, Channel channel, String messageId, List<Notice> notices) {}

    private record Addressee(Owner owner, Preference preference) {}

    /** The next message; empty when there is none for now. */
    Optional<Parcel> next(Set<Channel> channels) {
        while (true) {
            Optional<Optional<Parcel>> looked = transactions.execute(status -> look(channels));
            if (looked == null || looked.isEmpty()) {
                return Optional.empty();
            }
            if (looked.get().isPresent()) {
                return looked.get();
            }
        }
    }

    /** Empty when nothing is due; empty within when what was due is to wait for more. */
    private Optional<Optional<Parcel>> look(Set<Channel> channels) {
        Instant now = clock.instant();
        return addressee(channels, now).map(addressee -> {
            List<Notice> due = due(addressee, now);
            List<Notice> chosen = chosen(addressee, due, now);
            return chosen.isEmpty() ? Optional.empty() : Optional.of(lease(addressee, chosen, now));
        });
    }

    /** Locked, so that no other server looks at what is theirs. */
    private Optional<Addressee> addressee(Set<Channel> channels, Instant now) {
        return jdbc
                .query(
                        """
                        select * from ops.notice_channels c where c.channel = any (?) and exists (
                            select from ops.notices n
                            where n.owner = c.owner and n.of_group = c.of_group and n.channel = c.channel
                                and n.state = 'due' and n.due_at <= ? and coalesce(n.leased_until, '-infinity') <= ?)
                        limit 1 for update skip locked""",
                        (row, number) -> new Addressee(
                                new Owner(row.getBoolean("of_group"), row.getString("owner")),
                                preferences.preference(row)),
                        channels.stream().map(Channel::code).toArray(String[]::new),
                        NoticeTable.time(now),
                        NoticeTable.time(now))
                .stream()
                .findFirst();
    }

    private List<Notice> due(Addressee to, Instant now) {
        return jdbc.query(
                """
                select * from ops.notices where of_group = ? and owner = ? and channel = ? and state = 'due'
                    and due_at <= ? and coalesce(leased_until, '-infinity') <= ?
                order by made_at, notice_id for update""",
                (row, number) -> NoticeTable.notice(row),
                to.owner().isGroup(),
                to.owner().name(),
                to.preference().channel().code(),
                NoticeTable.time(now),
                NoticeTable.time(now));
    }

    /** What was in one message before, else what goes together, else one alone as long as these are few. */
    private List<Notice> chosen(Addressee to, List<Notice> due, Instant now) {
        Optional<String> sentBefore =
                due.stream().map(Notice::messageId).filter(id -> id != null).findFirst();
        if (sentBefore.isPresent()) {
            return due.stream()
                    .filter(notice -> sentBefore.get().equals(notice.messageId()))
                    .toList();
        }
        List<Notice> gathered = due.stream().filter(Notice::gathered).toList();
        if (!gathered.isEmpty()) {
            return gathered;
        }
        int room = FEW - messagesSince(to, now.minus(WINDOW));
        if (due.size() > room) {
            gather(to, due.subList(Math.max(0, room), due.size()), now);
        }
        return room > 0 ? due.subList(0, 1) : List.of();
    }

    private int messagesSince(Addressee to, Instant since) {
        Integer count = jdbc.queryForObject(
                """
                select count(distinct message_id) from ops.notices
                where of_group = ? and owner = ? and channel = ? and attempted_at > ?""",
                Integer.class,
                to.owner().isGroup(),
                to.owner().name(),
                to.preference().channel().code(),
                NoticeTable.time(since));
        return count == null ? 0 : count;
    }

    /** With those that wait to be gathered already, should there be any: these are not put off by more that comes. */
    private void gather(Addressee to, Collection<Notice> notices, Instant now) {
        jdbc.update(
                """
                update ops.notices set gathered = true, due_at = coalesce(
                    (select min(due_at) from ops.notices where of_group = ? and owner = ? and channel = ?
                        and state = 'due' and gathered and message_id is null and due_at > ?), ?)
                where notice_id = any (?::uuid[])""",
                to.owner().isGroup(),
                to.owner().name(),
                to.preference().channel().code(),
                NoticeTable.time(now),
                NoticeTable.time(now.plus(WINDOW)),
                NoticeTable.ids(notices));
    }

    private Parcel lease(Addressee to, List<Notice> notices, Instant now) {
        String messageId = messageId(notices);
        jdbc.update("""
                update ops.notices set message_id = ?, leased_until = ?, attempted_at = ?, attempts = attempts + 1
                where notice_id = any (?::uuid[])""", messageId, NoticeTable.time(now.plus(LEASE)), NoticeTable.time(now), NoticeTable.ids(notices));
        return new Parcel(to.preference().address(), to.preference().channel(), messageId, notices);
    }

    private static String messageId(List<Notice> notices) {
        String before = notices.getFirst().messageId();
        return before == null ? digest(notices) : before;
    }

    private static String digest(List<Notice> notices) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            notices.stream().map(Notice::id).sorted().forEach(id -> sha.update(id.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    void sent(Collection<Notice> notices) {
        jdbc.update("""
                update ops.notices set state = 'sent', sent_at = ?, leased_until = null, problem = null
                where notice_id = any (?::uuid[])""", NoticeTable.time(clock.instant()), NoticeTable.ids(notices));
    }

    /** It is tried again, at longer and longer intervals for a day; then it is given up. */
    void failed(Collection<Notice> notices, Carrier.Undelivered why) {
        Instant now = clock.instant();
        Notice first = notices.iterator().next();
        boolean last = why.isForGood() || now.isAfter(first.since().plus(GIVEN_UP_AFTER));
        jdbc.update(
                """
                update ops.notices set state = ?, due_at = ?, leased_until = null, problem = ?
                where notice_id = any (?::uuid[])""",
                last ? "failed" : "due",
                NoticeTable.time(now.plus(pause(first.attempts()))),
                problem(why.getMessage()),
                NoticeTable.ids(notices));
    }

    /** @param attempts before the one that failed */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String problem(@Nullable String message) {
        String text = String.valueOf(message);
        return text.length() > LONGEST_PROBLEM ? text.substring(0, LONGEST_PROBLEM) : text;
    }
}
