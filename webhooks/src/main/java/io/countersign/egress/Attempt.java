package io.countersign.egress;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;

/** What the making of a connection has to know of the call that needs it. */
record Attempt(Target target, Deadline deadline) {

    private static final String KEY = Attempt.class.getName();

    static Attempt of(HttpContext context) {
        return (Attempt) context.getAttribute(KEY);
    }

    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(KEY, this);
        return context;
    }
}
