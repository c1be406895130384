package io.countersign.limits;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks HTTP handlers whose requests may last for as long as the caller's line needs, or the caller wants. They are counted
 * apart, so that they keep nobody from asking anything else.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LongLived {}
