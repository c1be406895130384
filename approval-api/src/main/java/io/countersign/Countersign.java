package io.countersign;

import io.countersign.bench.ArtifactsCommand;
import io.countersign.bench.AuditCommand;
import io.countersign.bench.BenchCommand;
import io.countersign.bench.DiskCommand;
import io.countersign.bench.FillMlflowCommand;
import io.countersign.bench.GateCommand;
import io.countersign.bench.LineageCommand;
import io.countersign.bench.LongRunCommand;
import io.countersign.bench.ServingCommand;
import io.countersign.bench.SimulateCommand;
import io.countersign.bench.WebhooksCommand;
import io.countersign.cli.AuditPackCommand;
import io.countersign.cli.AuditTrailCommand;
import io.countersign.cli.CheckLogCommand;
import io.countersign.cli.CommandLineErrors;
import io.countersign.cli.DemoCommand;
import io.countersign.cli.ImportCommand;
import io.countersign.cli.RebuildCommand;
import io.countersign.cli.ReplayCommand;
import io.countersign.cli.ServeCommand;
import io.countersign.cli.WitnessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "countersign",
        description = "An event-sourced registry and governance workflow for machine-learning models.",
        mixinStandardHelpOptions = true,
        versionProvider = Countersign.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            RebuildCommand.class,
            CheckLogCommand.class,
            AuditPackCommand.class,
            WitnessCommand.class,
            ReplayCommand.class,
            AuditTrailCommand.class,
            BenchCommand.class,
            DiskCommand.class,
            FillMlflowCommand.class,
            LongRunCommand.class,
            SimulateCommand.class,
            AuditCommand.class,
            GateCommand.class,
            ServingCommand.class,
            LineageCommand.class,
            WebhooksCommand.class,
            ArtifactsCommand.class,
            HelpCommand.class
        })
public final class Countersign implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line
    private CommandSpec spec;

    private Countersign() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Countersign())
                .setExecutionExceptionHandler(new CommandLineErrors())
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, for example: countersign serve");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Countersign.class.getPackage().getImplementationVersion();
            return new String[] {"Countersign " + (version == null ? "(built from sources)" : version)};
        }
    }
}
