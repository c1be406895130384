package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes notices of occasions: one for each person or group that it concerns and channel by which they want to be told.
 * Whoever did something is not told of it.
 */
final class Spreading {

    private static final Logger LOG = LoggerFactory.getLogger(Spreading.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** What is over for so long when a server comes to it is no news. */
    private static final Duration NEWS = Duration.ofDays(7);

    private final NoticeTable notices;
    private final PreferenceTable preferences;
    private final Matters matters;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Spreading(
            NoticeTable notices,
            PreferenceTable preferences,
            Matters matters,
            TransactionTemplate transactions,
            Clock clock) {
        this.notices = notices;
        this.preferences = preferences;
        this.matters = matters;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All that there are. */
    void run() {
        preferences.forgetRemoved();
        while (one()) {
            LOG.trace("One more occasion was told.");
        }
    }

    /** What cannot be looked up now holds up nothing else. */
    private boolean one() {
        Instant now = clock.instant();
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> spreadNext(now)));
        } catch (Unknown e) {
            LOG.warn("Whom {} concerns is looked up again.", e.occasion.topic(), e.getCause());
            transactions.executeWithoutResult(status -> notices.postpone(e.occasion, now.plus(PAUSE)));
            return true;
        }
    }

    private boolean spreadNext(Instant now) {
        Optional<Occasion> next = notices.next(now);
        next.ifPresent(occasion -> {
            owners(occasion).forEach(owner -> spread(occasion, owner, now));
            notices.done(occasion);
        });
        return next.isPresent();
    }

    private void spread(Occasion occasion, Owner owner, Instant now) {
        preferences.of(owner).stream()
                .filter(preference -> preference.wants(occasion.happening()))
                .forEach(preference -> notices.add(occasion, owner, preference, now));
    }

    private Set<Owner> owners(Occasion occasion) {
        try {
            return told(occasion);
        } catch (RuntimeException e) {
            throw new Unknown(occasion, e);
        }
    }

    /** Rolls back, for the database may have ended the transaction. */
    private static final class Unknown extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Occasion occasion;

        private Unknown(Occasion occasion, RuntimeException cause) {
            super(cause);
            this.occasion = occasion;
        }
    }

    private Set<Owner> told(Occasion occasion) {
        Topic topic = occasion.topic();
        boolean over = !occasion.happening().asks()
                && occasion.at().isBefore(Instant.now(clock).minus(NEWS));
        if (over
                || matters.find(topic)
                        .filter(found -> isToBeTold(occasion, found))
                        .isEmpty()) {
            return Set.of();
        }
        Set<Owner> told = new HashSet<>();
        people(occasion).stream()
                .filter(person -> !person.equals(occasion.actor()))
                .filter(person -> matters.mayRead(person, topic))
                .map(Owner::of)
                .forEach(told::add);
        groups(occasion).stream().map(Owner::group).forEach(told::add);
        return told;
    }

    private static boolean isToBeTold(Occasion occasion, Matter found) {
        return found.isOpen() || !occasion.happening().asks();
    }

    private Set<SubjectId> people(Occasion occasion) {
        return switch (occasion.happening()) {
            case WAITING -> matters.waitedFor(occasion.topic());
            case EXPIRING -> {
                Set<SubjectId> all = new HashSet<>(matters.waitedFor(occasion.topic()));
                all.addAll(matters.involved(occasion.topic()));
                yield all;
            }
            case DECIDED, EXPIRED -> matters.involved(occasion.topic());
            case TEST -> Set.of();
        };
    }

    private Set<String> groups(Occasion occasion) {
        return occasion.happening().asks()
                ? matters.groupsWaitedFor(occasion.topic())
                : notices.groupsToldOf(occasion.topic());
    }
}
