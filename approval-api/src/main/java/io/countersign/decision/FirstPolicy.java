package io.countersign.decision;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.policy.PolicyCommand;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyReader;
import io.countersign.policy.ProposalId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Brings the policy that ships into force before the first request is served, unless there were policies before. */
@Component
@Order(0)
final class FirstPolicy implements ApplicationRunner {

    private static final String SHIPPED = "/policies/four-eyes.yaml";

    private final CommandSender commands;

    FirstPolicy(CommandSender commands) {
        this.commands = commands;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        install();
    }

    /** Changes nothing where there is, or was, any policy. */
    void install() {
        String source = text();
        PolicyDocument document = PolicyReader.read(source);
        commands.send(
                new PolicyCommand.Install(
                        new ProposalId(Uuid7.hex()), document.name(), source, SignedIn.SYSTEM.actor()),
                SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
    }

    private static String text() {
        try (InputStream file = FirstPolicy.class.getResourceAsStream(SHIPPED)) {
            return new String(Objects.requireNonNull(file, SHIPPED).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
