-- Events come nearly in the order of their times: for who asks what was known at one, a few pages of an index lead there.
create index domain_event_entry_by_time on log.domain_event_entry using brin (time_stamp)
    with (pages_per_range = 32, autosummarize = on);
