package io.countersign.search;

/** How many results a page may have, and how MLflow's server says that it is too many. */
record Limit(int most, String nonePattern, String tooManyPattern) {

    static Limit tracking(int most) {
        return new Limit(
                most,
                "Invalid value %1$d for parameter 'max_results' supplied. It must be a positive integer",
                "Invalid value %1$d for parameter 'max_results' supplied. It must be at most %2$d");
    }

    static Limit registry(int most) {
        return new Limit(
                most,
                "Invalid value for max_results. It must be a positive integer, but got %1$d",
                "Invalid value for request parameter max_results. It must be at most %2$d, but got value %1$d");
    }

    void check(int maxResults) {
        if (maxResults < 1) {
            throw new InvalidSearch(nonePattern.formatted(maxResults));
        }
        if (maxResults > most) {
            throw new InvalidSearch(tooManyPattern.formatted(maxResults, most));
        }
    }
}
