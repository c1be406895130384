package io.countersign.egress;

import java.io.IOException;

/** A connection that is not to be made; its message is for whoever made the webhook. */
final class RefusedAddress extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedAddress(String message) {
        super(message);
    }
}
