package io.countersign.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code countersign audit}. */
@Command(
        name = "audit",
        description = "Takes the audit history of a running server away.",
        mixinStandardHelpOptions = true,
        subcommands = AuditExportCommand.class)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class AuditTrailCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: countersign audit export");
    }
}
