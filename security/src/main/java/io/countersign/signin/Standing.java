package io.countersign.signin;

import org.springframework.security.core.AuthenticationException;

/** Whether somebody who is not here to show who they are may still come in, by what they left to their programs. */
@FunctionalInterface
public interface Standing {

    /**
     * @return the account, with the roles and groups that they have now
     * @throws AuthenticationException when they may not, or that cannot be found out
     */
    Identity of(Identity account);
}
