package io.countersign.evidence;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.evidence.CheckMessages.Check;
import io.countersign.evidence.CheckQueries.Place;
import io.countersign.modelversion.EvidenceLimits;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.policy.CheckResult;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What CI jobs report of their checks of a version. Whose reports count is the policies' matter. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class CheckRoutes {

    private static final String CHECKS = "/models/{name}/versions/{version}/checks";
    private static final int MAX_PAGE = 1000;

    private final Sender sender;
    private final Registry registry;
    private final Comments comments;
    private final CheckQueries checks;

    CheckRoutes(Sender sender, Registry registry, Comments comments, CheckQueries checks) {
        this.sender = sender;
        this.registry = registry;
        this.comments = comments;
        this.checks = checks;
    }

    /** Whoever reports the same again gets what is stored, and nothing happens. */
    @PostMapping(CHECKS)
    @Requires(Operation.REPORT_CHECK)
    ResponseEntity<Check> report(
            @PathVariable String name, @PathVariable String version, @Wire CheckMessages.Report message) {
        VersionId id = registry.versionId(name, version);
        var report = new ModelVersionCommand.ReportCheck(
                id,
                EvidenceLimits.requireVisible(message.check(), "check"),
                EvidenceLimits.requireVisible(message.externalId(), "external_id"),
                state(message.state()),
                message.link() == null ? null : EvidenceLimits.requireLink(message.link(), "link"),
                comments.optional("summary", message.summary()),
                message.digest() == null ? null : EvidenceLimits.requireSha256(message.digest(), "digest"),
                sender.actor());
        boolean news = Boolean.TRUE.equals(sender.<Boolean>send(report));
        return ResponseEntity.status(news ? HttpStatus.CREATED : HttpStatus.OK).body(stored(report));
    }

    private Check stored(ModelVersionCommand.ReportCheck report) {
        return checks.report(report.version(), report.check(), report.externalId(), report.state())
                .map(Check::of)
                .orElseThrow(() -> new IllegalStateException("The report " + report + " is not in the views."));
    }

    private static CheckResult.State state(String given) {
        return Arrays.stream(CheckResult.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> Invalid.value("state", given, "use queued, running, passed or failed."));
    }

    @AsOf
    @GetMapping(CHECKS)
    CheckMessages.Page checks(
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(name = "check", required = false) @Nullable String check,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        VersionId id = registry.versionId(name, version);
        if (limit < 1 || limit > MAX_PAGE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MAX_PAGE + ".");
        }
        if (check != null) {
            EvidenceLimits.requireVisible(check, "check");
        }
        Place before = pageToken == null ? Place.NOW : PageToken.read(pageToken, Place.class);
        return CheckMessages.Page.of(checks.page(id, check, before, limit + 1), limit);
    }
}
