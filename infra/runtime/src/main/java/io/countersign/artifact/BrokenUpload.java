package io.countersign.artifact;

import java.io.IOException;

/** What a client sent is not what it announced; nothing of it was kept. */
public final class BrokenUpload extends IOException {

    private static final long serialVersionUID = 1L;

    public BrokenUpload(String message) {
        super(message);
    }

    BrokenUpload(String message, IOException cause) {
        super(message, cause);
    }
}
