package io.countersign.signin;

import io.countersign.access.SignedIn;
import org.springframework.security.core.Authentication;

/** Is told who comes in, with every request, and who is turned away. What it fails at is its own matter. */
public interface SignInWatch {

    /** @param address of the client */
    void signedIn(SignedIn who, String address);

    /** @param shown a name and password, or a token, that let nobody in */
    void refused(Authentication shown, String address);
}
