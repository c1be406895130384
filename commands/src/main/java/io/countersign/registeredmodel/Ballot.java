package io.countersign.registeredmodel;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Veto;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All open requests for one change, with what people said about it: one decision closes them together. */
record Ballot(
        Change change,
        List<Request> requests,
        List<Given> approvals,
        List<Veto> vetoes,
        @Nullable Breaking breaking) {

    Ballot {
        requests = List.copyOf(requests);
        approvals = List.copyOf(approvals);
        vetoes = List.copyOf(vetoes);
    }

    static Ballot on(Change change) {
        return new Ballot(change, List.of(), List.of(), List.of(), null);
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

    /**
     * That one of the two who it takes wants the glass broken.
     *
     * @param until when what they do would need a regular approval; nothing comes of it later
     */
    record Breaking(SubjectId by, Instant until) {}

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

    Optional<Given> approvalBy(SubjectId person) {
        return approvals.stream().filter(each -> each.by().equals(person)).findFirst();
    }

    boolean hasNoRequests() {
        return requests.isEmpty();
    }

    Ballot with(Request request) {
        return new Ballot(change, plus(requests, request), approvals, vetoes, breaking);
    }

    Ballot without(RequestId request) {
        return new Ballot(change, minus(requests, each -> each.id().equals(request)), approvals, vetoes, breaking);
    }

    Ballot with(Given approval) {
        return new Ballot(change, requests, plus(approvals, approval), vetoes, breaking);
    }

    Ballot withoutApprovalBy(SubjectId person) {
        return new Ballot(change, requests, minus(approvals, each -> each.by().equals(person)), vetoes, breaking);
    }

    Optional<Veto> vetoBy(SubjectId person) {
        return vetoes.stream()
                .filter(veto -> veto.holds() && veto.by().equals(person))
                .findFirst();
    }

    /** In place of one that was dismissed before, if there is one. */
    Ballot with(Veto veto) {
        return new Ballot(change, requests, approvals, plus(withoutVetoBy(veto.by()).vetoes, veto), breaking);
    }

    Ballot withoutVetoBy(SubjectId person) {
        return new Ballot(
                change, requests, approvals, minus(vetoes, each -> each.by().equals(person)), breaking);
    }

    Ballot withDismissed(SubjectId author, SubjectId by, Instant at) {
        return vetoBy(author).map(veto -> with(veto.dismissedBy(by, at))).orElse(this);
    }

    Ballot with(Breaking proposal) {
        return new Ballot(change, requests, approvals, vetoes, proposal);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }

    private static <T> List<T> minus(List<T> list, Predicate<T> those) {
        return list.stream().filter(those.negate()).toList();
    }
}
