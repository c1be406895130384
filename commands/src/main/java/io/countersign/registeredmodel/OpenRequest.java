package io.countersign.registeredmodel;

import io.countersign.identity.SubjectId;

/** A transition request that nobody has decided on yet. */
record OpenRequest(RequestId id, int version, Stage to, SubjectId requester) {

    boolean asksFor(int version, Stage to) {
        return this.version == version && this.to == to;
    }
}
