package io.countersign.jenkins;

import io.countersign.policy.CheckResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Takes a build as far as its server lets it be known, and reports what it came to. Safe for many threads. */
final class BuildFollower {

    static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int PAUSES_IN_AN_AGE = 10;
    private static final String SUCCESS = "SUCCESS";

    private final BuildRows rows;
    private final BuildFinder finder;
    private final BuildServers servers;
    private final CheckReports reports;
    private final Clock clock;

    BuildFollower(BuildRows rows, BuildFinder finder, BuildServers servers, CheckReports reports, Clock clock) {
        this.rows = rows;
        this.finder = finder;
        this.servers = servers;
        this.reports = reports;
        this.clock = clock;
    }

    /** Reports before it remembers that it did: what is reported twice is the same. */
    void follow(FollowedBuild build) {
        Duration age = Duration.between(build.madeAt(), clock.instant());
        FollowedBuild found = servers.of(build.webhook())
                .filter(server -> server.base().equals(build.triggered().server()))
                .map(server -> finder.look(build, server))
                .orElseGet(() -> build.lost("The webhook does not lead to this server any more."));
        if (found.state().isOpen() && age.compareTo(LONGEST) > 0) {
            found = found.lost("It has not ended within " + LONGEST.toHours() + " hours.");
        }
        rows.save(report(found), pause(age));
    }

    private FollowedBuild report(FollowedBuild build) {
        Optional<CheckResult.State> state = stateOf(build);
        TriggeredBuild.Target target = build.triggered().target();
        if (target == null || state.isEmpty() || state.get() == build.reported()) {
            return build;
        }
        return reports.report(target, build.name(), state.get(), Objects.requireNonNull(build.link()))
                .map(build::unreported)
                .orElseGet(() -> build.reported(state.get()));
    }

    /** An unstable or aborted build is not one that passed, nor is one that was seen to begin and never to end. */
    private static Optional<CheckResult.State> stateOf(FollowedBuild build) {
        return switch (build.state()) {
            case RUNNING -> Optional.of(CheckResult.State.RUNNING);
            case ENDED ->
                Optional.of(SUCCESS.equals(build.result()) ? CheckResult.State.PASSED : CheckResult.State.FAILED);
            case CANCELLED, LOST -> build.reported() == null ? Optional.empty() : Optional.of(CheckResult.State.FAILED);
            case QUEUED -> Optional.empty();
        };
    }

    /** The longer it takes, the less it matters to hear of the end at once. */
    static Duration pause(Duration age) {
        Duration share = age.dividedBy(PAUSES_IN_AN_AGE);
        Duration atLeast = share.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : share;
        return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
    }
}
