package io.countersign.registeredmodel;

import static io.countersign.rejection.Refusals.because;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.MissingStreams;
import io.countersign.RestsOnFacts;
import io.countersign.event.DomainEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.UsersInMemory;
import io.countersign.policy.Decided;
import io.countersign.rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;

/** Given what happened to a model, when something is asked of it, then this happens or is refused. */
final class ModelFixture {

    final NamesInMemory names = new NamesInMemory();
    final List<String> tagged = new ArrayList<>();

    private final AggregateTestFixture<RegisteredModel> fixture = new AggregateTestFixture<>(RegisteredModel.class);

    final UsersInMemory users = new UsersInMemory();

    ModelFixture() {
        fixture.registerInjectableResource(names);
        fixture.registerInjectableResource(users);
        fixture.registerInjectableResource(Facts.NO_CONDITIONS);
        fixture.registerInjectableResource((VersionTags) (version, key, value) -> tagged.add(key + "=" + value));
        fixture.registerCommandHandlerInterceptor(new MissingStreams());
    }

    Asked given(List<? extends DomainEvent> history) {
        return new Asked(history);
    }

    final class Asked {
        private final List<? extends DomainEvent> history;

        private Asked(List<? extends DomainEvent> history) {
            this.history = history;
        }

        Answer when(Command command) {
            return new Answer(
                    history.isEmpty()
                            ? fixture.givenNoPriorActivity().when(command)
                            : fixture.givenCurrentTime(Facts.NOW)
                                    .andGiven(history)
                                    .when(command));
        }
    }

    record Answer(ResultValidator<RegisteredModel> result) {

        /** Exactly this, in all its parts but for why a decision was taken. */
        void then(DomainEvent... events) {
            result.expectSuccessfulHandlerExecution().expectEventsMatching(inAllParts(events));
        }

        /** The decision, and why it was taken. */
        void thenFor(Consumer<Decided> reason, RegisteredModelEvent.TransitionApproved decision) {
            then(decision);
            result.expectEventsMatching(Matchers.matches(published -> {
                var made =
                        (RegisteredModelEvent.TransitionApproved) ((EventMessage<?>) published.getLast()).getPayload();
                reason.accept(Objects.requireNonNull(made.decided()));
                return true;
            }));
        }

        /** The actor's approval, and the decision for which it was the last that was missing. */
        void thenApproved(GovernanceEvent.ApprovalGiven approval, DomainEvent decision, DomainEvent... effects) {
            then(Stream.concat(Stream.of(approval, decision), Stream.of(effects))
                    .toArray(DomainEvent[]::new));
        }

        private static Matcher<List<? super EventMessage<?>>> inAllParts(DomainEvent... events) {
            return Matchers.matches(published -> {
                List<Object> payloads = published.stream()
                        .map(message -> (Object) ((EventMessage<?>) message).getPayload())
                        .toList();
                assertThat(payloads)
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("decided")
                        .containsExactly((Object[]) events);
                return true;
            });
        }

        void thenAnswers(Object answer, RegisteredModelEvent event) {
            result.expectResultMessagePayload(answer).expectEvents(event);
        }

        /** The wish is fulfilled already. */
        void thenNothing() {
            result.expectSuccessfulHandlerExecution().expectNoEvents();
        }

        /** The facts are not those by which it is to be decided. */
        void thenReadAnew() {
            result.expectNoEvents().expectException(RestsOnFacts.FactsChanged.class);
        }

        void thenRefused(Reason reason) {
            result.expectNoEvents().expectException(because(reason));
        }

        void thenRefused(Reason reason, String message) {
            thenRefused(reason);
            result.expectExceptionMessage(message);
        }
    }
}
