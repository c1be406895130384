package io.countersign.contract;

import tools.jackson.databind.JsonNode;

/** Follows the references of a schema that has all it needs in its {@code $defs}. */
final class Resolved {

    private Resolved() {}

    /** @param reference the name of a schema and, after a hash, a JSON pointer into it */
    static JsonNode reference(JsonNode root, String reference) {
        int hash = reference.indexOf('#');
        String name = hash < 0 ? reference : reference.substring(0, hash);
        JsonNode found = root.path("$defs").path(name).at(hash < 0 ? "" : reference.substring(hash + 1));
        if (found.isMissingNode()) {
            throw new IllegalStateException("Nothing is to be found at " + reference);
        }
        return found;
    }
}
