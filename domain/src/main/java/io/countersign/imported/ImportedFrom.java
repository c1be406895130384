package io.countersign.imported;

/**
 * What something was on the server that it was imported from. Whoever brings the same once more is told that it is here.
 *
 * @param server its address, without credentials and without a slash at the end
 * @param id there; a registered model goes by its name
 */
public record ImportedFrom(String server, String id) {

    @Override
    public String toString() {
        return id + " of " + server;
    }
}
