package io.countersign.webhook;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.MissingStreams;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Refusals;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private static final WebhookId ID = new WebhookId("0198");
    private static final ModelId CHURN = new ModelId("churn");
    private static final ModelId FRAUD = new ModelId("fraud");

    private final AggregateTestFixture<Webhook> webhook = new AggregateTestFixture<>(Webhook.class);

    @BeforeEach
    void missingOnesAreSaidToBe() {
        webhook.registerCommandHandlerInterceptor(new MissingStreams());
    }

    @Test
    void isMadeByWhoManagesWhatItTells() {
        WebhookCommand.Create command = new WebhookCommand.Create(ID, of(CHURN), ADA_THE_ADMIN);
        assertThat(command.managed()).containsExactly(CHURN);
        webhook.givenNoPriorActivity()
                .when(command)
                .expectEvents(new WebhookEvent.Created(ID, of(CHURN), ADA_THE_ADMIN.subject()));
    }

    @Test
    void aChangeOfWhatItTellsIsAMatterOfBoth() {
        assertThat(change(List.of(CHURN), of(FRAUD), false).managed()).containsExactlyInAnyOrder(CHURN, FRAUD);
        assertThat(change(List.of(CHURN), of(), false).managed()).isEmpty();
        assertThat(change(List.of(), of(FRAUD), false).managed()).isEmpty();
    }

    @Test
    void whatChangesNothingIsNoEvent() {
        webhook.given(created(CHURN))
                .when(change(List.of(CHURN), of(CHURN), false))
                .expectNoEvents();
    }

    @Test
    void aNewAddressIsAnEventEvenOnTheSameServer() {
        webhook.given(created(CHURN))
                .when(change(List.of(CHURN), of(CHURN), true))
                .expectEvents(new WebhookEvent.Changed(ID, of(CHURN), true, ADA_THE_ADMIN.subject()));
    }

    @Test
    void whoLookedAtOtherModelsThanItIsForByNowIsToldSo() {
        webhook.given(created(CHURN), new WebhookEvent.Changed(ID, of(FRAUD), false, ADA_THE_ADMIN.subject()))
                .when(new WebhookCommand.Delete(ID, List.of(CHURN), ADA_THE_ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.WEBHOOK_MOVED_ON));
    }

    @Test
    void isGivenUpOnce() {
        webhook.given(created(CHURN), new WebhookEvent.GivenUp(ID, WebhookEvent.Cause.GONE))
                .when(new WebhookCommand.GiveUp(ID, WebhookEvent.Cause.FAILING, ADA_THE_ADMIN))
                .expectNoEvents();
    }

    @Test
    void onceDeletedItIsGone() {
        webhook.given(created(CHURN), new WebhookEvent.Deleted(ID, ADA_THE_ADMIN.subject()))
                .when(new WebhookCommand.RotateSecret(ID, List.of(CHURN), ADA_THE_ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.WEBHOOK_NOT_FOUND));
    }

    private static WebhookEvent created(ModelId... models) {
        return new WebhookEvent.Created(ID, of(models), ADA_THE_ADMIN.subject());
    }

    private static WebhookCommand.Change change(List<ModelId> before, Subscription after, boolean readdressed) {
        return new WebhookCommand.Change(ID, before, after, readdressed, ADA_THE_ADMIN);
    }

    private static Subscription of(ModelId... models) {
        return new Subscription(
                WebhookKind.COUNTERSIGN,
                null,
                null,
                List.of(models),
                List.of("*"),
                List.of(),
                WebhookStatus.ACTIVE,
                BlockedHead.WAIT,
                "https://ci.example.com",
                null);
    }
}
