package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What there is to be told, kind by kind. */
@Component
final class CurrentMatters implements Matters {

    private final Map<Topic.Kind, MatterSource> sources;
    private final RequestMatters requests;

    CurrentMatters(List<MatterSource> sources, RequestMatters requests) {
        this.sources = sources.stream().collect(Collectors.toMap(MatterSource::kind, Function.identity()));
        this.requests = requests;
    }

    private MatterSource of(Topic topic) {
        return Objects.requireNonNull(sources.get(topic.kind()));
    }

    @Override
    public Optional<Matter> find(Topic topic) {
        return of(topic).find(topic.id());
    }

    @Override
    public Set<SubjectId> waitedFor(Topic topic) {
        return of(topic).waitedFor(topic.id());
    }

    @Override
    public Set<String> groupsWaitedFor(Topic topic) {
        return of(topic).groupsWaitedFor(topic.id());
    }

    @Override
    public Set<SubjectId> involved(Topic topic) {
        return of(topic).involved(topic.id());
    }

    @Override
    public boolean mayRead(SubjectId person, Topic topic) {
        return of(topic).mayRead(person, topic.id());
    }

    @Override
    public Set<Topic> expiring(Instant now) {
        return requests.expiring(now);
    }
}
