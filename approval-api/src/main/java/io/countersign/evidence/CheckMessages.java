package io.countersign.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.evidence.CheckQueries.Place;
import io.countersign.wire.PageToken;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of the check routes. */
final class CheckMessages {

    private CheckMessages() {}

    /** @param digest SHA-256 of the job's report, in hexadecimal */
    record Report(
            @Required String check,
            @Required String externalId,
            @Required String state,
            @Nullable String link,
            @Nullable String summary,
            @Nullable String digest) {}

    /** @param reporterId the opaque id under which policies and the log know the reporter */
    record Check(
            String check,
            String externalId,
            String state,
            String reporter,
            String reporterId,
            Instant reportedAt,
            @Nullable String link,
            @Nullable String summary,
            @Nullable String digest) {

        static Check of(CheckView view) {
            return new Check(
                    view.check(),
                    view.externalId(),
                    view.state().toLowerCase(Locale.ROOT),
                    view.reportedBy(),
                    view.reporterId(),
                    Instant.ofEpochMilli(view.reportedAt()),
                    view.link(),
                    view.summary(),
                    view.digest());
        }
    }

    /** Newest first. */
    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Check> checks,
            @Nullable String nextPageToken) {

        static Page of(List<CheckView> oneMore, int limit) {
            List<CheckView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
            return new Page(
                    shown.stream().map(Check::of).toList(),
                    oneMore.size() > limit ? PageToken.of(Place.of(shown.getLast())) : null);
        }
    }
}
