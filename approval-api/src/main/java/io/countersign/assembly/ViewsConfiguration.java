package io.countersign.assembly;

import io.countersign.SettledLog;
import io.countersign.accesslog.AccessQueries;
import io.countersign.attempt.AttemptQueries;
import io.countersign.audit.TimelineQueries;
import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.VersionArtifacts;
import io.countersign.catalog.VersionQueries;
import io.countersign.delegation.DelegationQueries;
import io.countersign.evidence.CheckQueries;
import io.countersign.evidence.ChecklistQueries;
import io.countersign.evidence.EvidenceQueries;
import io.countersign.freeze.FreezeQueries;
import io.countersign.gate.GateAnswerQueries;
import io.countersign.gate.PlacementQueries;
import io.countersign.gate.ServingQueries;
import io.countersign.imported.ImportQueries;
import io.countersign.inbox.BypassQueries;
import io.countersign.inbox.CommentQueries;
import io.countersign.inbox.FindingQueries;
import io.countersign.inbox.RequestQueries;
import io.countersign.lineage.LineageQueries;
import io.countersign.lineage.RunStories;
import io.countersign.log.EventHandlers;
import io.countersign.loggedmodel.LoggedModelQueries;
import io.countersign.permission.PermissionQueries;
import io.countersign.policy.PolicyQueries;
import io.countersign.privacy.ErasureQueries;
import io.countersign.privacy.Vault;
import io.countersign.search.Searches;
import io.countersign.thread.ThreadQueries;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.tracking.DatasetQueries;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.tracking.LatestMetrics;
import io.countersign.tracking.MetricCurves;
import io.countersign.tracking.MetricHistory;
import io.countersign.tracking.MetricSamples;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunTidying;
import io.countersign.views.Projections;
import io.countersign.webhook.WebhookQueries;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The projections, in the transaction of each event, and the queries over what they write. */
@Configuration(proxyBeanMethods = false)
class ViewsConfiguration {

    @Autowired
    void project(EventStore log, JdbcTemplate jdbc, Vault vault) {
        log.subscribe(new EventHandlers(jdbc, Projections.inTransaction(jdbc, vault)));
    }

    @Bean
    LatestMetrics latestMetrics(JdbcTemplate jdbc, PlatformTransactionManager transactions, SettledLog log) {
        return new LatestMetrics(jdbc, new TransactionTemplate(transactions), log);
    }

    @Bean
    MetricFolding metricFolding(LatestMetrics metrics) {
        return new MetricFolding(metrics);
    }

    @Bean
    ExperimentQueries experimentQueries(JdbcTemplate jdbc) {
        return new ExperimentQueries(jdbc);
    }

    @Bean
    Searches searches(JdbcTemplate jdbc) {
        return new Searches(jdbc);
    }

    @Bean
    RunQueries runQueries(JdbcTemplate jdbc) {
        return new RunQueries(jdbc);
    }

    @Bean
    MetricHistory metricHistory(JdbcTemplate jdbc) {
        return new MetricHistory(jdbc);
    }

    @Bean
    DatasetQueries datasetQueries(JdbcTemplate jdbc) {
        return new DatasetQueries(jdbc);
    }

    @Bean
    MetricSamples metricSamples(JdbcTemplate jdbc) {
        return new MetricSamples(jdbc);
    }

    @Bean
    MetricCurves metricCurves(JdbcTemplate jdbc) {
        return new MetricCurves(jdbc);
    }

    @Bean
    ArtifactQueries artifactQueries(JdbcTemplate jdbc) {
        return new ArtifactQueries(jdbc);
    }

    @Bean
    LoggedModelQueries loggedModelQueries(JdbcTemplate jdbc) {
        return new LoggedModelQueries(jdbc);
    }

    @Bean
    ModelQueries modelQueries(JdbcTemplate jdbc) {
        return new ModelQueries(jdbc);
    }

    @Bean
    VersionArtifacts versionArtifacts(JdbcTemplate jdbc) {
        return new VersionArtifacts(jdbc);
    }

    @Bean
    VersionQueries versionQueries(JdbcTemplate jdbc) {
        return new VersionQueries(jdbc);
    }

    @Bean
    ImportQueries importQueries(JdbcTemplate jdbc) {
        return new ImportQueries(jdbc);
    }

    @Bean
    PlacementQueries placementQueries(JdbcTemplate jdbc) {
        return new PlacementQueries(jdbc);
    }

    @Bean
    ServingQueries servingQueries(JdbcTemplate jdbc, Vault vault) {
        return new ServingQueries(jdbc, vault);
    }

    @Bean
    GateAnswerQueries gateAnswerQueries(JdbcTemplate jdbc) {
        return new GateAnswerQueries(jdbc);
    }

    @Bean
    RequestQueries requestQueries(JdbcTemplate jdbc, Vault vault) {
        return new RequestQueries(jdbc, vault);
    }

    @Bean
    FindingQueries findingQueries(JdbcTemplate jdbc, Vault vault) {
        return new FindingQueries(jdbc, vault);
    }

    @Bean
    BypassQueries bypassQueries(JdbcTemplate jdbc, Vault vault) {
        return new BypassQueries(jdbc, vault);
    }

    @Bean
    CommentQueries commentQueries(JdbcTemplate jdbc, Vault vault) {
        return new CommentQueries(jdbc, vault);
    }

    @Bean
    AccessQueries accessQueries(JdbcTemplate jdbc, Vault vault) {
        return new AccessQueries(jdbc, vault);
    }

    @Bean
    AttemptQueries attemptQueries(JdbcTemplate jdbc) {
        return new AttemptQueries(jdbc);
    }

    @Bean
    ThreadQueries threadQueries(JdbcTemplate jdbc, Vault vault) {
        return new ThreadQueries(jdbc, vault);
    }

    @Bean
    CheckQueries checkQueries(JdbcTemplate jdbc, Vault vault) {
        return new CheckQueries(jdbc, vault);
    }

    @Bean
    EvidenceQueries evidenceQueries(JdbcTemplate jdbc) {
        return new EvidenceQueries(jdbc);
    }

    @Bean
    ChecklistQueries checklistQueries(JdbcTemplate jdbc, Vault vault) {
        return new ChecklistQueries(jdbc, vault);
    }

    @Bean
    PermissionQueries permissionQueries(JdbcTemplate jdbc) {
        return new PermissionQueries(jdbc);
    }

    @Bean
    RunTidying runTidying(JdbcTemplate jdbc) {
        return new RunTidying(jdbc);
    }

    @Bean
    PolicyQueries policyQueries(JdbcTemplate jdbc, Vault vault) {
        return new PolicyQueries(jdbc, vault);
    }

    @Bean
    ErasureQueries erasureQueries(JdbcTemplate jdbc, Vault vault) {
        return new ErasureQueries(jdbc, vault);
    }

    @Bean
    DelegationQueries delegationQueries(JdbcTemplate jdbc, Vault vault) {
        return new DelegationQueries(jdbc, vault);
    }

    @Bean
    WebhookQueries webhookQueries(JdbcTemplate jdbc, Vault vault) {
        return new WebhookQueries(jdbc, vault);
    }

    @Bean
    FreezeQueries freezeQueries(JdbcTemplate jdbc, Vault vault) {
        return new FreezeQueries(jdbc, vault);
    }

    @Bean
    LineageQueries lineageQueries(JdbcTemplate jdbc) {
        return new LineageQueries(jdbc);
    }

    @Bean
    RunStories runStories(JdbcTemplate jdbc) {
        return new RunStories(jdbc);
    }

    @Bean
    TimelineQueries timelineQueries(JdbcTemplate jdbc, Vault vault) {
        return new TimelineQueries(jdbc, vault);
    }
}
