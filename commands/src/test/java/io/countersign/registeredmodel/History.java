package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;

import io.countersign.event.DomainEvent;
import io.countersign.event.Recorded;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserEvent;
import io.countersign.policy.Approval;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.Evaluation;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.MetricRule;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Rule;
import io.countersign.policy.Trigger;
import io.countersign.policy.VersionFacts;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two weeks of decisions on one model, written down by hand. Ann asks for versions to reach Production; Bob of the group
 * risk and Carol of the group legal, both reviewers, approve; the last approval decides.
 */
final class History {

    static final Policy ONE_REVIEWER = Facts.policy(
            Facts.FOUR_EYES,
            List.of(new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION))),
            new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER)));

    /** The same, which names a metric, so that its value is stored with the decision. */
    private static final Policy WITH_METRIC = Facts.policy(
            new PolicyRevision("four-eyes", 2),
            ONE_REVIEWER.document().scope().triggers(),
            ONE_REVIEWER.document().rules().getFirst(),
            new MetricRule("auc", true, 0.5, null, null));

    private final List<Recorded> events = new ArrayList<>();

    /** An approval and when it was given. */
    record Given(Actor by, String at) {}

    static Given bob(String at) {
        return new Given(BOB_THE_REVIEWER, at);
    }

    static Given carol(String at) {
        return new Given(CAROL_THE_REVIEWER, at);
    }

    static History ofTwoWeeks() {
        History history = new History().people().modelWithVersions(9);
        history.decided(1, null, "2026-11-23T09:00:00Z", bob("2026-11-23T10:00:00Z"));
        history.decided(2, null, "2026-11-23T11:00:00Z", carol("2026-11-23T15:00:00Z"));
        history.decided(3, null, "2026-11-24T09:00:00Z", bob("2026-11-24T09:30:00Z"), carol("2026-11-24T11:00:00Z"));
        history.decided(4, null, "2026-11-27T16:00:00Z", bob("2026-11-28T10:00:00Z"));
        history.decided(5, null, "2026-11-29T20:00:00Z", carol("2026-11-29T22:00:00Z"));
        history.decided(6, 0.7, "2026-12-01T08:00:00Z", carol("2026-12-01T12:00:00Z"));
        history.decided(7, 0.9, "2026-12-02T09:00:00Z", bob("2026-12-02T09:30:00Z"), carol("2026-12-02T10:00:00Z"));
        history.decidedBeforeAnythingWasStored(8, "2026-12-03T09:00:00Z", bob("2026-12-03T11:00:00Z"));
        history.happened(
                "e9",
                "2026-12-03T12:00:00Z",
                ANN_THE_CONTRIBUTOR,
                new RegisteredModelEvent.AliasSet(CHURN, "challenger", 7, null));
        history.happened(
                "e10",
                "2026-12-03T13:00:00Z",
                ANN_THE_CONTRIBUTOR,
                new RegisteredModelEvent.TagSet(CHURN, Tag.of("approved-for", "retail")));
        history.happened(
                "e11",
                "2026-12-03T14:00:00Z",
                BOB_THE_REVIEWER,
                new RegisteredModelEvent.StageChanged(
                        CHURN,
                        1,
                        Stage.PRODUCTION,
                        Stage.ARCHIVED,
                        BOB_THE_REVIEWER.subject(),
                        null,
                        List.of(),
                        List.of(),
                        null));
        history.happened(
                "e12",
                "2026-12-03T15:00:00Z",
                ANN_THE_CONTRIBUTOR,
                new RegisteredModelEvent.VersionDeleted(CHURN, 7, Stage.PRODUCTION, List.of("challenger")));
        history.rejected(9, "2026-12-04T09:00:00Z", "2026-12-04T10:00:00Z");
        history.asked(9, "2026-12-04T11:00:00Z");
        return history;
    }

    List<Recorded> events() {
        return List.copyOf(events);
    }

    private History people() {
        comes(ANN_THE_CONTRIBUTOR, Role.CONTRIBUTOR);
        comes(BOB_THE_REVIEWER, Role.REVIEWER, "risk");
        comes(CAROL_THE_REVIEWER, Role.REVIEWER, "legal");
        comes(ADA_THE_ADMIN, Role.ADMIN);
        return this;
    }

    private void comes(Actor who, Role role, String... groups) {
        events.add(new Recorded(
                new UserEvent.Registered(who.subject(), Set.of(role), Set.of(groups)),
                "u",
                Instant.parse("2026-11-01T00:00:00Z"),
                SubjectId.SYSTEM));
    }

    /** Those who can decide, with the groups that they are in. */
    static Map<SubjectId, Set<String>> today() {
        return Map.of(
                ANN_THE_CONTRIBUTOR.subject(), Role.groups(Set.of(Role.CONTRIBUTOR), Set.of()),
                BOB_THE_REVIEWER.subject(), groups(BOB_THE_REVIEWER),
                CAROL_THE_REVIEWER.subject(), groups(CAROL_THE_REVIEWER),
                ADA_THE_ADMIN.subject(), Role.groups(Set.of(Role.ADMIN), Set.of()));
    }

    private static Set<String> groups(Actor reviewer) {
        return Role.groups(Set.of(Role.REVIEWER), Set.of(reviewer == BOB_THE_REVIEWER ? "risk" : "legal"));
    }

    /** The eighth was made from a run. */
    private History modelWithVersions(int count) {
        happened("m", "2026-11-02T00:00:00Z", ANN_THE_CONTRIBUTOR, Churn.CREATED);
        for (int version = 1; version <= count; version++) {
            RunId run = version == 8 ? new RunId("0123456789abcdef0123456789abcdef") : null;
            happened(
                    "v" + version,
                    "2026-11-03T00:00:00Z",
                    ANN_THE_CONTRIBUTOR,
                    new RegisteredModelEvent.VersionCreated(
                            CHURN, version, "s3://b", "s3://b", run, null, null, null, List.of()));
        }
        return this;
    }

    private void happened(String id, String at, Actor by, DomainEvent event) {
        events.add(new Recorded(event, id, Instant.parse(at), by.subject()));
    }

    private void asked(int version, String at) {
        happened(
                "asked",
                at,
                ANN_THE_CONTRIBUTOR,
                new RegisteredModelEvent.TransitionRequested(
                        CHURN,
                        request(version, at),
                        version,
                        Stage.NONE,
                        Stage.PRODUCTION,
                        ANN_THE_CONTRIBUTOR.subject(),
                        null,
                        List.of(Facts.FOUR_EYES)));
    }

    private static RequestId request(int version, String at) {
        return new RequestId("r" + version + "-" + at);
    }

    private void rejected(int version, String asked, String at) {
        asked(version, asked);
        happened(
                "rejected",
                at,
                BOB_THE_REVIEWER,
                new RegisteredModelEvent.TransitionRejected(
                        CHURN,
                        List.of(request(version, asked)),
                        version,
                        Stage.PRODUCTION,
                        BOB_THE_REVIEWER.subject(),
                        null,
                        List.of()));
    }

    /** @param auc null where no policy asked for it */
    private void decided(int version, @Nullable Double auc, String asked, Given... given) {
        asked(version, asked);
        for (Given approval : given) {
            happened(
                    "approval",
                    approval.at(),
                    approval.by(),
                    new GovernanceEvent.ApprovalGiven(
                            CHURN,
                            List.of(request(version, asked)),
                            toProduction(version),
                            approval.by().subject(),
                            null,
                            null,
                            new TreeMap<>()));
        }
        approved(version, asked, given[given.length - 1], stored(version, auc, asked, given));
    }

    private void decidedBeforeAnythingWasStored(int version, String asked, Given given) {
        asked(version, asked);
        approved(version, asked, given, null);
    }

    private void approved(int version, String asked, Given last, @Nullable Decided decided) {
        happened(
                "e" + version,
                last.at(),
                last.by(),
                new RegisteredModelEvent.TransitionApproved(
                        CHURN,
                        List.of(request(version, asked)),
                        version,
                        Stage.NONE,
                        Stage.PRODUCTION,
                        last.by().subject(),
                        null,
                        List.of(),
                        List.of(Facts.FOUR_EYES),
                        decided));
    }

    static Change.ToStage toProduction(int version) {
        return new Change.ToStage(version, Stage.NONE, Stage.PRODUCTION);
    }

    private static Decided stored(int version, @Nullable Double auc, String asked, Given... given) {
        Case about = new Case(
                new GovernedModel("churn", Map.of("team", "risk")),
                toProduction(version),
                Map.of(Party.REQUESTER, Set.of(ANN_THE_CONTRIBUTOR.subject())),
                Map.of(),
                Arrays.stream(given)
                        .map(each ->
                                new Approval(each.by().subject(), groups(each.by()), Instant.parse(each.at()), null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new VersionFacts(version, Map.of(), Map.of(), auc == null ? Map.of() : Map.of("auc", auc)),
                null,
                Instant.parse(asked),
                Instant.parse(given[given.length - 1].at()));
        Policy policy = auc == null ? ONE_REVIEWER : WITH_METRIC;
        Evaluation evaluation = Evaluation.of(about, List.of(policy), Facts.NO_CONDITIONS);
        return new Decided(about, new TreeMap<>(), new TreeMap<>(), evaluation, null);
    }

    static Policy draft(Trigger trigger, Rule... rules) {
        return Facts.policy(new PolicyRevision("draft", 1), List.of(trigger), rules);
    }
}
