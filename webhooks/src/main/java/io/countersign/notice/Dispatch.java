package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due, as of when it is sent: what was settled meanwhile waits for nobody. */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Outbox outbox;
    private final NoticeTable notices;
    private final Matters matters;
    private final Letters letters;
    private final Map<Channel, Carrier> carriers;

    Dispatch(Outbox outbox, NoticeTable notices, Matters matters, Letters letters, Map<Channel, Carrier> carriers) {
        this.outbox = outbox;
        this.notices = notices;
        this.matters = matters;
        this.letters = letters;
        this.carriers = Map.copyOf(carriers);
    }

    /** Everything that is due now. */
    void run() {
        for (Optional<Outbox.Parcel> next = next(); next.isPresent(); next = next()) {
            send(next.get());
        }
    }

    private Optional<Outbox.Parcel> next() {
        return Thread.currentThread().isInterrupted() ? Optional.empty() : outbox.next(carriers.keySet());
    }

    private void send(Outbox.Parcel parcel) {
        List<Notice> tests = parcel.notices().stream()
                .filter(notice -> notice.happening() == Happening.TEST)
                .toList();
        if (!tests.isEmpty() && tests.size() == parcel.notices().size()) {
            carry(parcel, letters.test(parcel.messageId()), tests);
            return;
        }
        List<Letters.Item> items = items(parcel);
        List<Notice> told =
                new ArrayList<>(items.stream().map(Letters.Item::notice).toList());
        told.addAll(tests);
        List<Notice> settled = parcel.notices().stream()
                .filter(notice -> !told.contains(notice))
                .toList();
        notices.drop(settled, "It was settled before it was told, or is not to be read any more.");
        if (!items.isEmpty()) {
            carry(parcel, letters.of(items, parcel.messageId()), told);
        }
    }

    private List<Letters.Item> items(Outbox.Parcel parcel) {
        return parcel.notices().stream()
                .filter(notice -> notice.happening() != Happening.TEST)
                .map(notice -> matters.find(notice.topic())
                        .filter(matter -> isToBeTold(notice, matter))
                        .map(matter -> new Letters.Item(notice, matter))
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean isToBeTold(Notice notice, Matter matter) {
        if (notice.happening().asks() && !matter.isOpen()) {
            return false;
        }
        return notice.owner().isGroup()
                || matters.mayRead(new SubjectId(notice.owner().name()), notice.topic()) && !isSaid(notice);
    }

    /** Whoever has approved meanwhile, or whose word counts no more, is not waited for. */
    private boolean isSaid(Notice notice) {
        return notice.happening() == Happening.WAITING
                && !matters.waitedFor(notice.topic())
                        .contains(new SubjectId(notice.owner().name()));
    }

    private void carry(Outbox.Parcel parcel, Letter letter, List<Notice> told) {
        Optional<Carrier.Undelivered> failure = failure(parcel, letter);
        failure.ifPresentOrElse(why -> outbox.failed(told, why), () -> outbox.sent(told));
    }

    /** Whatever goes wrong with one message, the others are sent. */
    private Optional<Carrier.Undelivered> failure(Outbox.Parcel parcel, Letter letter) {
        try {
            Objects.requireNonNull(carriers.get(parcel.channel())).carry(parcel.address(), letter);
            return Optional.empty();
        } catch (Carrier.Undelivered e) {
            LOG.info("A notice could not be sent by {}: {}", parcel.channel().code(), e.getMessage());
            return Optional.of(e);
        } catch (RuntimeException e) {
            LOG.warn("A notice could not be sent by {}.", parcel.channel().code(), e);
            return Optional.of(new Carrier.Undelivered("It could not be sent.", false));
        }
    }
}
