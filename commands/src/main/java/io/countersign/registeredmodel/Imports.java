package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.imported.ImportedFrom;
import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Iterator;
import java.util.List;

/** Decides on what comes from another server: it is here as it was there, as far as the policies here let it. */
final class Imports {

    private Imports() {}

    static void requireFrom(ImportedFrom from, ModelState model) {
        if (!from.equals(model.origin())) {
            throw Rejection.of(Reason.MODEL_EXISTS, "Registered Model (name=%s) is not %s.", model.name(), from);
        }
    }

    static RegisteredModelEvent model(RegisteredModelCommand.Import command, ModelNames names) {
        if (!names.reserve(command.name(), command.model())) {
            throw Rejection.of(
                    Reason.MODEL_EXISTS,
                    "Registered Model (name=%s) already exists here and did not come from %s.",
                    command.name(),
                    command.from().server());
        }
        return new RegisteredModelEvent.Imported(
                command.model(),
                command.name(),
                command.description(),
                command.tags(),
                command.createdAt(),
                command.updatedAt(),
                command.from());
    }

    /** What the policies do not let pass at once is asked for in the name of who imports it. */
    static void version(
            RegisteredModelCommand.ImportVersion command, ModelState model, Governance governance, Asking asking) {
        Change toStage = new Change.ToStage(command.version(), Stage.NONE, command.stage());
        boolean stands = governance.verdict(toStage).lets();
        List<String> free = command.aliases().stream()
                .filter(alias -> model.versionOf(alias).isEmpty())
                .toList();
        List<String> set = free.stream()
                .filter(alias -> governance.verdict(pointing(alias, command)).lets())
                .toList();
        governance.requireFree(command.version(), command.tags());
        apply(event(command, stands ? command.stage() : Stage.NONE, set));
        Iterator<RequestId> ids = command.requests().iterator();
        if (!stands) {
            asking.open(ids.next(), toStage, null);
        }
        free.stream()
                .filter(alias -> !set.contains(alias))
                .forEach(alias -> asking.open(ids.next(), pointing(alias, command), null));
    }

    private static Change pointing(String alias, RegisteredModelCommand.ImportVersion command) {
        return new Change.OfAlias(alias, command.version(), null);
    }

    private static RegisteredModelEvent event(
            RegisteredModelCommand.ImportVersion command, Stage stage, List<String> aliases) {
        return new RegisteredModelEvent.VersionImported(
                command.model(),
                command.version(),
                stage,
                aliases,
                command.source(),
                command.location(),
                command.run(),
                command.runLink(),
                command.loggedModelId(),
                command.description(),
                command.tags(),
                command.user(),
                command.actor().subject(),
                command.createdAt(),
                command.updatedAt(),
                command.from());
    }
}
