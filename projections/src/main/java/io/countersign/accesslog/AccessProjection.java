package io.countersign.accesslog;

import io.countersign.privacy.SealedText;
import io.countersign.token.TokenId;
import io.countersign.views.ViewJson;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code accesses}. */
public final class AccessProjection {

    private final JdbcTemplate jdbc;

    public AccessProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AccessEvent.SignedIn event, @Timestamp Instant at) {
        insert(event, at, "signed-in", event.method(), event.token(), null, null, event.address());
    }

    @EventHandler
    void on(AccessEvent.SignInRefused event, @Timestamp Instant at) {
        insert(event, at, "sign-in-refused", event.method(), event.token(), null, null, event.address());
    }

    @EventHandler
    void on(AccessEvent.AuditRead event, @Timestamp Instant at) {
        insert(event, at, "audit-read", null, null, event.operation(), event.request(), event.address());
    }

    private void insert(
            AccessEvent event,
            Instant at,
            String kind,
            @Nullable String method,
            @Nullable TokenId token,
            @Nullable String operation,
            @Nullable SealedText request,
            SealedText address) {
        jdbc.update(
                "insert into accesses values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                event.access().value(),
                at.toEpochMilli(),
                kind,
                event.by().value(),
                method,
                token == null ? null : token.value(),
                operation,
                request == null ? null : ViewJson.sealed(request),
                ViewJson.sealed(address));
    }
}
