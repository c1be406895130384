package io.countersign.artifact;

import java.io.IOException;

/** There is no room for another file. */
public final class StoreFull extends IOException {

    private static final long serialVersionUID = 1L;

    StoreFull(IOException cause) {
        super("The disk of the artifact store is full.", cause);
    }
}
