package io.countersign.signin;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A way by which people sign in with their browsers, and stay so for a while. */
public interface BrowserSignIn {

    /** Puts what it takes into the chain that every request passes. */
    void into(HttpSecurity http);
}
