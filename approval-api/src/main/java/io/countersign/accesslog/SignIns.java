package io.countersign.accesslog;

import io.countersign.access.CurrentActor;
import io.countersign.access.SignedIn;
import io.countersign.signin.People;
import io.countersign.signin.SignInWatch;
import io.countersign.token.AccessToken;
import io.countersign.token.Tokens;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Tells the record who comes in and who is turned away. Names that are nobody's, and tokens that never were, are no matter of
 * record: nobody could be asked about them, and strangers could fill the log with them.
 */
@Component
final class SignIns implements SignInWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);

    private final ObjectProvider<AccessLog> log;
    private final ObjectProvider<Tokens> tokens;
    private final People people;
    private final CurrentActor current;

    /** The log and the tokens send commands, which need sign-in to be there before them. */
    SignIns(ObjectProvider<AccessLog> log, ObjectProvider<Tokens> tokens, People people, CurrentActor current) {
        this.log = log;
        this.tokens = tokens;
        this.people = people;
        this.current = current;
    }

    @Override
    public void signedIn(SignedIn who, String address) {
        log.getObject().signedIn(who, address, current.trace());
    }

    @Override
    public void refused(Authentication shown, String address) {
        try {
            Optional<AccessToken> token = tokens.getObject().shown(secret(shown));
            if (token.isPresent()) {
                log.getObject().refused(token.get().user(), "token", token.get().id(), address, current.trace());
            } else if (shown instanceof UsernamePasswordAuthenticationToken) {
                people.named(shown.getName()).ifPresent(account -> log.getObject()
                        .refused(account, "basic", null, address, current.trace()));
            }
        } catch (DataAccessException e) {
            LOG.error("A refused sign-in is not on record. {}", e.getMessage(), e);
        }
    }

    private static String secret(Authentication shown) {
        return shown instanceof BearerTokenAuthenticationToken bearer
                ? bearer.getToken()
                : String.valueOf(shown.getCredentials());
    }
}
