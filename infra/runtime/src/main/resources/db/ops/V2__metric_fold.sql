-- How far the latest values of metrics were folded: up to this global_index every batch is in views.latest_metrics.

create table ops.metric_fold (
    folded bigint not null
);
insert into ops.metric_fold values (-1);

grant select, update on ops.metric_fold to ${app};
