package io.countersign.policy;

/** Someone with a part in what is to be decided on, who may be kept from deciding on it. */
public enum Party {
    REQUESTER("requester"),
    VERSION_CREATOR("version creator"),
    RUN_OWNER("run owner"),
    LAST_MODIFIER("last modifier"),
    /** An account counts as that of whoever made it, where they have a part in the matter themselves. */
    OWN_ACCOUNT("account maker");

    private final String label;

    Party(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
