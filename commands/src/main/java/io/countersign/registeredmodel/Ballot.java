package io.countersign.registeredmodel;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Veto;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All open requests for one change, with what people said about it: one decision closes them together. */
@SuppressWarnings("NullAway.Init") // filled when it is made, or from a snapshot
final class Ballot {

    private Change change;
    private final List<Request> requests = new ArrayList<>();
    private final List<Given> approvals = new ArrayList<>();
    private final List<Veto> vetoes = new ArrayList<>();

    Ballot() {}

    Ballot(Change change) {
        this.change = change;
    }

    /** @param policies that were in force when it was made */
    record Request(RequestId id, SubjectId requester, Instant at, List<PolicyRevision> policies) {}

    /** @param subject what was approved, each fact by name */
    record Given(SubjectId by, Instant at, @Nullable String meaning, SortedMap<String, String> subject) {

        /** The names of the facts that are not what they were. */
        List<String> changedSince(SortedMap<String, String> now) {
            return Stream.concat(subject.keySet().stream(), now.keySet().stream())
                    .filter(fact -> !Objects.equals(subject.get(fact), now.get(fact)))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .toList();
        }
    }

    Change change() {
        return change;
    }

    List<RequestId> ids() {
        return requests.stream().map(Request::id).toList();
    }

    Set<SubjectId> requesters() {
        return requests.stream().map(Request::requester).collect(Collectors.toSet());
    }

    boolean hasRequestBy(Actor actor) {
        return requesters().stream().anyMatch(actor::is);
    }

    Optional<Request> request(RequestId id) {
        return requests.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** When it was asked for first. */
    Instant askedAt() {
        return requests.getFirst().at();
    }

    /**
     * By which it is decided: those that were in force when it was asked for last; none when a server without policies
     * took the request.
     */
    List<PolicyRevision> policies() {
        return requests.getLast().policies().stream()
                .filter(revision -> !Verdict.ALONE.policies().contains(revision))
                .toList();
    }

    List<Given> approvals() {
        return approvals;
    }

    Optional<Given> approvalBy(SubjectId person) {
        return approvals.stream().filter(each -> each.by().equals(person)).findFirst();
    }

    List<Veto> vetoes() {
        return vetoes;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    void add(Request request) {
        requests.add(request);
    }

    void remove(RequestId request) {
        requests.removeIf(each -> each.id().equals(request));
    }

    void add(Given approval) {
        approvals.add(approval);
    }

    void removeApprovalBy(SubjectId person) {
        approvals.removeIf(each -> each.by().equals(person));
    }

    void add(Veto veto) {
        vetoes.add(veto);
    }

    void removeVetoBy(SubjectId person) {
        vetoes.removeIf(each -> each.by().equals(person));
    }
}
