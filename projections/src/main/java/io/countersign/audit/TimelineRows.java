package io.countersign.audit;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.views.ViewJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of {@code timeline}. */
final class TimelineRows {

    private final JdbcTemplate jdbc;

    TimelineRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(EventMessage<?> message, VersionId version, @Nullable SealedText written, Map<String, String> details) {
        jdbc.update(
                "insert into timeline values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                message.getIdentifier(),
                version.model().value(),
                version.number(),
                name(message),
                message.getTimestamp().toEpochMilli(),
                actor(message),
                ViewJson.sealed(written),
                ViewJson.write(details));
    }

    /** To every version that was ever created and is not gone, as its timeline shows it. */
    void addToEveryVersion(EventMessage<?> message, ModelId model, Map<String, String> details) {
        jdbc.update(
                """
                        insert into timeline
                        select distinct ?, model_id, version, ?, ?::bigint, ?, null::jsonb, ?::jsonb
                        from timeline created where model_id = ?
                        and type in ('registered-model.version-created', 'registered-model.version-imported')
                        and not exists (
                            select from timeline gone where gone.model_id = created.model_id
                            and gone.version = created.version and gone.type = 'registered-model.version-deleted')""",
                message.getIdentifier(),
                name(message),
                message.getTimestamp().toEpochMilli(),
                actor(message),
                ViewJson.write(details),
                model.value());
    }

    private static String name(EventMessage<?> message) {
        return EventType.of(((DomainEvent) message.getPayload()).getClass()).name();
    }

    private static String actor(EventMessage<?> message) {
        return String.valueOf(message.getMetaData().get("actor"));
    }

    static @Nullable String names(List<PolicyRevision> policies) {
        return policies.isEmpty()
                ? null
                : policies.stream().map(PolicyRevision::name).collect(Collectors.joining(", "));
    }

    /** Names and values in turn; those without a value are left out. */
    static Map<String, String> details(@Nullable String... namesAndValues) {
        Map<String, String> details = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                details.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return details;
    }
}
