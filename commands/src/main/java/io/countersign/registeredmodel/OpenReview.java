package io.countersign.registeredmodel;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Bypass;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That the glass was broken for a change, and nobody has reviewed it yet.
 *
 * @param request the first of those for the change, by which the review is known
 * @param requesters who asked for the change
 */
record OpenReview(RequestId request, Change change, Bypass bypass, Set<SubjectId> requesters) {

    /** Empty where the rules let the change pass. */
    static Optional<OpenReview> of(List<RequestId> requests, @Nullable Decided decided) {
        return decided == null || decided.bypass() == null
                ? Optional.empty()
                : Optional.of(new OpenReview(
                        requests.getFirst(),
                        decided.about().change(),
                        decided.bypass(),
                        decided.about().parties().getOrDefault(Party.REQUESTER, Set.of())));
    }

    /** Everybody with a part in it. */
    Stream<SubjectId> parties() {
        return Stream.concat(Stream.of(bypass.first(), bypass.second()), requesters.stream());
    }
}
