package io.countersign.egress;

import io.countersign.rejection.Rejection;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls receivers, and only those that may be called: the address of each connection is checked when it is made, and a
 * connection is used for its own host alone. It follows no redirect, uses no proxy, keeps no cookie, sends nothing twice and
 * unpacks nothing. Thread-safe; a call blocks its thread, which may be a virtual one.
 */
public final class Egress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Egress.class);

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("egress-deadlines").factory());

    public Egress(Allowed allowed) {
        this(allowed, Trust.inTheAuthoritiesOfTheJdk());
    }

    public Egress(Allowed allowed, Trust trust) {
        this(allowed, trust, Resolver.system());
    }

    public Egress(Allowed allowed, Trust trust, Resolver resolver) {
        client = Client.of(new Guard(allowed), resolver, trust.context());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Never throws for what a receiver or the network does; the outcome says it. */
    public Outcome send(Call call) {
        Deadline deadline = Deadline.in(call.timeout());
        try {
            return send(call, new Attempt(Target.of(call.url()), deadline));
        } catch (Rejection unreadable) {
            return Outcome.failed(String.valueOf(unreadable.getMessage()), deadline.elapsed());
        } catch (RejectedExecutionException closed) {
            return Outcome.failed("The server is about to end.", deadline.elapsed());
        }
    }

    private Outcome send(Call call, Attempt attempt) {
        HttpUriRequestBase request = request(call, attempt.deadline());
        Future<?> end = deadlines.schedule(
                () -> Thread.startVirtualThread(request::abort),
                attempt.deadline().remaining().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return outcome(client.executeOpen(null, request, attempt.context()), request, attempt.deadline());
        } catch (IOException | RuntimeException e) {
            return Outcome.failed(
                    Failures.sentence(e, attempt), attempt.deadline().elapsed());
        } finally {
            end.cancel(false);
        }
    }

    private static HttpUriRequestBase request(Call call, Deadline deadline) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(call.body(), null));
        request.setConfig(Client.within(deadline));
        return request;
    }

    private static Outcome outcome(ClassicHttpResponse response, HttpUriRequestBase request, Deadline deadline) {
        Answer answer = Answer.of(response);
        release(response, answer, request);
        return new Outcome(
                response.getCode(), Answer.headers(response), answer.kept(), answer.cut(), deadline.elapsed(), null);
    }

    /** What was not read to its end is aborted first, as an orderly end would read on. */
    private static void release(ClassicHttpResponse response, Answer answer, HttpUriRequestBase request) {
        if (!answer.atItsEnd()) {
            request.abort();
        }
        try {
            response.close();
        } catch (IOException e) {
            LOG.trace("A connection was given up.", e);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
