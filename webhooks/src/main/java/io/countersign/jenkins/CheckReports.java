package io.countersign.jenkins;

import io.countersign.policy.CheckResult;
import java.util.Optional;

/** The way to report a check, which is an event on the version. */
@FunctionalInterface
public interface CheckReports {

    /**
     * Reporting the same again changes nothing.
     *
     * @param build as its server names it, the same for all its states
     * @param link where people look at it
     * @return why it is not reported; empty when it is
     */
    Optional<String> report(TriggeredBuild.Target target, String build, CheckResult.State state, String link);
}
