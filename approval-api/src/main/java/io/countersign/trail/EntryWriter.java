package io.countersign.trail;

import java.io.IOException;

/** Writes entries into a file, one after the other, and holds none of them. */
interface EntryWriter {

    void write(EntryMessage entry) throws IOException;

    /** Makes it whole; a file without that broke off. */
    void end() throws IOException;
}
