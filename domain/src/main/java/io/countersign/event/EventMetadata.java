package io.countersign.event;

/** What every event says beside its payload: who, how they signed in, in which request, and because of what. */
public final class EventMetadata {

    /** The subject id of who acts. */
    public static final String ACTOR = "actor";
    /**
     * How the actor signed in: {@code basic}, {@code none}, {@code oidc}, {@code session}, {@code system}, {@code token},
     * {@code webhook}.
     */
    public static final String AUTHENTICATION = "authentication";
    /** The id of the token by which they signed in; not there when it was by none of this server. */
    public static final String CREDENTIAL = "credentialId";
    /** The HTTP request, or run of a command-line tool, that brought the command. */
    public static final String REQUEST = "requestId";
    /** What all messages of one story share; the request unless the caller named one. */
    public static final String CORRELATION = "correlationId";
    /** The id of the message that directly led to this one. */
    public static final String CAUSATION = "causationId";

    private EventMetadata() {}
}
