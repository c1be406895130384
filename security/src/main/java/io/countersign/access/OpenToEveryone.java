package io.countersign.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the few HTTP handlers that need no role, nor even a sign-in where the filter chain lets them through. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToEveryone {

    /** Why that does no harm. */
    String because();
}
