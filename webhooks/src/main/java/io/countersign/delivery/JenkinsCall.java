package io.countersign.delivery;

import io.countersign.egress.Outcome;
import io.countersign.identity.SubjectId;
import io.countersign.jenkins.JenkinsServer;
import io.countersign.jenkins.JobTrigger;
import io.countersign.jenkins.TriggeredBuild;
import io.countersign.webhook.JenkinsJob;
import java.util.Objects;
import java.util.Optional;

/** Has the receiver build its job for the event that the message is about. */
final class JenkinsCall implements Courier {

    private final JobTrigger trigger;

    JenkinsCall(JobTrigger trigger) {
        this.trigger = trigger;
    }

    @Override
    public Outcome bring(Message message, Endpoint endpoint) {
        return trigger.start(server(endpoint), job(endpoint), message.body());
    }

    @Override
    public Optional<TriggeredBuild> began(Message message, Endpoint endpoint, Outcome outcome) {
        SubjectId reporter = endpoint.setBy() == null ? null : new SubjectId(endpoint.setBy());
        return TriggeredBuild.in(outcome, server(endpoint), job(endpoint), message.body(), reporter);
    }

    /** Nothing is built for a message about nothing. */
    @Override
    public Outcome greet(Message message, Endpoint endpoint) {
        return trigger.look(server(endpoint), job(endpoint));
    }

    static JenkinsServer server(Endpoint endpoint) {
        return new JenkinsServer(endpoint.url(), endpoint.authorization(), endpoint.secret());
    }

    private static JenkinsJob job(Endpoint endpoint) {
        return Objects.requireNonNull(endpoint.job(), "A webhook of kind jenkins has a job");
    }
}
