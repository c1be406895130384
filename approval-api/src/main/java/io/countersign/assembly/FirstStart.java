package io.countersign.assembly;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Creates what every client expects to find: the default experiment. */
@Component
final class FirstStart implements ApplicationRunner {

    private static final String NAME = "Default";

    private final CommandSender commands;
    private final ExperimentDirectory directory;

    FirstStart(CommandSender commands, ExperimentDirectory directory) {
        this.commands = commands;
        this.directory = directory;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (directory.lifecycle(ExperimentId.DEFAULT).isPresent()) {
            return;
        }
        try {
            commands.send(
                    new ExperimentCommand.Create(
                            ExperimentId.DEFAULT, NAME, "mlflow-artifacts:/" + ExperimentId.DEFAULT, List.of()),
                    SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
        } catch (Rejection rejection) {
            if (rejection.reason() != Reason.EXPERIMENT_EXISTS) { // another server was quicker
                throw rejection;
            }
        }
    }
}
