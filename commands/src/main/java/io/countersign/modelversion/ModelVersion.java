package io.countersign.modelversion;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.LiveVersions;
import io.countersign.registeredmodel.VersionGovernance;
import io.countersign.tag.Tag;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Decides on what people add to a version. Begins with the first of it; the version itself is the model's. */
@Revision("3")
public class ModelVersion {

    @AggregateIdentifier
    private @Nullable String stream;

    private final Set<String> deletedTagKeys = new HashSet<>();
    private @Nullable String artifacts;
    private final CommentAuthors comments = new CommentAuthors();
    private final ReportedChecks checks = new ReportedChecks();
    private final GivenEvidence evidence = new GivenEvidence();

    ModelVersion() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.ChangeDescription command, LiveVersions versions) {
        requireLive(command, versions);
        apply(new ModelVersionEvent.DescriptionChanged(command.version(), command.description()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.SetTag command, LiveVersions versions, VersionGovernance governance) {
        requireLive(command, versions);
        Tag tag = command.tag();
        governance.govern(command, new Change.OfTag(command.version().number(), tag.key(), tag.value()));
        apply(new ModelVersionEvent.TagSet(command.version(), command.tag()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.DeleteTag command, LiveVersions versions, VersionGovernance governance) {
        requireLive(command, versions);
        if (!deletedTagKeys.contains(command.key())) {
            governance.govern(command, new Change.OfTag(command.version().number(), command.key(), null));
            apply(new ModelVersionEvent.TagDeleted(command.version(), command.key()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.AddComment command, LiveVersions versions) {
        requireLive(command, versions);
        apply(new ModelVersionEvent.CommentAdded(
                command.version(), command.comment(), command.actor().subject(), command.text()));
    }

    @CommandHandler
    void handle(ModelVersionCommand.EditComment command, LiveVersions versions) {
        requireLive(command, versions);
        comments.require(command.comment(), command.actor());
        apply(new ModelVersionEvent.CommentEdited(command.version(), command.comment(), command.text()));
    }

    @CommandHandler
    void handle(ModelVersionCommand.DeleteComment command, LiveVersions versions) {
        requireLive(command, versions);
        comments.requireOrAdmin(command.comment(), command.actor());
        apply(new ModelVersionEvent.CommentDeleted(command.version(), command.comment()));
    }

    /** Servers that find out the same at once are told so once. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.VerifyArtifacts command, LiveVersions versions) {
        requireLive(command, versions);
        String digest = command.manifest().digest();
        if (!digest.equals(artifacts)) {
            apply(new ModelVersionEvent.ArtifactsVerified(
                    command.version(), digest, command.manifest().files()));
        }
    }

    /** What is known stays known. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.LeaveUnverified command, LiveVersions versions) {
        requireLive(command, versions);
        if (artifacts == null) {
            apply(new ModelVersionEvent.ArtifactsUnverified(command.version(), command.reason()));
        }
    }

    /** As was decided on the model's stream. */
    void changeTag(VersionId version, String key, @Nullable String value) {
        apply(
                value == null
                        ? new ModelVersionEvent.TagDeleted(version, key)
                        : new ModelVersionEvent.TagSet(version, Tag.of(key, value)));
    }

    /** @return whether it is news */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(ModelVersionCommand.ReportCheck command, LiveVersions versions) {
        requireLive(command, versions);
        boolean news = checks.areNewsTo(command);
        if (news) {
            apply(new ModelVersionEvent.CheckReported(
                    command.version(),
                    command.check(),
                    command.externalId(),
                    command.state(),
                    command.link(),
                    command.summary(),
                    command.digest(),
                    command.actor().subject()));
        }
        return news;
    }

    /** @return whether it is news */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(ModelVersionCommand.GiveEvidence command, LiveVersions versions) {
        requireLive(command, versions);
        boolean news = evidence.isNewsTo(command);
        if (news) {
            apply(new ModelVersionEvent.EvidenceGiven(
                    command.version(),
                    command.slot(),
                    command.mediaType(),
                    command.sha256(),
                    command.size(),
                    command.name(),
                    command.actor().subject()));
        }
        return news;
    }

    @CommandHandler
    void handle(ModelVersionCommand.WithdrawEvidence command, LiveVersions versions) {
        requireLive(command, versions);
        SubjectId by = command.actor().subject();
        evidence.withdrawnBy(command)
                .forEach(producer -> apply(new ModelVersionEvent.EvidenceWithdrawn(
                        command.version(), command.slot(), command.sha256(), producer, by)));
    }

    /** An answer that is given again is an answer anew, with its own time. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ModelVersionCommand.AnswerChecklist command, LiveVersions versions) {
        requireLive(command, versions);
        apply(new ModelVersionEvent.ChecklistAnswered(
                command.version(),
                command.checklist(),
                command.answers(),
                command.actor().subject()));
    }

    private static void requireLive(ModelVersionCommand command, LiveVersions versions) {
        versions.require(command.model(), command.version().number());
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.DescriptionChanged event) {
        begin(event);
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.TagSet event) {
        begin(event);
        deletedTagKeys.remove(event.tag().key());
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.TagDeleted event) {
        begin(event);
        deletedTagKeys.add(event.key());
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.CommentAdded event) {
        begin(event);
        comments.add(event.comment(), event.author());
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.CommentDeleted event) {
        comments.remove(event.comment());
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.ArtifactsVerified event) {
        begin(event);
        artifacts = event.digest();
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.ArtifactsUnverified event) {
        begin(event);
        artifacts = "";
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.CheckReported event) {
        begin(event);
        checks.on(event);
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.EvidenceGiven event) {
        begin(event);
        evidence.on(event);
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.EvidenceWithdrawn event) {
        evidence.on(event);
    }

    @EventSourcingHandler
    void on(ModelVersionEvent.ChecklistAnswered event) {
        begin(event);
    }

    private void begin(ModelVersionEvent event) {
        stream = event.version().stream();
    }
}
