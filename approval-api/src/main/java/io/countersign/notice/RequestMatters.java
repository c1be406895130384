package io.countersign.notice;

import io.countersign.decision.Constituency;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.RequestFilter;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests for changes of models. */
@Component
final class RequestMatters implements MatterSource {

    /** Before a request expires, people are reminded; of one that lives less than twice that, in the middle of its life. */
    private static final Duration REMINDER = Duration.ofHours(24);

    private static final int AT_ONCE = 500;

    private final RequestQueries requests;
    private final Constituency constituency;

    RequestMatters(RequestQueries requests, Constituency constituency) {
        this.requests = requests;
        this.constituency = constituency;
    }

    @Override
    public Topic.Kind kind() {
        return Topic.Kind.REQUEST;
    }

    private Optional<RequestView> request(String id) {
        return requests.byId(new RequestId(id));
    }

    private Optional<RequestView> open(String id) {
        return request(id).filter(RequestView::isOpen);
    }

    @Override
    public Optional<Matter> find(String id) {
        return request(id)
                .map(request -> new Matter(
                        new Topic(Topic.Kind.REQUEST, id),
                        words(request.model(), request.change()),
                        request.state().toLowerCase(Locale.ROOT),
                        constituency.expiry(request).orElse(null),
                        "/api/governance/v1/requests/" + id));
    }

    static String words(String model, Change change) {
        Integer version = change.candidate();
        String of = version == null || change instanceof Change.DeletionOfVersion ? "" : ", version " + version;
        return model + of + ": " + change.words();
    }

    @Override
    public Set<SubjectId> waitedFor(String id) {
        return open(id).map(constituency::waitedFor).orElse(Set.of());
    }

    @Override
    public Set<String> groupsWaitedFor(String id) {
        return open(id).map(constituency::groupsWaitedFor).orElse(Set.of());
    }

    @Override
    public Set<SubjectId> involved(String id) {
        return request(id).map(this::involved).orElse(Set.of());
    }

    private Set<SubjectId> involved(RequestView request) {
        Set<SubjectId> involved = new HashSet<>(Set.of(new SubjectId(request.requesterId())));
        requests.voices(request.ballot()).stream()
                .map(VoiceView::subjectId)
                .map(SubjectId::new)
                .forEach(involved::add);
        return involved;
    }

    @Override
    public boolean mayRead(SubjectId person, String id) {
        return request(id)
                .filter(request -> constituency.mayRead(person, new ModelId(request.modelId())))
                .isPresent();
    }

    Set<Topic> expiring(Instant now) {
        Set<Topic> found = new HashSet<>();
        RequestView last = null;
        for (List<RequestView> some = page(last); !some.isEmpty(); some = page(last)) {
            some.stream()
                    .filter(request -> isDueSoon(request, now))
                    .map(request -> new Topic(Topic.Kind.REQUEST, request.requestId()))
                    .forEach(found::add);
            last = some.getLast();
        }
        return found;
    }

    private List<RequestView> page(@Nullable RequestView after) {
        return requests.open(RequestFilter.ALL, after, AT_ONCE);
    }

    private boolean isDueSoon(RequestView request, Instant now) {
        Instant askedAt = Instant.ofEpochMilli(request.requestedAt());
        return constituency
                .expiry(request)
                .filter(expiry -> expiry.isAfter(now))
                .filter(expiry -> !now.isBefore(expiry.minus(ahead(Duration.between(askedAt, expiry)))))
                .isPresent();
    }

    private static Duration ahead(Duration life) {
        Duration half = life.dividedBy(2);
        return half.compareTo(REMINDER) < 0 ? half : REMINDER;
    }
}
