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
    /** When they last showed who they are (ISO 8601); not there when that was with the request itself. */
    public static final String AUTHENTICATED_AT = "authenticatedAt";
    /** How much that took, in the words of the OpenID provider ({@code acr}); not there when it does not say. */
    public static final String AUTHENTICATION_CONTEXT = "authenticationContext";
    /** By which means, for example {@code pwd} (RFC 8176), with blanks between; not there when that is not said. */
    public static final String AUTHENTICATION_METHODS = "authenticationMethods";
    /** The HTTP request, or run of a command-line tool, that brought the command. */
    public static final String REQUEST = "requestId";
    /** What all messages of one story share; the request unless the caller named one. */
    public static final String CORRELATION = "correlationId";
    /** The id of the message that directly led to this one. */
    public static final String CAUSATION = "causationId";

    private EventMetadata() {}
}
