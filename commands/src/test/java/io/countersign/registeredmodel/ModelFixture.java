package io.countersign.registeredmodel;

import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.rejection.Reason;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;

/** Given what happened to a model, when something is asked of it, then this happens or is refused. */
final class ModelFixture {

    final NamesInMemory names = new NamesInMemory();

    private final AggregateTestFixture<RegisteredModel> fixture = new AggregateTestFixture<>(RegisteredModel.class);

    ModelFixture() {
        fixture.registerInjectableResource(names);
        fixture.registerCommandHandlerInterceptor(new MissingStreams());
    }

    Asked given(List<RegisteredModelEvent> history) {
        return new Asked(history);
    }

    final class Asked {
        private final List<RegisteredModelEvent> history;

        private Asked(List<RegisteredModelEvent> history) {
            this.history = history;
        }

        Answer when(RegisteredModelCommand command) {
            return new Answer(
                    history.isEmpty()
                            ? fixture.givenNoPriorActivity().when(command)
                            : fixture.given(history).when(command));
        }
    }

    record Answer(ResultValidator<RegisteredModel> result) {

        /** Exactly this, in all its parts. */
        void then(RegisteredModelEvent... events) {
            result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
        }

        void thenAnswers(Object answer, RegisteredModelEvent event) {
            result.expectResultMessagePayload(answer).expectEvents(event);
        }

        /** The wish is fulfilled already. */
        void thenNothing() {
            result.expectSuccessfulHandlerExecution().expectNoEvents();
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
