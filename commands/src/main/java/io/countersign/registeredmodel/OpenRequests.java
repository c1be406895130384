package io.countersign.registeredmodel;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The transition requests of one model that wait for a decision. */
final class OpenRequests {

    private final List<OpenRequest> open = new ArrayList<>();

    void add(OpenRequest request) {
        open.add(request);
    }

    void close(List<RequestId> decided) {
        open.removeIf(request -> decided.contains(request.id()));
    }

    void closeAllOf(int version) {
        open.removeIf(request -> request.version() == version);
    }

    /** @throws Rejection when it is not open, or was never opened */
    OpenRequest require(RequestId id) {
        return open.stream()
                .filter(request -> request.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Rejection.of(Reason.REQUEST_NOT_FOUND, "Transition request %s is not open.", id));
    }

    List<RequestId> askingFor(int version, Stage to) {
        return matching(version, to).stream().map(OpenRequest::id).toList();
    }

    Set<SubjectId> requesters(int version, Stage to) {
        return matching(version, to).stream().map(OpenRequest::requester).collect(Collectors.toSet());
    }

    boolean hasOneBy(Actor actor, int version, Stage to) {
        return requesters(version, to).stream().anyMatch(actor::is);
    }

    private List<OpenRequest> matching(int version, Stage to) {
        return open.stream().filter(request -> request.asksFor(version, to)).toList();
    }
}
