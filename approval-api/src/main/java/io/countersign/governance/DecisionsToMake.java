package io.countersign.governance;

import io.countersign.decision.Voters;
import io.countersign.governance.InboxMessages.ToDecide;
import io.countersign.governance.InboxMessages.Waiting;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.RequestFilter;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.policy.Finding;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Standing;
import io.countersign.wire.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the open requests on which somebody's word counts and is still missing. */
@Component
final class DecisionsToMake {

    /** Whether a word counts is for the policies to say, of each request anew; so not of any number at once. */
    private static final int LOOKED_THROUGH = 500;

    private final RequestQueries requests;
    private final RequestDesk desk;
    private final Voters voters;

    DecisionsToMake(RequestQueries requests, RequestDesk desk, Voters voters) {
        this.requests = requests;
        this.desk = desk;
        this.voters = voters;
    }

    /** @param group only where an approval by it is still missing; null for all */
    ToDecide by(
            SubjectId person, RequestFilter filter, @Nullable String group, @Nullable RequestView after, int limit) {
        List<Waiting> found = new ArrayList<>();
        List<RequestView> some = requests.open(filter, after, LOOKED_THROUGH);
        for (RequestView request : some) {
            if (found.size() == limit) {
                return new ToDecide(found, next(found.getLast().request().requestId()));
            }
            waiting(person, request, group).ifPresent(found::add);
        }
        return new ToDecide(
                found, some.size() < LOOKED_THROUGH ? null : next(some.getLast().requestId()));
    }

    private static String next(String request) {
        return PageToken.of(new RequestRoutes.Place(request));
    }

    private Optional<Waiting> waiting(SubjectId person, RequestView request, @Nullable String group) {
        if (hasApproved(person, request)) {
            return Optional.empty();
        }
        Standing standing = desk.standing(request);
        List<String> open = standing.evaluation()
                .objections()
                .map(Finding::open)
                .flatMap(List::stream)
                .distinct()
                .toList();
        boolean asked = group == null || open.stream().anyMatch(each -> each.endsWith(" by " + group));
        return asked && voters.includes(new ModelId(request.modelId()), standing, person)
                ? Optional.of(new Waiting(desk.summary(request), open))
                : Optional.empty();
    }

    private boolean hasApproved(SubjectId person, RequestView request) {
        return requests.voices(request.ballot()).stream()
                .filter(VoiceView::isStandingApproval)
                .anyMatch(voice -> voice.subjectId().equals(person.value()));
    }
}
