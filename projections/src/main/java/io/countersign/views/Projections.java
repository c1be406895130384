package io.countersign.views;

import io.countersign.accesslog.AccessProjection;
import io.countersign.attempt.AttemptProjection;
import io.countersign.audit.GovernanceTimeline;
import io.countersign.audit.TimelineProjection;
import io.countersign.catalog.CatalogProjection;
import io.countersign.catalog.ModelVersionProjection;
import io.countersign.delegation.DelegationProjection;
import io.countersign.evidence.EvidenceProjection;
import io.countersign.freeze.FreezeProjection;
import io.countersign.gate.GateAnswerProjection;
import io.countersign.gate.PlacementProjection;
import io.countersign.inbox.BypassProjection;
import io.countersign.inbox.CommentProjection;
import io.countersign.inbox.FindingProjection;
import io.countersign.inbox.InboxProjection;
import io.countersign.inbox.VoiceProjection;
import io.countersign.lineage.DeploymentLineage;
import io.countersign.lineage.RegistryLineage;
import io.countersign.lineage.RequestLineage;
import io.countersign.lineage.TrackingLineage;
import io.countersign.loggedmodel.LoggedModelProjection;
import io.countersign.loggedmodel.ModelMetricsProjection;
import io.countersign.permission.PermissionProjection;
import io.countersign.policy.PolicyProjection;
import io.countersign.privacy.ErasureProjection;
import io.countersign.privacy.ForgottenViews;
import io.countersign.privacy.Vault;
import io.countersign.thread.ThreadProjection;
import io.countersign.tracking.ArtifactProjection;
import io.countersign.tracking.ExperimentProjection;
import io.countersign.tracking.LatestMetrics;
import io.countersign.tracking.RunDeletionProjection;
import io.countersign.tracking.RunLinkProjection;
import io.countersign.tracking.RunProjection;
import io.countersign.webhook.WebhookProjection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every handler that writes a view: what a server runs in the events' own transactions, and a rebuild runs again. */
public final class Projections {

    /**
     * To be raised whenever a handler changes what it writes, so that servers rebuild their views. A change of the tables
     * is noticed by itself.
     */
    public static final int REVISION = 13;

    private Projections() {}

    /** Handlers for the events' own transactions, which leave what takes long to {@link LatestMetrics} and {@link ForgottenViews}. */
    public static List<Object> inTransaction(JdbcTemplate jdbc, Vault vault) {
        return on(jdbc, vault, false);
    }

    /** Handlers that write everything, to the schema on the search path of the client's connections. */
    public static List<Object> inReplay(JdbcTemplate jdbc, Vault vault) {
        return on(jdbc, vault, true);
    }

    private static List<Object> on(JdbcTemplate jdbc, Vault vault, boolean everything) {
        return List.of(
                new ExperimentProjection(jdbc, vault),
                new RunProjection(jdbc, vault, everything),
                new RunLinkProjection(jdbc, vault),
                new RunDeletionProjection(jdbc),
                new ArtifactProjection(jdbc),
                new LoggedModelProjection(jdbc, vault),
                new ModelMetricsProjection(jdbc),
                new CatalogProjection(jdbc, vault),
                new ModelVersionProjection(jdbc, vault),
                new InboxProjection(jdbc),
                new VoiceProjection(jdbc),
                new FindingProjection(jdbc),
                new BypassProjection(jdbc),
                new PlacementProjection(jdbc),
                new GateAnswerProjection(jdbc),
                new CommentProjection(jdbc),
                new ThreadProjection(jdbc),
                new EvidenceProjection(jdbc),
                new PolicyProjection(jdbc),
                new DelegationProjection(jdbc),
                new ErasureProjection(jdbc, everything),
                new PermissionProjection(jdbc),
                new AttemptProjection(jdbc),
                new AccessProjection(jdbc),
                new WebhookProjection(jdbc),
                new TrackingLineage(jdbc),
                new RegistryLineage(jdbc),
                new RequestLineage(jdbc),
                new DeploymentLineage(jdbc),
                new FreezeProjection(jdbc),
                new TimelineProjection(jdbc),
                new GovernanceTimeline(jdbc));
    }
}
