package io.countersign.webhook;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.jenkins.CheckReports;
import io.countersign.jenkins.TriggeredBuild;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.policy.CheckResult;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reports what builds came to in the name of whoever set the webhook up, with the roles that they have now: a webhook can do
 * nothing that they could not do themselves.
 */
@Component
final class BuildChecks implements CheckReports {

    private static final Logger LOG = LoggerFactory.getLogger(BuildChecks.class);

    private final CommandSender commands;
    private final People people;

    BuildChecks(CommandSender commands, People people) {
        this.commands = commands;
        this.people = people;
    }

    @Override
    public Optional<String> report(TriggeredBuild.Target target, String build, CheckResult.State state, String link) {
        Optional<SignedIn> reporter = people.standingFor(target.reporter());
        if (reporter.isEmpty()) {
            return unreported(target, build, "Whoever set the webhook up cannot sign in any more.");
        }
        try {
            send(reporter.get(), target, build, state, link);
            return Optional.empty();
        } catch (Rejection e) {
            return unreported(target, build, String.valueOf(e.getMessage()));
        }
    }

    private void send(
            SignedIn reporter, TriggeredBuild.Target target, String build, CheckResult.State state, String link) {
        commands.send(
                new ModelVersionCommand.ReportCheck(
                        target.version(), target.check(), build, state, link, null, null, reporter.actor()),
                reporter.metadata(RequestTrace.fresh()));
    }

    private static Optional<String> unreported(TriggeredBuild.Target target, String build, String why) {
        LOG.info("Build {} is not reported on {}: {}", build, target.version(), why);
        return Optional.of(why);
    }
}
