-- Models, versions and users make a small part of a log that is mostly runs: their events are found without the rest.

create index domain_event_entry_governed on log.domain_event_entry (global_index)
    where type in ('RegisteredModel', 'ModelVersion', 'User');
