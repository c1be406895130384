package io.countersign.gate;

import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Sender;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps on record which deployments rest on which versions, as they ask the gate: when one asks for the first time, and when
 * it hears something else than before. That it asks again is no news, and writes nothing.
 */
@Component
final class Deployments {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}");

    private final GateAnswerQueries known;
    private final Sender sender;

    Deployments(GateAnswerQueries known, Sender sender) {
        this.known = known;
        this.sender = sender;
    }

    static String requireName(String deployment) {
        if (!NAME.matcher(deployment).matches()) {
            throw Invalid.value(
                    "deployment",
                    deployment,
                    "use up to 128 letters, digits and . _ : @ / - , a letter or a digit first.");
        }
        return deployment;
    }

    /**
     * What is answered.
     *
     * @param version null where there is none in the place
     * @param named whether it was asked for by its number or files
     * @param there whether it serves in the place
     */
    record Told(
            ModelId model,
            @Nullable Integer version,
            String place,
            boolean named,
            boolean there,
            GateVerdict verdict,
            List<String> reasons) {}

    void tell(String deployment, Told told) {
        List<GateAnswerView> before = known.told(told.model().value(), deployment, told.place());
        if (told.version() == null) {
            before.forEach(each -> send(deployment, told, each.version(), true));
        } else if (isNews(told, before)) {
            send(deployment, told, told.version(), told.named());
        }
    }

    private static boolean isNews(Told told, List<GateAnswerView> before) {
        boolean same = told.there()
                ? before.stream()
                        .anyMatch(each -> isOf(told, each)
                                && each.verdict() == told.verdict()
                                && each.reasons().equals(told.reasons()))
                : before.stream().noneMatch(each -> isOf(told, each));
        return !same || !told.named() && before.stream().anyMatch(each -> !isOf(told, each));
    }

    private static boolean isOf(Told told, GateAnswerView each) {
        return told.version() != null && each.version() == told.version();
    }

    private void send(String deployment, Told told, int version, boolean named) {
        sender.send(new GateCommand.Tell(
                told.model(),
                deployment,
                version,
                told.place(),
                named,
                told.there(),
                told.verdict(),
                told.reasons(),
                sender.actor()));
    }
}
