package io.countersign.cli;

import io.countersign.cluster.KafkaFailure;
import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells what went wrong in one line; the details of what nobody expected go to the log. */
public final class CommandLineErrors implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof StartupError || failure instanceof KafkaFailure) {
            err.println("countersign: " + failure.getMessage());
        } else {
            LoggerFactory.getLogger(CommandLineErrors.class).error("The command failed.", failure);
            err.println("countersign: the command failed unexpectedly: " + failure);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
