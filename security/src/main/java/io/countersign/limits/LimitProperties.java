package io.countersign.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code countersign.limits.*}, each of one node; 0 where there is no limit.
 *
 * @param accountRate requests a second of one account, five times as many at once
 * @param addressRate the same of one address, without a sign-in; one that fails counts as twenty
 * @param accountRequests of one account at the same time; more of them wait
 * @param serverRequests of all accounts at the same time; more of them wait
 */
@ConfigurationProperties("countersign.limits")
public record LimitProperties(
        @DefaultValue("10000") int accountRate,
        @DefaultValue("100") int addressRate,
        @DefaultValue("128") int accountRequests,
        @DefaultValue("1024") int serverRequests) {}
