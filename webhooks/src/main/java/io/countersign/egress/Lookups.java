package io.countersign.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds how long a name server is waited for, which the JDK does not. All who want the same name at the same moment share
 * one thread, so that a name whose server is silent holds no more than that.
 */
final class Lookups {

    private final Resolver resolver;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    Lookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Every address that the target has now: its own, or those of its name. */
    List<InetAddress> addresses(Target target, Deadline deadline) throws IOException {
        InetAddress literal = target.literal();
        return literal == null ? resolved(target.host(), deadline) : List.of(literal);
    }

    private List<InetAddress> resolved(String name, Deadline deadline) throws IOException {
        try {
            return underWay.computeIfAbsent(name, this::begin)
                    .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no name server answered");
        } catch (ExecutionException e) {
            throw new UnknownHostException(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String name) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lookup-" + name).start(() -> look(name, answer));
        return answer;
    }

    private void look(String name, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(atLeastOne(name));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            underWay.remove(name, answer);
        }
    }

    /** Of no address nothing could be refused. */
    private List<InetAddress> atLeastOne(String name) throws UnknownHostException {
        List<InetAddress> addresses = List.copyOf(resolver.resolve(name));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return addresses;
    }
}
