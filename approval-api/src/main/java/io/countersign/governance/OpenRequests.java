package io.countersign.governance;

import io.countersign.BeforeCommit;
import io.countersign.api.Idempotency;
import io.countersign.inbox.RequestView;
import io.countersign.registeredmodel.ModelId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What people do about a request that is open, answered with how it stands after it. */
@Component
final class OpenRequests {

    private final Idempotency idempotency;
    private final RequestDesk desk;

    OpenRequests(Idempotency idempotency, RequestDesk desk) {
        this.idempotency = idempotency;
        this.desk = desk;
    }

    /** What somebody does about one open request. */
    interface Act {
        void send(ModelId model, RequestView request, BeforeCommit last);
    }

    /** A request that was repeated with its key is answered as before, also when it is open no longer. */
    ResponseEntity<String> send(HttpServletRequest http, String id, Object message, Act act) {
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> {
                    RequestView request = desk.open(id);
                    act.send(new ModelId(request.modelId()), request, last);
                },
                HttpStatus.OK,
                () -> desk.detail(desk.find(id)));
    }
}
